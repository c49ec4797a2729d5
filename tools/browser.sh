#!/usr/bin/env bash
# Browser stories in headless Chromium against a demo. `tools/browser.sh BIN_FOLDER`.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$(cd "$1" && pwd)
exec tools/with-demo.sh "$bin" bash -euc 'cd web && npm run e2e'

#!/usr/bin/env bash
# Runs a command with what the benches measure against on its PATH: Python with DuckDB, from PyPI.
# `tools/peers.sh target/release/shancheng bench reconcile`.
set -euo pipefail
requirements="$(dirname "$0")/../crates/shancheng/src/bench/requirements.txt"
sum=$(sha256sum < "$requirements" | cut -c1-12)
venv="${SHANCHENG_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/shancheng}/peers-$sum"
if [ ! -e "$venv/ready" ]; then
  python3 -m venv --clear "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$requirements"
  touch "$venv/ready"
fi
export PATH="$venv/bin:$PATH"
exec "$@"

#!/usr/bin/env bash
# Wire tests: independent clients from PyPI and npm against the real program. `tools/wire.sh BIN_FOLDER`.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$(cd "$1" && pwd)
requirements=$(ls crates/*/tests/wire/requirements.txt)
sum=$(cat $requirements | sha256sum | cut -c1-12)
cache="${SHANCHENG_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/shancheng}"
venv="$cache/wire-$sum"
if [ ! -e "$venv/ready" ]; then
  python3 -m venv --clear "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check $(printf -- '-r %s ' $requirements)
  touch "$venv/ready"
fi
packages=crates/emvqr/tests/wire
modules="$cache/wire-npm-$(sha256sum <$packages/package-lock.json | cut -c1-12)"
if [ ! -e "$modules/ready" ]; then
  mkdir -p "$modules"
  cp $packages/package.json $packages/package-lock.json "$modules"
  (cd "$modules" && npm ci --ignore-scripts --no-fund --no-audit >/dev/null)
  touch "$modules/ready"
fi
export PATH="$venv/bin:$PATH"
export SHANCHENG="$bin/shancheng"
echo "-- crates/iso8583/tests/wire/check.py"
python3 crates/iso8583/tests/wire/check.py --lines "$SHANCHENG iso8583" --keys "$bin/examples/keys"
echo "-- crates/emvqr/tests/wire/check.py"
python3 crates/emvqr/tests/wire/check.py --codes "$bin/examples/codes" --ours "$SHANCHENG emvqr" --node-modules "$modules"
echo "-- clients/python"
PYTHONPATH=clients/python/src python3 -m unittest discover --quiet --start-directory clients/python/tests
echo "-- clients/typescript"
(cd clients/typescript && npm ci --ignore-scripts --no-fund --no-audit >/dev/null && npm test --silent)
(cd examples && npm ci --ignore-scripts --no-fund --no-audit >/dev/null && npm run --silent build)
tools/with-demo.sh "$bin" bash -euc '
  for script in crates/shancheng/tests/wire/*.py; do echo "-- $script"; python3 "$script"; done'

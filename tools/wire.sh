#!/usr/bin/env bash
# Wire tests: independent clients from PyPI against the real program. `tools/wire.sh BIN_FOLDER`.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$(cd "$1" && pwd)
requirements=$(ls crates/*/tests/wire/requirements.txt)
sum=$(cat $requirements | sha256sum | cut -c1-12)
venv="${SHANCHENG_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/shancheng}/wire-$sum"
if [ ! -e "$venv/ready" ]; then
  python3 -m venv --clear "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check $(printf -- '-r %s ' $requirements)
  touch "$venv/ready"
fi
export PATH="$venv/bin:$PATH"
export SHANCHENG="$bin/shancheng"
echo "-- crates/iso8583/tests/wire/check.py"
python3 crates/iso8583/tests/wire/check.py --lines "$SHANCHENG iso8583" --keys "$bin/examples/keys"
tools/with-demo.sh "$bin" bash -euc '
  for script in crates/shancheng/tests/wire/*.py; do echo "-- $script"; python3 "$script"; done'

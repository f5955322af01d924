#!/bin/sh
# npm_run.sh NAME SCRIPT "PACKAGE@VERSION ..." ARGUMENT...: runs a Node script with packages from npm, kept under
# the tests' cache as NAME. Exit 77 when they cannot be installed.
set -eu
cache=${CUTTINGS_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/cuttings-tests}/$1
script=$2 packages=$3
shift 3
if [ ! -f "$cache/installed" ]; then
  mkdir -p "$cache"
  # shellcheck disable=SC2086  # a list of words
  npm install --silent --no-audit --no-fund --prefix "$cache" $packages >&2 || exit 77
  touch "$cache/installed"
fi
cp "$script" "$cache/script.mjs"
exec node "$cache/script.mjs" "$@"

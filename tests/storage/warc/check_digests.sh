#!/bin/sh
# check_digests.sh RESPONSES FILE...: npm warcio reads the files and recomputes all digests.
# Exit 77 when warcio cannot be installed.
set -eu
cache=${CUTTINGS_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/cuttings-tests}/warcio
here=$(dirname "$0")
if [ ! -d "$cache/node_modules/warcio" ]; then
  mkdir -p "$cache"
  npm install --silent --no-audit --no-fund --prefix "$cache" warcio@2.4.11 >&2 || exit 77
fi
cp "$here/check_digests.mjs" "$cache/check_digests.mjs"
node "$cache/check_digests.mjs" "$@"

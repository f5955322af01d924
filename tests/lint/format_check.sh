#!/usr/bin/env bash
# Fails on files that clang-format 14 would change, and names them.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
find config extractor storage crawler tools tests -name '*.cc' -o -name '*.h' -type f |
  sort | xargs clang-format-14 --dry-run -Werror

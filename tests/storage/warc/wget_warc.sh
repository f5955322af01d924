#!/bin/sh
# wget_warc.sh DIR: serves one page on loopback and lets wget archive it to DIR/{packed.warc.gz,plain.warc}.
set -eu
cd "$1"
mkdir -p site
printf '<p>The boat left at dawn.</p>\n' > site/page.html
true > server.log  # there before sed looks for it
python3 -u -m http.server --bind 127.0.0.1 --directory site 0 > server.log 2>&1 &
server=$!
trap 'kill $server' EXIT
port=
for _ in $(seq 100); do
  port=$(sed -n 's/.* port \([0-9]*\) .*/\1/p' server.log)
  [ -n "$port" ] && break
  sleep 0.1
done
wget -q --no-proxy --warc-file=packed -O /dev/null "http://127.0.0.1:$port/page.html"
wget -q --no-proxy --no-warc-compression --warc-file=plain -O /dev/null "http://127.0.0.1:$port/page.html"

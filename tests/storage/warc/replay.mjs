// node replay.mjs FILE.wacz: reads lines "URL TIMESTAMP" from stdin and asks npm @webrecorder/wabac, which loads the file
// over loopback, for each. Prints a JSON line each: {status, date, sha256 of the body}; null for nothing.
import "fake-indexeddb/auto";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const file = readFileSync(process.argv[2]);
const lines = readFileSync(0, "utf8").trim().split("\n").map((line) => line.split(" "));
console.log = () => {};  // wabac tells its progress there
const server = createServer((request, response) => {
  const range = /bytes=(\d*)-(\d*)/.exec(request.headers.range ?? "");
  const end = range?.[1] && range[2] ? Math.min(Number(range[2]), file.length - 1) : file.length - 1;
  const begin = !range ? 0 : range[1] ? Number(range[1]) : Math.max(0, file.length - Number(range[2]));
  const headers = { "content-length": end - begin + 1, "accept-ranges": "bytes" };
  if (range) headers["content-range"] = `bytes ${begin}-${end}/${file.length}`;
  response.writeHead(range ? 206 : 200, headers);
  response.end(request.method === "HEAD" ? undefined : file.subarray(begin, end + 1));
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const base = `http://127.0.0.1:${server.address().port}/`;
globalThis.self = globalThis;
globalThis.location = new URL(base);
const { WorkerLoader } = await import("@webrecorder/wabac/swlib");
const loader = new WorkerLoader({ addEventListener() {} });
const { store } = await loader.addCollection({ name: "a", file: { sourceUrl: `${base}site.wacz` } }, () => {});
for (const [url, timestamp] of lines) {
  const headers = new Headers();
  const request = {
    url, timestamp, mod: "", method: "GET", headers, request: { method: "GET", headers }, destination: "document", mode: "navigate",
  };
  const found = await store.getResource(request, base, { waitUntil() {} }, { noRedirect: true });
  const body = found && await found.getBuffer();
  process.stdout.write(JSON.stringify(found && {
    status: found.status, date: found.date.toISOString(), sha256: createHash("sha256").update(body).digest("hex"),
  }) + "\n");
}
process.exit(0);

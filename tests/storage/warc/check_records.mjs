// node check_records.mjs FILE...: npm warcio reads every record; both digests are recomputed with Node's crypto, and each
// revisit must refer to a response in one of the files. Prints the number of records of each type as JSON.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { WARCParser } from "warcio";

const sha256 = (bytes) => "sha256:" + createHash("sha256").update(bytes).digest("hex");
const files = process.argv.slice(2), counts = {}, responses = new Set(), referred = [];
let bad = 0;
const expect = (ok, words) => { if (!ok) { bad += 1; console.error(words); } };
for (const file of files) {
  for await (const record of new WARCParser(createReadStream(file), { parseHttp: false })) {
    const block = await record.readFully(false);
    expect(record.warcBlockDigest === sha256(block), `${file}: block digest of ${record.warcHeader("WARC-Record-ID")}`);
    counts[record.warcType] = (counts[record.warcType] ?? 0) + 1;
  }
  for await (const record of new WARCParser(createReadStream(file))) {
    const name = `${record.warcTargetURI} ${record.warcHeader("WARC-Date")}`;
    if (record.warcType === "revisit")
      referred.push(`${record.warcHeader("WARC-Refers-To-Target-URI")} ${record.warcHeader("WARC-Refers-To-Date")}`);
    if (record.warcType !== "response") continue;
    responses.add(name);
    const payload = await record.readFully(true);
    expect(record.warcPayloadDigest === sha256(payload), `${file}: payload digest of ${name}`);
  }
}
for (const name of referred) expect(responses.has(name), `nothing at ${name}`);
console.log(JSON.stringify(counts));
process.exit(bad ? 1 : 0);

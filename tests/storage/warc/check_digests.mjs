// node check_digests.mjs RESPONSES FILE...: reads WARC files with npm warcio, recomputes block and
// payload digests with Node's crypto. Exit 1 and words when one differs or the count is another.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { WARCParser } from "warcio";

const sha256 = (bytes) => "sha256:" + createHash("sha256").update(bytes).digest("hex");
const [wanted, ...files] = process.argv.slice(2);
let responses = 0, bad = 0;
const expect = (ok, words) => { if (!ok) { bad += 1; console.error(words); } };
for (const file of files) {
  // Once as blocks (headers unparsed), once as HTTP.
  for await (const record of new WARCParser(createReadStream(file), { parseHttp: false })) {
    const block = await record.readFully(false);
    expect(record.warcBlockDigest === sha256(block), `${file}: block digest of ${record.warcHeader("WARC-Record-ID")}`);
  }
  for await (const record of new WARCParser(createReadStream(file))) {
    if (record.warcType !== "response") continue;
    responses += 1;
    const payload = await record.readFully(true);
    expect(record.warcPayloadDigest === sha256(payload), `${file}: payload digest of ${record.warcTargetURI}`);
    expect(record.httpHeaders.statusCode === 200, `${file}: status`);
  }
}
expect(responses === Number(wanted), `${responses} responses, not ${wanted}`);
process.exit(bad ? 1 : 0);

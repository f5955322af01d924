// Writes extractor/decode/encoding_labels.inc: the labels of https://encoding.spec.whatwg.org/#names-and-labels.
// Source: npm whatwg-encoding (npm i whatwg-encoding), which leaves out what iconv-lite cannot
// convert; those are named here. Run: node tools/dev/make_encoding_labels.mjs PATH_TO_node_modules
import { readFileSync } from "node:fs";
const path = process.argv[2] + "/whatwg-encoding/lib/labels-to-names.json";
const names = JSON.parse(readFileSync(path, "utf8"));
const left_out = {
  "ISO-8859-8-I": ["csiso88598i", "iso-8859-8-i", "logical"],
  "x-mac-cyrillic": ["x-mac-cyrillic", "x-mac-ukrainian"],
  "ISO-2022-JP": ["csiso2022jp", "iso-2022-jp"],
  replacement: ["csiso2022kr", "hz-gb-2312", "iso-2022-cn", "iso-2022-cn-ext", "iso-2022-kr", "replacement"],
};
for (const [name, labels] of Object.entries(left_out)) for (const label of labels) names[label] = name;
console.log("// Made by tools/dev/make_encoding_labels.mjs; sorted. LABEL(label, name)");
for (const label of Object.keys(names).sort((a, b) => (a < b ? -1 : 1)))
  console.log(`LABEL("${label}", "${names[label]}")`);

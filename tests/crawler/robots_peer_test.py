#!/usr/bin/env python3
"""RobotsRules against an independent parser, npm's robots-parser 3.0.1, on 2,000 generated files and those
of the fuzz corpus.

  robots_peer_test.py PROGRAM [SEED [FOLDER...]]      PROGRAM: the built robots_decide; FOLDER: fuzz_robots' inputs, asked besides

Each difference must go away when the file is written another way that means the same by the standard or by a choice of
ours (KINDS), and is counted under that kind; one that stays fails the test, and so
does a kind nobody needed. Not asked: paths that end in a bare "?" (the peer's URL drops an empty query, RFC 3986 6.2.3
keeps it, and so do we). Skips (77) where npm cannot install the package."""
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))
from npm_package import install  # noqa: E402

FILES, PATHS = 2000, 20
PACKAGE = "robots-parser@3.0.1"
SEEDS = Path(__file__).resolve().parent.parent / "fuzz" / "corpus" / "fuzz_robots"
PEER = """const parse = require('robots-parser');
const files = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(files.map(({body, paths}) => {
  const robots = parse('http://a.test/robots.txt', body);
  return paths.map(p => robots.isAllowed('http://a.test' + p, 'cuttings') === false ? '0' : '1').join('');
})));"""

AGENTS = ["*", "cuttings", "Cuttings", "cuttings/1.0", "cuttingsbot", "other", "cut", "CUTTINGS/2 (x)", "cuttings beta"]
PARTS = ["a", "b", "news", "2026", "x.html", "%61", "%7e", "~", "%C3%A9", "é", "%2f", "%2F", "q=1", "a$b", "A"]
LINES = ["", "# note", "Sitemap: http://a.test/s.xml", "Crawl-delay: 2", "nonsense", "Host: a.test", "Unknown: /a", "  "]


def pattern(rng):
    text = "".join(rng.choice(["/", "/", "*", "?"] if rng.random() < 0.4 else ["/"]) + rng.choice(PARTS)
                   for _ in range(rng.randint(1, 4)))
    text = rng.choice([text, text, text, "/", "", "*" + text, text + "*", text + "**", text[1:]])
    return text + rng.choice(["", "", "", "$", " # why", "  "])


def rule(rng):
    name = rng.choice(["Disallow", "Disallow", "Allow", "disallow", "ALLOW", "Dissallow"] if rng.random() < 0.9 else ["Disallow "])
    return name + rng.choice([":", ": ", ": ", " : ", ":\t", " "]) + pattern(rng)


def robots_file(rng):
    lines = []
    for _ in range(rng.randint(1, 5)):
        for _ in range(rng.choice([0, 1, 1, 1, 2])):
            lines.append(rng.choice(["User-agent: ", "user-agent:", "USER-AGENT : "]) + rng.choice(AGENTS))
            if rng.random() < 0.1:
                lines.append(rng.choice(LINES))
        lines += [rule(rng) if rng.random() < 0.85 else rng.choice(LINES) for _ in range(rng.randint(0, 6))]
    return rng.choice(["", "", "", "\ufeff"]) + rng.choice(["\n", "\n", "\r\n", "\r"]).join(lines)


def path(rng):
    parts = [part for part in PARTS if part.isascii()]  # as in a parsed URL
    text = "".join("/" + rng.choice(parts) for _ in range(rng.randint(0, 4))) or "/"
    return text + rng.choice(["", "", "?" + rng.choice(parts), "/"])


def found_by_fuzzing(folders):
    """A path, a NUL, a file, as fuzz_robots reads them."""
    for name in sorted(path for folder in folders for path in Path(folder).rglob("*") if path.is_file()):
        asked, _, body = name.read_bytes().partition(b"\0")
        asked = asked.decode("latin-1")
        is_parsed = re.fullmatch(r"/[!$-;=@-Z_a-z~]*", asked) is not None  # as in a parsed URL, which neither would change
        yield {"body": body.decode("utf-8", "replace"), "paths": [asked if is_parsed else "/", "/a", "/news/2026", "/x.html?q=1"]}


# The kinds of difference: (name and reason, how to write the file and the path without it). Applied one after the other.

def each_line(change):
    return lambda body: "\n".join(change(line) for line in re.split(r"\r\n|\r|\n", body))


UNRESERVED = re.compile(r"%(2[dDeE]|3[0-9]|[46][1-9a-fA-F]|[57][0-9aA]|5[fF]|7[eE])")


def decode_unreserved(text):
    return UNRESERVED.sub(lambda match: chr(int(match.group(1), 16)), text)


def spell_out(line):
    line = re.sub(r"^\ufeff?\s*allow[ \t]+(?=[^:\s])", "Allow: ", line, flags=re.I)
    return re.sub(r"^\ufeff?\s*(diss?allow|diss?alow|diasllow|disallaw)\s*[: \t]\s*", "Disallow: ", line, flags=re.I)


def bare_agent(line):
    return re.sub(r"^(\ufeff?\s*user-agent\s*:\s*([A-Za-z_-]+|\*(?=\s))).*", r"\1", line, flags=re.I)


def without_others(body):
    """Without the lines that are neither user-agent, allow nor disallow."""
    keep = re.compile(r"\ufeff?\s*(user-agent|allow|disallow)\s*:", re.I)
    return "\n".join(line for line in re.split(r"\r\n|\r|\n", body) if keep.match(line))


same = lambda text: text  # noqa: E731
KINDS = [
    ("%61 and a are one: unreserved octets are compared decoded (RFC 9309 2.2.2); the peer compares them as written",
     decode_unreserved, decode_unreserved),
    ("\"Disallow /a\" without a colon and \"Dissallow\" and the like are read, as Google's parser does; the peer skips them",
     each_line(spell_out), same),
    ("a product token ends at the first other character (RFC 9309 2.2.1): \"cuttings beta\" is cuttings, \"* x\" all; the peer ends "
     "at / only",
     each_line(bare_agent), same),
    ("other lines do not end a group's list of user agents (RFC 9309 2.2: only rules do); the peer lets any line end it",
     without_others, same),
    ("a group may have no rule (RFC 9309 2.2: *(rule / emptyline)) and then allows everything; the peer does not see such a group",
     lambda body: body + "\nDisallow:", same),
]


def ask(command, files, **options):
    done = subprocess.run(command, input=json.dumps(files), capture_output=True, text=True, check=True, **options)
    return json.loads(done.stdout)


def compare(program, folder, seed, fuzzed):
    rng = random.Random(seed)
    files = [{"body": robots_file(rng), "paths": [path(rng) for _ in range(PATHS)]} for _ in range(FILES)]
    files += found_by_fuzzing([SEEDS, *fuzzed])
    ours = ask([program], files)
    peer = lambda asked: ask(["node", "-e", PEER], asked, cwd=folder)  # noqa: E731
    kinds, open_ones = Counter(), {i: file for i, file in enumerate(files)}
    theirs = peer(files)
    differing = sum(a != b for mine, other in zip(ours, theirs) for a, b in zip(mine, other))
    open_ones = {i: files[i] for i in open_ones if ours[i] != theirs[i]}
    refused = sum(answer.count("0") for answer in ours)
    questions = sum(len(file["paths"]) for file in files)
    print(f"seed {seed}: {len(files)} files, {questions} questions, {refused} refused by us; {differing} answered differently, "
          f"in {len(open_ones)} files")
    for reason, change_body, change_path in KINDS:
        open_ones = {i: {"body": change_body(f["body"]), "paths": [change_path(p) for p in f["paths"]]} for i, f in open_ones.items()}
        answers = dict(zip(open_ones, peer(list(open_ones.values()))))
        kinds[reason] = sum(answers[i] == ours[i] for i in open_ones)
        open_ones = {i: f for i, f in open_ones.items() if answers[i] != ours[i]}
    for reason, count in kinds.items():
        print(f"{count:5} files agree once: {reason}")
    for i in list(open_ones)[:5]:
        paths = [(p, a, b) for p, a, b in zip(files[i]["paths"], ours[i], answers[i]) if a != b]
        print(f"UNEXPLAINED {json.dumps(files[i]['body'])}\n  (path, we, peer): {paths}")
    return refused > FILES and not open_ones and all(kinds.values())


def main():
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20261126
    with tempfile.TemporaryDirectory() as folder:
        reason = install(folder, PACKAGE)
        if reason:
            print(f"skipped: npm cannot install {PACKAGE}: {reason}")
            return 77
        return 0 if compare(sys.argv[1], folder, seed, sys.argv[3:]) else 1


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Url against the reference implementation, npm's whatwg-url 16.0.1, on generated inputs and those that fuzzing found.

  url_peer_test.py PROGRAM [--seed N] [--count 10000] [FOLDER...]      PROGRAM: the built url_parts; FOLDER: fuzz_url's inputs

Of each input the whole URL and all its parts are compared. A difference must go away when the input is written another way
(KINDS: what the peer gets wrong, or a departure of ours), else it fails the test. Skips (77) where npm cannot install the package."""
import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
from npm_package import install  # noqa: E402

PACKAGE = "whatwg-url@16.0.1"
ORACLE = HERE / "make_url_vectors.mjs"
SEEDS = HERE.parent / "fuzz" / "corpus" / "fuzz_url"

KINDS = [
    ("a user name with something behind a character past U+FFFF: the peer counts code points but steps by code units",
     lambda text: re.sub("[\U00010000-\U0010ffff]", "\u00e9", text)),
    ("an international host of more than 4,096 bytes: refused by us, Punycode is quadratic",
     lambda text: re.sub(r"[^\x00-\x7f]{500,}", "\u00e9", text)),
]


def ask(command, pairs, **options):
    done = subprocess.run(command, input=json.dumps(pairs), capture_output=True, text=True, check=True, **options)
    return json.loads(done.stdout)


def found_by_fuzzing(folders):
    """The first line as a URL, and the second against it, as fuzz_url reads them."""
    for path in sorted(path for folder in folders for path in Path(folder).rglob("*") if path.is_file()):
        first, _, second = path.read_bytes().decode("utf-8", "replace").partition("\n")
        yield {"input": first}
        yield {"input": second, "base": first}


def without_base(answer):
    return {name: value for name, value in answer.items() if name not in ("input", "base")}


def rewritten(pair, change):
    return {name: change(text) for name, text in pair.items()}


def compare(program, folder, args):
    oracle = lambda pairs: [without_base(answer) for answer in ask(["node", str(ORACLE), "answers"], pairs, cwd=folder)]  # noqa: E731
    made = json.loads(subprocess.run(["node", str(ORACLE), "pairs", str(args.seed), str(args.count)], capture_output=True, text=True,
                                     check=True, cwd=folder).stdout)
    pairs = made + list(found_by_fuzzing([SEEDS, *args.folders]))
    ours, theirs = ask([program], pairs), oracle(pairs)
    accepted = sum("failure" not in answer for answer in ours)
    differing = [pair for pair, mine, other in zip(pairs, ours, theirs) if mine != other]
    print(f"seed {args.seed}: {len(pairs)} inputs, {accepted} accepted; {len(differing)} answered differently")
    kinds, rest = Counter(), differing
    for reason, change in KINDS:
        changed = [rewritten(pair, change) for pair in rest]
        agreed = [mine == other for mine, other in zip(ask([program], changed), oracle(changed))]
        kinds[reason] = sum(agreed)
        rest = [pair for pair, is_agreed in zip(rest, agreed) if not is_agreed]
    for reason, count in kinds.items():
        print(f"{count:5} agree once without: {reason}")
    for pair in rest[:10]:
        print(f"UNEXPLAINED {json.dumps(pair)}\n  we   {ask([program], [pair])[0]}\n  peer {oracle([pair])[0]}")
    return accepted > len(pairs) // 3 and not rest


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=20261126)
    parser.add_argument("--count", type=int, default=10000, help="generated absolute URLs, and as many references")
    parser.add_argument("folders", nargs="*")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        reason = install(folder, PACKAGE)
        if reason:
            print(f"skipped: npm cannot install {PACKAGE}: {reason}")
            return 77
        return 0 if compare(args.program, folder, args) else 1


if __name__ == "__main__":
    sys.exit(main())

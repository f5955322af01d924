#!/usr/bin/env python3
"""Writes extractor/dom/named_references.inc from Python's html.entities.html5 (the WHATWG list).

Run from the repository's root: tools/dev/make_named_references.py > extractor/dom/named_references.inc
"""
from html.entities import html5


def escaped(text):
    return "".join(f"\\{byte:03o}" for byte in text.encode("utf-8"))


print("// Made by tools/dev/make_named_references.py; sorted by bytes. NAMED(name, utf8)")
for name in sorted(html5):
    print(f'NAMED("{name}", "{escaped(html5[name])}")')

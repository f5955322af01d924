#!/usr/bin/env python3
"""Holds the house to its rules (docs/architecture.md, docs/style.md). Standard library only.

  lint.py [ROOT]     prints FILE:LINE: what is wrong; exit 1 when there is anything
"""
import re
import sys
from pathlib import Path

# Folder -> folders whose headers it may include, besides its own.
ALLOWED_INCLUDES = {
    "config": set(),
    "extractor": {"config"},
    "storage": {"config"},  # and extractor/article.h: STORAGE_MAY_ALSO_INCLUDE
    "crawler": {"config", "extractor", "storage"},
    "tools": {"config", "extractor", "storage", "crawler"},
}
STORAGE_MAY_ALSO_INCLUDE = "extractor/article.h"

# Library header -> the only places that may include it.
LIBRARY_HOMES = [
    (re.compile(r"gumbo\.h$"), "gumbo.h", ("extractor/dom/",)),
    (re.compile(r"sqlite3\.h$|^SQLiteCpp/"), "SQLite", ("storage/sqlite/",)),
    (re.compile(r"^libxml/"), "libxml2", ("extractor/rules/", "crawler/discovery/")),
    (re.compile(r"^archive(_entry)?\.h$"), "libarchive", ("storage/warc/warc_input.cc", "storage/warc/wacz_writer.cc")),
    (re.compile(r"^curl/"), "libcurl", ("crawler/engine/",)),
    (re.compile(r"^boost/"), "Boost", ("crawler/engine/",)),
    (re.compile(r"^CLI/"), "CLI11",
     ("tools/parser.cc", "tools/command_line.cc", "tools/generate_command.cc")),
]
# Boost is included through one header only (architecture.md, fact 1).
BOOST_WRAPPER = "crawler/engine/asio.h"

MAX_COLUMNS = 100
SOURCE_FOLDERS = (*ALLOWED_INCLUDES, "tests")
INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]')
URL_COMMENT = re.compile(r"\s*//+ https?://\S+$")  # cannot be broken
CO_AWAIT = re.compile(r"\bco_await\b")


def source_files(root):
    for folder in SOURCE_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".cc", ".h") and path.is_file():
                yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


def without_comments_and_strings(text):
    """The same text with comments and literals blanked, line breaks kept."""
    token = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'',
                       re.S)
    return token.sub(lambda match: re.sub(r"[^\n]", " ", match.group(0)), text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def check_includes(name, text):
    folder = name.split("/")[0]
    for number, line in enumerate(text.split("\n"), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        header = match.group(1)
        yield from ((number, problem) for problem in include_problems(name, folder, header))


def include_problems(name, folder, header):
    target = header.split("/")[0]
    allowed = ALLOWED_INCLUDES.get(folder)
    if allowed is not None and target in SOURCE_FOLDERS and target != folder:
        is_article = folder == "storage" and header == STORAGE_MAY_ALSO_INCLUDE
        if target not in allowed and not is_article:
            yield f"{folder} may not include {header}"
    if folder == "tests":
        return
    for pattern, library, homes in LIBRARY_HOMES:
        if pattern.search(header) and not name.startswith(homes):
            yield f"{library} may be included in {' and '.join(homes)} only"
    if header.startswith("boost/") and name.startswith("crawler/engine/") and name != BOOST_WRAPPER:
        yield f"include {BOOST_WRAPPER} instead of {header}"


def check_header(name, text):
    if not name.endswith(".h"):
        return
    lines = text.split("\n")
    if lines[0] != "#pragma once":
        yield 1, "a header begins with #pragma once"
    elif len(lines) < 2 or not lines[1].startswith("// "):
        yield 2, "a header says what it is for, below #pragma once"


def has_brace(code, offset):
    """True when the expression that begins at offset holds a brace: it ends at ; or at the
    parenthesis that was opened before it, as in if (co_await x)."""
    depth = 0
    for character in code[offset:]:
        if character == "{":
            return True
        depth += (character == "(") - (character == ")")
        if character == ";" or depth < 0:
            return False
    return False


def check_code(name, text):
    code = without_comments_and_strings(text)
    for match in CO_AWAIT.finditer(code):
        if has_brace(code, match.end()):
            yield line_of(code, match.start()), "no { between co_await and ; (architecture.md, fact 2)"
    for match in re.finditer(r"\bstd::w?regex\b", code):
        yield line_of(code, match.start()), "no std::regex: it overflows the stack on page data"
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > MAX_COLUMNS and not URL_COMMENT.match(line):
            yield number, f"{len(line)} columns, at most {MAX_COLUMNS}"


def check_listed_sources(root, files):
    """Every .cc stands in the CMakeLists.txt of its folder or of one above."""
    for name, _ in files:
        if name.endswith(".cc") and not is_listed(root, Path(name)):
            yield name, 1, "not listed in any CMakeLists.txt"


def is_listed(root, path):
    for folder in path.parents:
        cmake = root / folder / "CMakeLists.txt"
        relative = path.relative_to(folder).as_posix()
        # A loop over names ("foreach(name ...)") lists a source without its ending.
        names = (relative, relative[:-len(".cc")])
        if cmake.is_file() and set(names) & set(re.findall(r"[\w/.+-]+", cmake.read_text())):
            return True
    return False


READ_TOGETHER = 8  # config/project_flags.cmake, UNITY_BUILD_BATCH_SIZE
SOURCE_LIST = re.compile(r"cuttings_(?:library|test)\((\w+)(.*?)\)\n", re.S)
CONSTANTS = re.compile(r"^(?:constexpr|const|inline) [^;(]*?\b(k[A-Z]\w*)(?:\[\w*\])? =([^;]*);", re.M)
FURTHER_CONSTANT = re.compile(r", (k[A-Z]\w*) =")


def constants_of(text):
    """(name, line) of each constant of the file that has no indentation."""
    code = without_comments_and_strings(text)
    for match in CONSTANTS.finditer(code):
        for name in (match.group(1), *FURTHER_CONSTANT.findall(match.group(2))):
            yield name, line_of(code, match.start(1))


def check_names_read_together(root, files):
    """Files that the sanitizer builds compile as one have no constant of the same name."""
    texts = dict(files)
    for cmake in sorted({path for folder in SOURCE_FOLDERS for path in (root / folder).rglob("CMakeLists.txt")}):
        for _, listed in SOURCE_LIST.findall(cmake.read_text()):
            names = [(cmake.parent / word).relative_to(root).as_posix() for word in listed.split() if word.endswith(".cc")]
            for begin in range(0, len(names), READ_TOGETHER):
                yield from twice_in([(name, texts[name]) for name in names[begin:begin + READ_TOGETHER] if name in texts])


def twice_in(files):
    seen = {}
    for name, text in files:
        for constant, number in constants_of(text):
            if seen.setdefault(constant, name) != name:
                yield name, number, f"{constant} is in {seen[constant]}, too, which is compiled together with this file"


def problems(root):
    """All (file, line, what) of the tree at `root`."""
    files = list(source_files(root))
    for name, text in files:
        for check in (check_includes, check_header, check_code):
            for number, what in check(name, text):
                yield name, number, what
    yield from check_listed_sources(root, files)
    yield from check_names_read_together(root, files)


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2])
    found = list(problems(root))
    for name, number, what in found:
        print(f"{name}:{number}: {what}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

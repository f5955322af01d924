#!/usr/bin/env python3
"""The lint finds what it is there to find: each rule is broken once in a tree of its own."""
import tempfile
import unittest
from pathlib import Path

import lint


class Planted(unittest.TestCase):
    def problems(self, name, text, listed=True):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            path = root / name
            path.parent.mkdir(parents=True)
            path.write_text(text)
            if listed:
                (root / name.split("/")[0] / "CMakeLists.txt").write_text(
                    "library(x " + "/".join(name.split("/")[1:]) + ")")
            return [what for _, _, what in lint.problems(root)]

    def assert_found(self, name, text, part):
        found = self.problems(name, text)
        self.assertEqual(len(found), 1, found)
        self.assertIn(part, found[0])

    def test_clean_file_passes(self):
        text = '#pragma once\n// What it is for.\n#include "config/base/result.h"\n'
        self.assertEqual(self.problems("extractor/x.h", text), [])

    def test_lower_folder_including_higher(self):
        self.assert_found("config/x.cc", '#include "extractor/article.h"\n', "may not include")
        self.assert_found("extractor/x.cc", '#include "crawler/fetch_result.h"\n', "may not")
        self.assert_found("crawler/x.cc", '#include "tools/exit_code.h"\n', "may not include")

    def test_storage_sees_article_and_nothing_else_of_the_extractor(self):
        self.assertEqual(self.problems("storage/x.cc", '#include "extractor/article.h"\n'), [])
        self.assert_found("storage/x.cc", '#include "extractor/extract.h"\n', "may not include")

    def test_libraries_outside_their_home(self):
        self.assert_found("extractor/x.cc", "#include <gumbo.h>\n", "gumbo.h may be")
        self.assert_found("tools/x.cc", "#include <sqlite3.h>\n", "SQLite may be")
        self.assert_found("crawler/x.cc", "#include <curl/curl.h>\n", "libcurl may be")
        self.assert_found("crawler/x.cc", "#include <boost/asio.hpp>\n", "Boost may be")
        self.assert_found("storage/x.cc", "#include <libxml/tree.h>\n", "libxml2 may be")

    def test_boost_beside_its_wrapper(self):
        self.assert_found("crawler/engine/x.cc", "#include <boost/asio.hpp>\n", "instead of")

    def test_brace_in_co_await(self):
        self.assert_found("crawler/engine/x.cc", "void f() {\n  co_await g(Job{1});\n}\n", "co_await")
        self.assert_found("crawler/engine/x.cc", "void f() {\n  co_await run(\n    [] { });\n}\n",
                          "co_await")

    def test_co_await_without_brace_or_in_a_comment_passes(self):
        text = "// no { between co_await and ;\nvoid f() {\n  co_await g(job);\n  if (co_await h(x)) { }\n}\n"
        self.assertEqual(self.problems("crawler/engine/x.cc", text), [])

    def test_regex(self):
        self.assert_found("extractor/x.cc", "std::regex r;\n", "std::regex")

    def test_long_line(self):
        self.assert_found("tools/x.cc", "// " + "x" * 98 + "\n", "101 columns")
        self.assertEqual(self.problems("tools/x.cc", "// https://example.org/" + "x" * 98 + "\n"), [])

    def test_header_without_pragma_or_purpose(self):
        self.assert_found("config/x.h", "// What it is for.\n", "#pragma once")
        self.assert_found("config/x.h", "#pragma once\n#include <string>\n", "what it is for")

    def test_unlisted_source(self):
        self.assertEqual(self.problems("tools/x.cc", "\n", listed=False),
                         ["not listed in any CMakeLists.txt"])

    def test_constants_of_files_that_are_compiled_together(self):
        texts = {"a.cc": "constexpr int kMost = 3, kLeast = 1;\n", "b.cc": "constexpr int kLeast = 2;\n",
                 "c.cc": "void f() {\n  constexpr int kMost = 4;\n}\n"}
        for between, wanted in (((), 1), (tuple(f"x{n}.cc" for n in range(7)), 0)):  # eight a time
            with tempfile.TemporaryDirectory() as folder:
                root = Path(folder)
                (root / "tools").mkdir()
                names = ("a.cc", *between, "b.cc", "c.cc")
                for name in names:
                    (root / "tools" / name).write_text(texts.get(name, ""))
                (root / "tools/CMakeLists.txt").write_text(f"cuttings_library(x {' '.join(names)})\n")
                found = [what for _, _, what in lint.problems(root) if "kLeast" in what]
                self.assertEqual((len(found), len(list(lint.problems(root)))), (wanted, wanted))


if __name__ == "__main__":
    unittest.main()

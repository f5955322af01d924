#!/usr/bin/env python3
"""Nobody but SQLite opens the files of a store inside the program: a close() of them would drop the locks by which readers
and the writer keep out of each other's way (opens_shim.cc tells who opened them)."""
import os
import unittest

from cli import SANITIZED
from site_test_case import SiteTest

SHIM = os.environ["CUTTINGS_OPENS_SHIM"]


@unittest.skipIf(SANITIZED, "a sanitizer stands before open() itself")
class LocksTest(SiteTest):
    def setUp(self):
        super().setUp()
        self.log = self.dir / "opens.log"
        self.watched = {"LD_PRELOAD": SHIM, "CUTTINGS_OPENS_STORE": str(self.dir / "archive.db"), "CUTTINGS_OPENS_LOG": str(self.log)}

    def assert_only_sqlite(self, *arguments, code=0):
        self.log.unlink(missing_ok=True)
        done = self.run_program(*arguments, **self.watched)
        self.assertEqual(done.returncode, code, (arguments, done.stderr.decode()))
        opens = self.log.read_text().splitlines() if self.log.exists() else []
        self.assertTrue(any(line.startswith("sqlite ") for line in opens), (arguments, "the shim saw nothing"))
        self.assertEqual([line for line in opens if line.startswith("foreign ")], [], arguments)

    def test_no_command_opens_the_files_of_the_store_but_by_sqlite(self):
        links = "".join(f'<a href="/lamp{n}">The lamp number {n} is lit</a> ' for n in range(5))
        self.server.answers["/"] = (f"<h1>Lamps</h1>{links}", "text/html")
        self.configure_crawl(["/", "/lamp*"])
        store = ["--store", "archive.db"]
        self.assert_only_sqlite("get", "--allow-private", *store, self.origin + "/lamp")
        self.assert_only_sqlite("crawl", "run", "--allow-private")
        self.assert_only_sqlite("crawl", "run", "--allow-private")
        self.assert_only_sqlite("crawl", "status")
        self.assert_only_sqlite("import", *store, *sorted(map(str, (self.dir / "warc").iterdir())))  # all is known
        self.assert_only_sqlite("reextract", *store)
        self.assert_only_sqlite("list", *store)
        self.assert_only_sqlite("search", *store, "boats")
        self.assert_only_sqlite("show", *store, self.origin + "/lamp")
        self.assert_only_sqlite("export", *store, "-o", "out.jsonl")
        for command in ("check", "verify", "stats"):
            self.assert_only_sqlite("db", command, *store)
        self.assert_only_sqlite("db", "backup", *store, "copy.db")
        self.assert_only_sqlite("db", "seal", *store)

    def test_the_shim_tells_others_from_sqlite(self):
        self.assert_only_sqlite("get", "--allow-private", "--store", "archive.db", self.origin + "/lamp")
        self.log.unlink()
        done = self.run_program("clean", "archive.db", **self.watched)  # a reader of files that is not SQLite
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("foreign ", self.log.read_text())


if __name__ == "__main__":
    unittest.main(verbosity=2)

#!/usr/bin/env python3
"""A page that the program crashes on (crash_shim.cc plants the crash): a crawl gives it up after two crashes, and goes on."""
import os
import signal
import unittest

from cli import PAGE
from site_test_case import SiteTest

SHIM = os.environ["CUTTINGS_CRASH_SHIM"]


@unittest.skipIf(os.environ.get("CUTTINGS_SANITIZE", "").startswith("thread"),
                 "ThreadSanitizer and a preloaded library do not go together")
class CrashLoopTest(SiteTest):
    def setUp(self):
        super().setUp()
        links = "".join(f'<a href="/lamp{n}">The lamp number {n} is lit</a> ' for n in (1, 2, 3))
        self.server.answers = {"/": (f"<h1>Lamps</h1>{links}", "text/html")}
        for n in (1, 2, 3):
            page = PAGE.replace("The lamp is", f"The lamp number {n} is").replace("eleven", f"{n} red")
            self.server.answers[f"/lamp{n}"] = (page, "text/html")
        body, kind = self.server.answers["/lamp2"]
        self.server.answers["/lamp2"] = (body.replace("<article>", "<crash-me><article>"), kind)
        self.configure_crawl(["/", "/lamp*"])

    def crawl(self, *arguments):
        return self.run_program("crawl", "run", "--allow-private", *arguments, LD_PRELOAD=SHIM,
                                ASAN_OPTIONS="verify_asan_link_order=0:handle_abort=0")

    def asked(self, path):
        return self.server.asked.count(path)

    def test_a_page_that_crashes_the_program_is_given_up(self):
        for _ in range(2):
            done = self.crawl()
            self.assertEqual(done.returncode, -signal.SIGABRT, done.stderr)
        self.assertEqual(self.asked("/lamp2"), 2)
        done = self.crawl()
        self.assert_ok(done)
        self.assertIn(f"{self.origin}/lamp2: the program crashed twice", done.stderr.decode())
        self.assertEqual(self.asked("/lamp2"), 2)
        listed = self.run_program("list", "--store", "archive.db").stdout.decode()
        for n, is_there in ((1, True), (2, False), (3, True)):
            self.assertEqual(f"The lamp number {n} is lit again" in listed, is_there, listed)
        why = self.run_program("crawl", "why", f"{self.origin}/lamp2").stdout.decode()
        self.assertIn("crashed twice", why)
        self.assertFalse((self.dir / "archive.db-reading").exists())

    def test_a_run_without_a_crash_leaves_no_file(self):
        self.server.answers["/lamp2"] = (PAGE, "text/html")
        self.assert_ok(self.crawl())
        self.assertFalse((self.dir / "archive.db-reading").exists())


if __name__ == "__main__":
    unittest.main(verbosity=2)

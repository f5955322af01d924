#!/usr/bin/env python3
"""No memory: an allocation fails somewhere (memory_shim.cc), or the system gives no more (RLIMIT_AS). The program ends with a
code of its own, and the archive is whole. CUTTINGS_NO_MEMORY=N takes N places a command instead of a few."""
import os
import random
import resource
import sqlite3
import subprocess
import unittest

from cli import PROGRAM_DIR, SANITIZED, SENTENCE
from site_test_case import SiteTest

SHIM = os.environ["CUTTINGS_MEMORY_SHIM"]
PLACES = int(os.environ.get("CUTTINGS_NO_MEMORY", "6"))
SIGNALS_OF_A_BUG = (-4, -7, -8, -11)  # SIGILL, SIGBUS, SIGFPE, SIGSEGV


@unittest.skipIf(SANITIZED, "a sanitizer has an allocator and an address space of its own")
class MemoryTest(SiteTest):
    def setUp(self):
        super().setUp()
        self.environment["CUTTINGS_CRAWL_DELAY_MS"] = "0"
        self.server.answers["/"] = ("<h1>Lamps</h1>" + "".join(f'<a href="/lamp{n}">The lamp number {n} is lit</a> '
                                                             for n in range(4)), "text/html")
        self.configure_crawl(["/", "/lamp*"])
        self.assert_ok(self.run_program("get", "--allow-private", "--store", "archive.db", self.origin + "/lamp"))

    def assert_whole(self, what):
        store = sqlite3.connect(self.dir / "archive.db")
        self.assertEqual(store.execute("PRAGMA integrity_check").fetchall(), [("ok",)], what)
        self.assertEqual(store.execute("PRAGMA foreign_key_check").fetchall(), [], what)
        store.close()
        done = self.run_program("db", "verify", "--store", "archive.db")
        self.assertEqual(done.returncode, 0, (what, done.stderr))
        self.assertIn(SENTENCE, self.run_program("show", "--store", "archive.db", self.origin + "/lamp").stdout.decode(), what)

    def assert_ended(self, done, what):
        self.assertNotIn(done.returncode, SIGNALS_OF_A_BUG, (what, done.stderr[-500:]))
        if done.returncode == 0:
            return
        self.assertTrue(done.stderr, (what, "it failed and said nothing"))

    def run_short(self, command, at, **more):
        return self.run_program(*command, LD_PRELOAD=SHIM, CUTTINGS_NO_MEMORY_AT=str(at),
                                CUTTINGS_MEMORY_LOG=str(self.dir / "count"), **more)

    def hold_at_failing_allocations(self, *command):
        done = self.run_short(command, 0)
        self.assert_ok(done)
        count = int((self.dir / "count").read_text())
        self.assertGreater(count, 1000, "the shim counts")
        places = random.Random(str(command))
        for number in range(PLACES):
            at = places.randrange(1, count)
            more = {"CUTTINGS_NO_MEMORY_LASTING": "1"} if number % 2 else {}
            done = self.run_short(command, at, **more)
            self.assert_ended(done, (command, at, more))
            self.assert_whole((command, at, more))

    def test_an_allocation_fails_in_get(self):
        self.hold_at_failing_allocations("get", "--allow-private", "--store", "archive.db", self.origin + "/lamp1")

    def test_an_allocation_fails_in_a_crawl(self):
        self.hold_at_failing_allocations("crawl", "run", "--allow-private")

    def test_an_allocation_fails_in_reextract(self):
        self.hold_at_failing_allocations("reextract", "--store", "archive.db")

    def test_a_limit_of_address_space_at_any_height(self):
        for mib in (80, 90, 100, 120, 150, 200, 300, 500, 1000):
            done = subprocess.run([PROGRAM_DIR / "cuttings", "crawl", "run", "--allow-private"], cwd=self.dir, env=self.environment,
                                  capture_output=True, timeout=60,
                                  preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (mib << 20, mib << 20)))
            self.assert_ended(done, f"{mib} MiB")
            self.assert_whole(f"{mib} MiB")


if __name__ == "__main__":
    unittest.main(verbosity=2)

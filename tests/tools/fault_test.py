#!/usr/bin/env python3
"""A disk that fails at every single step of the write path (tests/support/fault_shim.cc): the program says so by
exit code 7, what was acknowledged stays, no row is without its bytes, and the next run goes on.

CUTTINGS_FAULTS=all walks every step of every command with every kind of fault; else a seeded sample of
CUTTINGS_FAULTS (6) of each command, by CUTTINGS_FAULT_SEED, one that no run can end well with, and every fsync of get:
one that fails may leave a transaction that nobody was told of, and that is there after all."""
import json
import os
import random
import shutil
import time
import unittest

from cli import PAGE
from site_test_case import SiteTest
from store_facts import StoreFacts

SHIM = os.environ["CUTTINGS_FAULT_SHIM"]
SAMPLE = os.environ.get("CUTTINGS_FAULTS", "6")
SEED = int(os.environ.get("CUTTINGS_FAULT_SEED", "1"))
# Kind, and whether every later call fails too. A disk that fails once is worse than one that fails for good: the
# program may go on as if nothing had been.
FAULTS = [(kind, lasting) for kind in ("enospc", "eio", "torn", "sync") for lasting in (False, True)]
SHORT = ("short", True)  # no error at all: a write must go on with the rest
KSTORE = 7


class FaultTest(SiteTest, StoreFacts):
    """Walks the steps of self.command(); what it prints as done is acknowledged."""

    def always(self, syncs):
        """Points that every sample holds."""
        return []

    def setUp(self):
        super().setUp()
        if os.environ.get("CUTTINGS_SANITIZE", "").startswith("thread"):
            self.skipTest("ThreadSanitizer and a preloaded library do not go together")
        self.server.page = PAGE.replace("</h1>", " at @PATH@</h1>").replace("keeper", "keeper of @PATH@")
        self.root = self.dir
        self.template = self.root / "template"
        self.template.mkdir()
        self.use(self.template)
        self.prepare()
        self.before = self.kept_texts()

    def use(self, folder):
        self.dir = folder

    def walk(self):
        self.use(self.copy("counting"))
        steps = {kind: self.count_steps(kind) for kind in ("eio", "sync")}
        self.wanted = self.kept_texts()
        points = [(kind, lasting, at) for kind, lasting in [*FAULTS, SHORT]
                  for at in range(1, steps["sync" if kind == "sync" else "eio"] + 1)]
        if SAMPLE != "all":
            chance = random.Random(f"{SEED} {self.id()}")
            points = [*chance.sample(points, min(int(SAMPLE), len(points))), *self.always(steps["sync"]),
                      ("eio", True, steps["eio"] // 2)]
        failed = 0
        started = time.monotonic()
        for point in points:
            with self.subTest(kind=point[0], lasting=point[1], at=point[2]):
                failed += self.walk_one(*point)
        print(f"{steps['eio']} steps, {steps['sync']} of them fsync: {len(points)} faults, {failed} ended by exit "
              f"code 7, {time.monotonic() - started:.1f} s")
        self.assertGreater(failed, 0)

    def count_steps(self, kind):
        """How often the command writes, when nothing fails."""
        self.use(self.copy("counting"))
        log = self.root / "steps"
        log.unlink(missing_ok=True)
        self.assert_ok(self.run_program(*self.command(), **self.fault(kind, False, 0),
                                        CUTTINGS_FAULT_LOG=str(log)))
        return len(log.read_text().splitlines())

    def walk_one(self, kind, lasting, at):
        self.use(self.copy("faulty"))
        done = self.run_program(*self.command(), **self.fault(kind, lasting, at))
        words = done.stderr.decode()
        self.assertIn(done.returncode, (0,) if kind == "short" else (0, KSTORE), words)
        if done.returncode != 0:
            self.assertIn("cuttings: ", words)
        kept = self.before | self.acknowledged(done)
        self.assert_rows_whole(kept)
        self.assert_ok(self.run_program(*self.command()))
        self.assert_store_sound(self.wanted)
        return done.returncode != 0

    def fault(self, kind, lasting, at):
        variables = {"LD_PRELOAD": SHIM, "CUTTINGS_FAULT_DIR": str(self.dir), "CUTTINGS_FAULT_KIND": kind,
                     "CUTTINGS_FAULT_AT": str(at), "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0"}
        return variables | ({"CUTTINGS_FAULT_LASTING": "1"} if lasting else {})

    def copy(self, name):
        folder = self.root / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.template, folder)
        return folder

    def prepare(self):
        """One article is there before, so that there is something to lose."""
        self.assert_ok(self.get("/lamp0", "--store", "archive.db"))

    def acknowledged(self, done):
        """URL -> text of what `done` said it kept; a command that tells nothing has kept all when it ended by 0."""
        return self.wanted if done.returncode == 0 else {}


class Get(FaultTest):
    paths = ["/lamp0", "/lamp1", "/lamp2"]

    def command(self):
        return ("get", "--allow-private", "--store", "archive.db", "-f", "jsonl",
                *(self.origin + path for path in self.paths))

    def always(self, syncs):
        return [("sync", True, at) for at in range(1, syncs + 1)]

    def acknowledged(self, done):
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        return {line["url"]: self.wanted[line["url"]] for line in lines}

    def test_every_step_of_get(self):
        self.walk()


class GetIntoNothing(Get):
    """The store is made by the run that fails."""

    def always(self, syncs):
        return [("eio", True, at) for at in range(4, 16)]  # about where the write-ahead log is switched on

    def prepare(self):
        pass

    test_every_step_of_get = None

    def test_every_step_of_a_store_that_is_made(self):
        self.walk()


class Import(FaultTest):
    def prepare(self):
        self.use(self.root / "source")
        self.dir.mkdir()
        self.assert_ok(self.get("/lamp1", "/lamp2", "/lamp3", "--store", "archive.db", "-o", "out.txt"))
        self.source = sorted((self.dir / "warc").iterdir())
        self.use(self.template)
        super().prepare()

    def command(self):
        return ("import", "--store", "archive.db", *self.source, *self.source)

    def test_every_step_of_import(self):
        self.walk()


class Crawl(FaultTest):
    def prepare(self):
        self.configure_crawl(["/lamp*"])
        self.write("urls.txt", "".join(f"{self.origin}/lamp{n}\n" for n in range(1, 5)))
        super().prepare()
        self.assert_ok(self.run_program("crawl", "import", "urls.txt"))

    def command(self):
        return ("crawl", "run", "--allow-private", "--progress", "lines")

    def acknowledged(self, done):
        lines = [line.split(" ") for line in done.stderr.decode().splitlines()]
        return {words[1]: self.wanted[words[1]] for words in lines if words[0] == "new"}

    def test_every_step_of_crawl_run(self):
        self.walk()


class Retain(FaultTest):
    """Rewrites WARC files and moves rows to the new ones: the articles' text stays whatever happens."""

    def prepare(self):
        for path in ("/lamp0", "/lamp1", "/lamp2"):
            self.assert_ok(self.get(path, "--store", "archive.db"))

    def command(self):
        return ("db", "retain", "--store", "archive.db", "--max-size", "3200")

    def test_every_step_of_db_retain(self):
        self.walk()
        self.assertEqual(self.query("SELECT count(*) FROM bodies WHERE removed_at IS NOT NULL"), [(1,)])


class Compact(FaultTest):
    """Rewrites WARC files, one transaction each: there is a file with all records whatever happens."""

    def prepare(self):
        for path in ("/lamp0", "/lamp1", "/lamp2"):
            self.assert_ok(self.get(path, "--store", "archive.db"))

    def command(self):
        return ("db", "compact", "--store", "archive.db")

    def test_every_step_of_db_compact(self):
        self.walk()
        self.assertEqual([path.suffix for path in (self.dir / "warc").iterdir()], [".zst"])


if __name__ == "__main__":
    unittest.main(verbosity=2)

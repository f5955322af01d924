#!/usr/bin/env python3
"""Archives in one folder share its WARC directory: none does anything to the files of another."""
import fcntl
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import unittest

from cli import PROGRAM_DIR, SANITIZED
from site_test_case import SiteTest


class SharedFolderTest(SiteTest):
    def keep(self, store, *paths, **options):
        command = [PROGRAM_DIR / "cuttings", "get", "--allow-private", "--store", store, *[self.origin + path for path in paths]]
        return subprocess.run(command, cwd=self.dir, env=self.environment, capture_output=True, timeout=60, **options)

    def two_stores(self):
        self.assert_ok(self.keep("one.db", "/lamp1", "/lamp2"))
        self.assert_ok(self.keep("two.db", "/lamp2", "/lamp3"))

    def assert_whole(self, *stores):
        for store in stores:
            for command in ("check", "verify"):
                self.assert_ok(self.run_program("db", command, "--store", store))

    def test_upkeep_of_one_leaves_the_files_of_the_other(self):
        for command in (["compact"], ["retain", "--max-size", "1"], ["takedown", "--reason", "asked", self.origin + "/lamp2"]):
            with self.subTest(command):
                self.two_stores()
                before = {path.name for path in (self.dir / "warc").iterdir()}
                self.assert_ok(self.run_program("db", command[0], "--store", "one.db", *command[1:]))
                self.assert_whole("one.db", "two.db")
                self.assertEqual(len(before & {path.name for path in (self.dir / "warc").iterdir()}), 1)
                self.assert_ok(self.run_program("reextract", "--store", "two.db"))
                for path in self.dir.iterdir():
                    shutil.rmtree(path) if path.is_dir() else path.unlink()

    def test_a_name_that_begins_with_the_others_is_an_archive_too(self):
        self.assert_ok(self.keep("one.db", "/lamp1"))
        self.assert_ok(self.keep("one.db.old", "/lamp2"))
        self.assert_ok(self.run_program("db", "compact", "--store", "one.db"))
        self.assert_whole("one.db", "one.db.old")

    def test_an_archive_that_cannot_be_read_may_need_any_file(self):
        self.two_stores()
        with sqlite3.connect(self.dir / "two.db") as newer:
            newer.execute("PRAGMA user_version = 99")
        newer.close()
        before = sorted(os.listdir(self.dir / "warc"))
        self.assert_one_line(self.run_program("db", "compact", "--store", "one.db"), 7, "cannot see which WARC files", "two.db",
                             "move it to another folder")
        self.assertEqual(sorted(os.listdir(self.dir / "warc")), before)
        self.assert_ok(self.keep("one.db", "/lamp4"))
        self.assert_whole("one.db")

    def test_a_backup_that_is_written_beside_its_original_cuts_nothing_of_it(self):
        self.assert_ok(self.keep("one.db", "/lamp1"))
        self.assert_ok(self.run_program("db", "backup", "--store", "one.db", "copy.db"))
        for store, path in (("one.db", "/lamp2"), ("copy.db", "/lamp3"), ("one.db", "/lamp4"), ("copy.db", "/lamp5")):
            self.assert_ok(self.keep(store, path))
            self.assert_whole("one.db", "copy.db")

    def copies(self):
        """By each command that makes one; none of them was ever written to."""
        self.assert_ok(self.run_program("db", "backup", "--store", "one.db", "copy.db"))
        self.assert_ok(self.run_program("export", "--store", "one.db", "-o", "part.db", "lamp"))
        return ["copy.db", "part.db"]

    def test_upkeep_breaks_no_copy_beside_the_original(self):
        self.assert_ok(self.keep("one.db", "/lamp1", "/lamp2"))
        for copy in self.copies():
            for other in {"copy.db", "part.db"} - {copy}:
                (self.dir / other).rename(self.dir / ".." / f"{self.dir.name}-{other}")
                self.addCleanup((self.dir / ".." / f"{self.dir.name}-{other}").unlink, missing_ok=True)
            before = sorted(os.listdir(self.dir / "warc"))
            for command in (["retain", "--max-size", "1"], ["retain", "--max-size", "1", "--dry-run"],
                            ["takedown", self.origin + "/lamp2"]):
                with self.subTest(copy=copy, command=command):
                    self.assert_one_line(self.run_program("db", command[0], "--store", "one.db", *command[1:]), 7,
                                         f"{copy} beside it points into that file too", "nothing was removed")
            done = self.run_program("db", "compact", "--store", "one.db", "--json")
            self.assert_ok(done)
            self.assertIn(f"{copy} points at them too", done.stderr.decode())
            told = json.loads(done.stdout)
            self.assertEqual((told["files"], [shared["file"] for shared in told["shared"]]), ([], before))
            self.assertEqual(sorted(os.listdir(self.dir / "warc")), before)
            self.assertEqual(len(self.run_program("list", "--store", "one.db").stdout.splitlines()), 2)
            for path in self.dir.glob("*.lock"):
                if path.name != "one.db.lock":
                    path.unlink()
            for other in {"copy.db", "part.db"} - {copy}:
                (self.dir / ".." / f"{self.dir.name}-{other}").rename(self.dir / other)
        self.assert_whole("one.db", "copy.db", "part.db")

    def test_what_came_after_a_copy_is_compacted_and_all_of_it_when_the_copy_has_gone(self):
        self.assert_ok(self.keep("one.db", "/lamp1"))
        self.assert_ok(self.run_program("db", "backup", "--store", "one.db", "copy.db"))
        self.assert_ok(self.run_program("db", "check", "--store", "copy.db"))  # takes its writer's place for a moment
        self.assert_ok(self.keep("one.db", "/lamp2"))  # in a file of its own
        self.assert_ok(self.run_program("db", "compact", "--store", "one.db"))
        self.assertEqual(sorted(path.suffix for path in (self.dir / "warc").iterdir()), [".gz", ".zst"])
        self.assert_whole("one.db", "copy.db")
        (self.dir / "copy.db").unlink()
        self.assert_ok(self.run_program("db", "compact", "--store", "one.db"))
        self.assertEqual([path.suffix for path in (self.dir / "warc").iterdir()], [".zst", ".zst"])
        self.assert_whole("one.db")

    def test_what_another_archive_has_just_begun_is_left_alone(self):
        self.assert_ok(self.keep("one.db", "/lamp1"))
        [first] = (self.dir / "warc").iterdir()
        begun = self.dir / "warc/cuttings-99990101000000-00001-00000000.warc.gz"
        shutil.copy(first, begun)  # whole records that no database names yet
        directory = os.open(self.dir / "warc", os.O_RDONLY)
        fcntl.flock(directory, fcntl.LOCK_SH)  # as who writes into it
        for command in (["compact"], ["retain", "--max-size", "1"], ["takedown", self.origin + "/lamp1"]):
            self.assert_ok(self.run_program("db", command[0], "--store", "one.db", *command[1:]))
            self.assertTrue(begun.exists(), command)
        os.close(directory)
        self.assert_ok(self.run_program("db", "compact", "--store", "one.db"))
        self.assertFalse(begun.exists())

    @unittest.skipIf(SANITIZED, "a sanitizer holds files open itself")
    def test_few_open_files_cost_another_archive_nothing(self):
        self.assert_ok(self.keep("one.db", "/lamp1"))
        for most in range(4, 16):  # at each step of making a store one is missing
            done = self.keep(f"new{most}.db", "/lamp2", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most)))
            self.assertIn(done.returncode, (0, 7, 8), done.stderr)
            self.assert_whole("one.db")


if __name__ == "__main__":
    unittest.main(verbosity=2)

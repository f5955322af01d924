#!/usr/bin/env python3
"""Files of an archive that somebody moves, removes or never had there: who writes notices before anything is written where
nobody will look, and who reads says which file it is. Nothing that was acknowledged may be lost."""
import os
import shutil
import signal
import subprocess
import unittest
from pathlib import Path

from cli import PROGRAM_DIR, SENTENCE
from site_test_case import SiteTest
from store_facts import StoreFacts

KSTORE = 7


class MovedTest(StoreFacts, SiteTest):
    def setUp(self):
        super().setUp()
        self.configure_crawl(["/lamp*"])
        self.server.answers["/"] = ('<a href="/lamp1">The lamp is lit again at the harbour</a>', "text/html")

    def start_watch(self):
        self.watch = subprocess.Popen([PROGRAM_DIR / "cuttings", "crawl", "watch", "--allow-private", "-q"], cwd=self.dir,
                                      env=self.environment, stderr=subprocess.PIPE)
        self.addCleanup(self.watch.wait)
        self.addCleanup(self.watch.kill)
        self.addCleanup(self.watch.stderr.close)
        self.wait_until(lambda: self.has_article() and (self.dir / "archive.db-control").exists())

    def has_article(self):
        return self.origin + "/lamp1" in self.kept_texts()

    def control(self, *words):
        self.assert_ok(self.run_program("crawl", "control", "archive.db", *words))

    def look_again_after(self, fault):
        """The page is fetched again, and is to be written, after what the fault does."""
        self.server.page = self.server.page.replace("eleven boats", "thirteen boats")
        self.control("pause")
        self.control("requeue", self.origin + "/lamp1")
        fault()
        self.control("resume")

    def assert_watch_ends(self, *words):
        self.assertEqual(self.watch.wait(30), KSTORE)
        message = self.watch.stderr.read().decode()
        for word in words:
            self.assertIn(word, message)


class WhileWritten(MovedTest):
    def move_to_old(self, name):
        (self.dir / "old").mkdir(exist_ok=True)
        os.rename(self.dir / name, self.dir / "old" / Path(name).name)

    def test_a_watch_whose_database_was_moved_ends_and_all_is_in_the_moved_one(self):
        self.start_watch()
        self.look_again_after(lambda: self.move_to_old("archive.db"))
        self.assert_watch_ends("archive.db was moved, removed or replaced", "put it back")
        self.assertFalse((self.dir / "archive.db").exists(), "no other is begun in its place")
        os.rename(self.dir / "old" / "archive.db", self.dir / "archive.db")
        self.assertIn(SENTENCE, self.kept_texts()[self.origin + "/lamp1"])
        self.assert_goes_on()

    def test_a_log_or_a_lock_that_was_removed_ends_it_too(self):
        for name in ("archive.db-wal", "archive.db-shm", "archive.db.lock"):
            with self.subTest(name):
                self.start_watch()
                self.look_again_after((self.dir / name).unlink)
                self.assert_watch_ends(name + " was moved, removed or replaced")
                self.assertTrue(self.has_article())
                self.assert_goes_on()

    def assert_goes_on(self):
        self.assert_ok(self.run_program("crawl", "run", "--allow-private", "-q"))
        self.assertIn("thirteen boats", self.kept_texts()[self.origin + "/lamp1"])
        self.assert_ok(self.run_program("db", "check"))
        self.assert_ok(self.run_program("db", "verify"))

    def test_behind_a_warc_file_that_was_moved_another_is_begun(self):
        self.start_watch()
        file = next((self.dir / "warc").iterdir())
        self.look_again_after(lambda: self.move_to_old("warc/" + file.name))
        self.wait_until(lambda: "thirteen boats" in self.kept_texts()[self.origin + "/lamp1"])
        self.watch.send_signal(signal.SIGTERM)
        self.assertEqual(self.watch.wait(30), 143)
        self.assertRegex(self.watch.stderr.read().decode(), r"warc\.gz was moved or removed .*another file is begun")
        shutil.move(self.dir / "old" / file.name, file)
        self.assertEqual(len(list((self.dir / "warc").iterdir())), 2)
        self.assert_ok(self.run_program("db", "check"))
        self.assert_ok(self.run_program("db", "verify"))

    def test_a_warc_folder_that_was_removed_ends_it(self):
        self.start_watch()
        self.look_again_after(lambda: shutil.rmtree(self.dir / "warc"))
        self.assert_watch_ends("warc/cuttings-", "No such file or directory")
        self.assertIn(SENTENCE, self.kept_texts()[self.origin + "/lamp1"], "no row without its bytes")


class BetweenRuns(MovedTest):
    def run_crawl(self):
        done = self.run_program("crawl", "run", "--allow-private")
        self.assert_ok(done)
        return done.stderr.decode()

    def test_a_warc_folder_that_is_not_mounted_is_told(self):
        self.assertNotIn("missing", self.run_crawl())
        os.rename(self.dir / "warc", self.dir / "elsewhere")
        self.assertRegex(self.run_crawl(), r"newest WARC file, is missing: is another disk to be mounted there\?")

    def test_verify_says_which_file_cannot_be_read_and_why(self):
        self.run_crawl()
        file = next((self.dir / "warc").iterdir())
        file.unlink()
        done = self.run_program("db", "verify")
        self.assertEqual(done.returncode, KSTORE)
        for line in done.stdout.decode().splitlines()[:-1]:
            self.assertRegex(line, file.name + ".*the file cannot be read: No such file or directory")

    def test_a_link_to_a_store_that_is_not_there_yet_is_the_store_from_the_first_run_on(self):
        (self.dir / "disk").mkdir()
        (self.dir / "archive.db").symlink_to("disk/articles.db")
        self.run_crawl()
        self.assertTrue((self.dir / "archive.db").is_symlink())
        self.assertEqual({path.name for path in (self.dir / "disk").iterdir()} - {"articles.db-reading"},
                         {"articles.db", "articles.db.lock", "warc"})
        self.run_crawl()
        self.assert_ok(self.run_program("db", "check"))


if __name__ == "__main__":
    unittest.main()

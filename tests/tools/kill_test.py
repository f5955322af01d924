#!/usr/bin/env python3
"""kill -9 at random moments of import, reextract, export and db retain (crawl: tests/e2e/crawl_kill_test.cc, db takedown:
care_test.py): what was there stays, nothing is half there, and the same command ends what was begun.

CUTTINGS_KILLS (5) kills of each command, at moments chosen by CUTTINGS_KILL_SEED."""
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest
import zipfile

from cli import PROGRAM_DIR, CliTest
from store_facts import StoreFacts
from warc_text import warc_of

KILLS = int(os.environ.get("CUTTINGS_KILLS", "5"))
SEED = int(os.environ.get("CUTTINGS_KILL_SEED", "1"))
PAGES = 250  # three groups of import, four of reextract


class KillTest(CliTest, StoreFacts):
    def setUp(self):
        super().setUp()
        self.chance = random.Random(f"{SEED} {self.id()}")
        self.write("made.warc", warc_of(PAGES, minutes=1))
        self.root = self.dir
        self.template = self.dir = self.root / "template"
        self.template.mkdir()

    def fill(self):
        self.assert_ok(self.run_program("import", "--store", "archive.db", self.root / "made.warc"))

    def begin_again(self):
        self.dir = self.root / "work"
        shutil.rmtree(self.dir, ignore_errors=True)
        shutil.copytree(self.template, self.dir)

    def seconds_of(self, *command):
        """How long the command takes undisturbed."""
        self.begin_again()
        began = time.monotonic()
        self.assert_ok(self.run_program(*command))
        return time.monotonic() - began

    def run_and_kill(self, longest, *command):
        """True when it was killed, False when it had ended, which must be well."""
        run = subprocess.Popen([PROGRAM_DIR / "cuttings", *map(str, command)], cwd=self.dir, env=self.environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(self.chance.uniform(0, longest))  # the random moment is the test
        run.send_signal(signal.SIGKILL)
        self.assertIn(run.wait(), (0, -signal.SIGKILL))
        return run.returncode != 0

    def kill_often(self, command, check):
        """Kills until KILLS runs did not end by themselves; check() after each; begins again when one ended."""
        whole = self.seconds_of(*command)
        self.begin_again()
        killed = 0
        for _ in range(20 * KILLS):
            if killed == KILLS:
                break
            was_killed = self.run_and_kill(whole, *command)
            killed += was_killed
            check()
            if not was_killed:
                self.begin_again()
                self.start_over()
        self.assertEqual(killed, KILLS)
        self.assert_ok(self.run_program(*command))

    def start_over(self):
        pass


class Import(KillTest):
    kept = {}

    def start_over(self):
        self.kept = {}

    def check(self):
        self.assert_rows_whole(self.kept)
        self.kept = self.kept_texts()

    def test_a_killed_import_keeps_what_it_kept_and_goes_on(self):
        self.kill_often(("import", "--store", "archive.db", self.root / "made.warc"), self.check)
        self.assertEqual(len(self.kept_texts()), PAGES)
        self.assertEqual(self.query("SELECT count(*) FROM fetches"), [(PAGES,)])
        self.assert_store_sound(self.kept)


class Reextract(KillTest):
    def test_a_killed_reextract_leaves_each_text_old_or_new(self):
        self.fill()
        right = self.kept_texts()
        db = sqlite3.connect(self.dir / "archive.db", isolation_level=None)
        db.execute("UPDATE articles SET text = 'menu home news', title = 'Home'")
        db.close()

        def check():
            self.assert_rows_whole()
            texts = self.kept_texts()
            self.assertEqual(set(texts), set(right))
            for url, text in texts.items():
                self.assertIn(text, (right[url], "menu home news"))

        self.kill_often(("reextract", "--store", "archive.db", "-j", "1"), check)
        self.assertEqual(self.query("SELECT count(*) FROM article_versions"), [(PAGES,)])
        self.assert_store_sound(right)


class Export(KillTest):
    def test_a_killed_export_leaves_the_old_file_or_the_whole_new_one(self):
        self.fill()
        for name, read in (("out.jsonl", self.read_lines), ("out.sqlite", self.read_copy)):
            self.dir = self.template
            self.write(name, "old")

            def check():
                path = self.dir / name
                if path.read_bytes() != b"old":
                    self.assertEqual(read(path), PAGES)

            with self.subTest(name=name):
                self.kill_often(("export", "--store", "archive.db", "-o", name), check)
                self.assertEqual(read(self.dir / name), PAGES)
        self.assert_store_sound()

    def test_a_killed_backup_or_wacz_leaves_none_or_a_whole_one(self):
        self.fill()
        for command in ("backup", "wacz"):

            def check():
                path = self.dir / command
                if path.exists() and command == "backup":
                    self.assertEqual(self.read_copy(path), PAGES)
                if path.exists() and command == "wacz":
                    with zipfile.ZipFile(path) as package:
                        self.assertIsNone(package.testzip())
                path.unlink(missing_ok=True)

            with self.subTest(command=command):
                self.kill_often(("db", command, "--store", "archive.db", command), check)
        self.assert_store_sound()

    @staticmethod
    def read_lines(path):
        return len([json.loads(line) for line in path.read_text().splitlines()])

    @staticmethod
    def read_copy(path):
        db = sqlite3.connect(path)
        try:
            return db.execute("SELECT count(*) FROM articles").fetchone()[0]
        finally:
            db.close()


class Retain(KillTest):
    def test_a_killed_retain_moves_each_row_or_none(self):
        self.fill()
        texts = self.kept_texts()
        self.kill_often(("db", "retain", "--store", "archive.db", "--max-size", 50_000),
                        lambda: self.assert_rows_whole(texts))
        removed = self.query("SELECT count(*) FROM bodies WHERE removed_at IS NOT NULL")[0][0]
        self.assertGreater(removed, 0)
        self.assertLess(removed, PAGES)
        self.assertEqual(len(list((self.dir / "warc").iterdir())), 1, "what was left over is gone")
        self.assert_store_sound(texts)


if __name__ == "__main__":
    unittest.main(verbosity=2)

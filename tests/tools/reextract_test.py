"""cuttings reextract: reads stored bytes again, goes on after a kill, never makes a version."""
import json
import signal
import sqlite3
import subprocess
import time
import unittest

from cli import PROGRAM_DIR, CliTest
from warc_text import warc_of


class ReextractTest(CliTest):
    def archive(self, count):
        self.write("made.warc", warc_of(count))
        self.assert_ok(self.run_program("import", "--store", "archive.db", "made.warc"))

    def db(self):
        db = sqlite3.connect(self.dir / "archive.db", isolation_level=None)
        self.addCleanup(db.close)
        return db

    def rows(self, leaving_out="options_hash"):
        db = self.db()
        found = {}
        for table in ("articles", "article_versions", "images", "article_urls", "fetches"):
            names = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] != leaving_out]
            found[table] = db.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY 1").fetchall()
        return found

    def spoil(self):
        """As an older extractor had left them: no row of the text is right."""
        self.db().execute("UPDATE articles SET text = 'menu home news', title = 'Home' WHERE id % 2 = 0")

    def reextract(self, *arguments):
        done = self.run_program("reextract", "--store", "archive.db", "--json", *arguments)
        self.assert_ok(done)
        return json.loads(done.stdout)

    def test_a_worse_reading_is_put_right_and_makes_no_version(self):
        self.archive(10)
        before = self.rows()
        self.spoil()
        report = self.reextract()
        self.assertEqual((report["read"], report["changed"], report["unreadable"]), (10, 5, 0))
        self.assertEqual(report["samples"][0]["changed_fields"], ["title", "text"])
        self.assertEqual(self.rows(), before)
        found = self.db().execute("SELECT count(*) FROM articles_fts('midnight')").fetchone()
        self.assertEqual(found, (10,))

    def test_there_and_back_gives_identical_rows(self):
        self.archive(5)
        self.reextract()
        before = self.rows(leaving_out="")
        self.write("other.toml", '[extract]\nmode = "precision"\n')
        self.reextract("--config", "other.toml")
        hashes = {row[0] for row in self.db().execute("SELECT options_hash FROM article_versions")}
        self.assertEqual(len(hashes), 1)
        self.assertNotEqual(self.rows(leaving_out=""), before, "the options are told")
        self.reextract()
        self.assertEqual(self.rows(leaving_out=""), before)

    def test_a_site_or_an_article_alone(self):
        self.archive(4)
        self.assertEqual(self.reextract("--url", "https://example.org/2")["read"], 1)
        self.assertEqual(self.reextract("--site", "example.org")["read"], 4)
        self.assertEqual(self.reextract("--site", "example.com")["read"], 0)

    def test_goes_on_after_kill_9(self):
        self.archive(600)
        before = self.rows()
        self.spoil()
        run = subprocess.Popen([PROGRAM_DIR / "cuttings", "reextract", "--store", "archive.db", "-j", "1"],
                               cwd=self.dir, env=self.environment, stdout=subprocess.DEVNULL)
        db = self.db()
        while not db.execute("SELECT 1 FROM store_info WHERE key = '_reextract'").fetchone():
            self.assertIsNone(run.poll(), "ended before it was killed")
            time.sleep(0.001)
        run.send_signal(signal.SIGKILL)
        run.wait()
        report = self.reextract()
        self.assertTrue(0 < report["read"] < 600, report)
        self.assertEqual(self.rows(), before)

    def test_missing_bytes_are_told_and_the_rest_is_read(self):
        self.archive(3)
        self.db().execute("UPDATE bodies SET warc_offset = warc_offset + 1 WHERE id = 2")
        done = self.run_program("reextract", "--store", "archive.db")
        self.assertEqual(done.returncode, 1)
        self.assertIn("1 unreadable", done.stdout.decode())
        self.assertIn(".warc.gz: warc record at byte", done.stderr.decode())

    def test_without_an_archive(self):
        self.assert_one_line(self.run_program("reextract", "--store", "none.db"), 7, "none.db")


if __name__ == "__main__":
    unittest.main()

"""cuttings reextract: reads stored bytes again, goes on after a kill, never makes a version."""
import json
import signal
import sqlite3
import subprocess
import time
import unittest

from cli import PAGE, PROGRAM_DIR, CliTest
from warc_text import warc_of


class ReextractTest(CliTest):
    def archive(self, count):
        self.write("made.warc", warc_of(count))
        self.assert_ok(self.run_program("import", "--store", "archive.db", "made.warc"))

    def db(self):
        db = sqlite3.connect(self.dir / "archive.db", isolation_level=None)
        self.addCleanup(db.close)
        return db

    def rows(self, leaving_out=""):
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
        done = self.run_program("reextract", "--store", "archive.db", "--json", *arguments, timeout=600)
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

    def gold_page(self, name, page, text):
        folder = self.dir / "gold" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "source.html").write_text(page)
        (folder / "source.json").write_text(json.dumps({"url": f"https://example.org/{name}", "content_type": "text/html"}))
        (folder / "expected.json").write_text(json.dumps({"text": text}))

    def test_an_extractor_that_is_worse_on_gold_pages_changes_nothing_without_a_flag(self):
        self.archive(4)
        text = self.db().execute("SELECT text FROM articles WHERE id = 1").fetchone()[0]
        self.gold_page("a", PAGE, text)
        self.gold_page("empty", PAGE, "Words that no extractor finds.")
        self.reextract("--gold", "gold")
        self.reextract("--gold", "gold")  # as good as before
        before = self.rows(leaving_out="")
        # As if the last extractor had read page "empty" rightly: then today's is worse.
        kept = json.loads(self.db().execute("SELECT value FROM store_info WHERE key = '_gold_scores'").fetchone()[0])
        self.assertEqual(sorted(kept["pages"]), ["a", "empty"])
        self.assertRegex(kept["read_by"], r"^\d+\.\d+\.\d+ [0-9a-f]{16}$")
        kept["pages"]["empty"]["f1"] = 1
        self.db().execute("UPDATE store_info SET value = ? WHERE key = '_gold_scores'", (json.dumps(kept),))
        self.spoil()
        spoilt = self.rows(leaving_out="")
        self.assertNotEqual(spoilt, before)
        done = self.run_program("reextract", "--store", "archive.db", "--gold", "gold")
        self.assertEqual(done.returncode, 6)
        self.assertIn("this extractor is worse: F1", done.stderr.decode())
        self.assertIn("gold pages read worse: empty", done.stderr.decode())
        self.assertIn("--allow-worse", done.stderr.decode())
        self.assertEqual(self.rows(leaving_out=""), spoilt)
        self.assertEqual(self.reextract("--gold", "gold", "--allow-worse")["changed"], 2)
        self.assertEqual(self.rows(leaving_out=""), before)
        self.reextract("--gold", "gold")  # the worse one is the measure now

    def test_a_gold_page_that_changed_is_not_compared(self):
        self.archive(1)
        self.gold_page("a", PAGE, self.db().execute("SELECT text FROM articles").fetchone()[0])
        self.reextract("--gold", "gold")
        self.gold_page("a", PAGE, "Other words.")
        self.reextract("--gold", "gold")

    def test_a_folder_without_gold_pages_is_an_error(self):
        self.archive(1)
        self.assert_one_line(self.run_program("reextract", "--store", "archive.db", "--gold", "none"), 8, "none")
        (self.dir / "none").mkdir()
        self.assert_one_line(self.run_program("reextract", "--store", "archive.db", "--gold", "none"), 2, "no gold page")

    def test_the_configuration_may_name_the_gold_pages(self):
        self.archive(2)
        self.gold_page("a", PAGE, "Words that no extractor finds.")
        self.write("cuttings.toml", '[extract]\ngold = "gold"\n')
        done = self.run_program("reextract", "--store", "archive.db")
        self.assertIn("1 gold pages read for the first time", done.stderr.decode())
        self.write("cuttings.toml", '[extract]\ngold = "none"\n')
        self.assert_one_line(self.run_program("reextract", "--store", "archive.db"), 8, "none")
        self.reextract("--gold", "gold")  # goes before it

    def test_rules_have_a_hash_of_their_own(self):
        self.archive(1)
        (self.dir / "rules").mkdir()
        self.write("rules/example.org.txt", "strip: //nav\n")
        self.write("other.toml", '[extract]\nrules = ["rules/"]\n')
        hashes = []
        at_first = self.db().execute("SELECT options_hash FROM article_versions").fetchone()[0]
        for arguments in ((), ("--config", "other.toml")):
            self.reextract(*arguments)
            hashes.append(self.db().execute("SELECT options_hash FROM article_versions").fetchone()[0])
        self.assertRegex(hashes[0], "^[0-9a-f]{16}$")
        self.assertEqual(at_first, hashes[0], "an import tells it, too")
        self.assertRegex(hashes[1], f"^{hashes[0]}-[0-9a-f]{{16}}$")

    def test_a_site_or_an_article_alone(self):
        self.archive(4)
        self.assertEqual(self.reextract("--url", "https://example.org/2")["read"], 1)
        self.assertEqual(self.reextract("--site", "example.org")["read"], 4)
        self.assertEqual(self.reextract("--site", "example.com")["read"], 0)
        done = self.run_program("reextract", "--store", "archive.db", "--url", "https://example.org/none")
        self.assertIn("no article in archive.db is chosen by --site or --url", done.stderr.decode())

    def kill_in_the_middle(self):
        """Kills a reextract that has noted how far it is; False when it had ended before."""
        run = subprocess.Popen([PROGRAM_DIR / "cuttings", "reextract", "--store", "archive.db", "-j", "1"],
                               cwd=self.dir, env=self.environment, stdout=subprocess.DEVNULL)
        db = self.db()
        while not db.execute("SELECT 1 FROM store_info WHERE key = '_reextract'").fetchone():
            if run.poll() is not None:
                return False
            time.sleep(0.001)
        run.send_signal(signal.SIGKILL)
        return run.wait() == -signal.SIGKILL

    def test_goes_on_after_kill_9(self):
        self.archive(600)
        before = self.rows()
        for _ in range(20):  # a loaded machine may look too late
            self.spoil()
            if self.kill_in_the_middle():
                break
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

"""An archive of each released version (tests/storage/released, made by make_released_store.py) is read by today's program,
and goes on; and the schema of a released version never changes, as its number would tell nobody."""
import gzip
import json
import shutil
import sqlite3
import unittest

from care_test import HOST, StoreCase, page, response
from cli import SOURCE_DIR

RELEASED = sorted((SOURCE_DIR / "tests/storage/released").iterdir())


class ReleasedStoresTest(StoreCase):
    def unpack(self, folder):
        shutil.copytree(folder / "warc", self.dir / "warc")
        (self.dir / "archive.db").write_bytes(gzip.decompress((folder / "archive.db.gz").read_bytes()))

    def ask(self, *arguments):
        done = self.run_program(*arguments, "--store", "archive.db", "--json")
        self.assert_ok(done)
        return json.loads(done.stdout)

    def urls_found(self, *words):
        return {article["url"] for article in self.ask("search", *words)}

    def assert_sound(self):
        for what in ("check", "verify"):
            self.assertEqual(json.loads(self.run_db(what, "--json").stdout)["findings"], [])

    def assert_told_as_it_was_made(self):
        """What make_released_store.py put there."""
        first, second = self.ask("history", f"{HOST}/lamp")["versions"][:2]
        self.assertEqual((first["title"], second["title"]), ("The lamp is lit again", "The beacon is lit again"))
        self.assertEqual((second["words_added"], second["words_removed"]), (1, 1))
        self.assertEqual(second["last_seen_at"], "2026-02-11T08:10:00.000Z")
        self.assertEqual(self.urls_found("渡し船"), {f"{HOST}/fune"})
        self.assertIn("https://copy.example/lamp", self.urls_found("beacon"))
        self.assertEqual(self.urls_found("zygote"), set())
        self.assertEqual(self.ask("history", f"{HOST}/bad")["takedown_reason"], "court order 12/26")
        self.assertIn(("https://copy.example/lamp", f"{HOST}/lamp"), self.rows(
            "SELECT a.url, b.url FROM duplicates JOIN articles a ON a.id = article_id JOIN articles b ON b.id = of_article_id"))
        self.assertEqual(self.ask("crawl", "status")["queue"]["given_up"], 2)

    def test_each_is_read_and_goes_on(self):
        self.assertTrue(RELEASED)
        for folder in RELEASED:
            with self.subTest(folder.name):
                self.unpack(folder)
                self.assert_sound()
                self.assert_told_as_it_was_made()
                self.make(response(f"{HOST}/lamp", "2026-03-01", page("lantern")))
                self.assert_ok(self.run_program("reextract", "--store", "archive.db"))
                self.assertEqual([v["title"] for v in self.ask("history", f"{HOST}/lamp")["versions"]],
                                 [f"The {word} is lit again" for word in ("lamp", "beacon", "lantern")])
                self.assert_told_as_it_was_made()
                self.assert_sound()
                shutil.rmtree(self.dir)
                self.dir.mkdir()

    def test_the_schema_of_a_released_version_stays(self):
        made = sqlite3.connect(":memory:")
        self.addCleanup(made.close)
        made.executescript(self.run_program("db", "schema").stdout.decode())
        (today,) = made.execute("PRAGMA user_version").fetchone()
        wanted = made.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
        for folder in RELEASED:
            with self.subTest(folder.name):
                self.unpack(folder)
                if self.rows("PRAGMA user_version") == [(today,)]:
                    self.assertEqual(self.rows("SELECT type, name, sql FROM sqlite_master ORDER BY name"), wanted)
                shutil.rmtree(self.dir)
                self.dir.mkdir()


if __name__ == "__main__":
    unittest.main()

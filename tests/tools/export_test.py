#!/usr/bin/env python3
"""cuttings export, each format read back by a program that is not ours."""
import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import threading
import unittest
import xml.etree.ElementTree as ElementTree

from archive_test import ArchiveTest
from cli import PAGE

TEI = "{http://www.tei-c.org/ns/1.0}"


class Export(ArchiveTest):
    """The archive of ArchiveTest and an article with hostile words."""

    def setUp(self):
        super().setUp()
        title = "=1+1 &lt;b&gt; &quot;sums&quot; &amp; more"
        self.keep("/lamp-sums", PAGE.replace("The lamp is lit again", title))

    def export(self, name, *arguments):
        path = os.path.join(self.dir, name)
        self.assert_ok(self.ask("export", "-o", path, *arguments))
        return path

    def read(self, path):
        with open(path, newline="", encoding="utf-8") as file:
            return file.read()

    def test_json_lines_are_the_default(self):
        rows = [json.loads(line) for line in self.answer("export").splitlines()]
        self.assertEqual({row["url"] for row in rows},
                         {self.lamp, self.origin + "/lamp2", self.origin + "/lamp-sums"})

    def test_json_of_a_query(self):
        article, = json.loads(self.read(self.export("a.json", "is:changed")))
        self.assertEqual(article["url"], self.lamp)
        self.assertIn("twelve boats", article["text"])

    def test_csv_reads_back_and_holds_no_formula(self):
        text = self.read(self.export("a.csv"))
        self.assertEqual(text.count("\n"), text.count("\r\n") + sum(
            row["text"].count("\n") for row in csv.DictReader(io.StringIO(text, newline=""))))
        rows = {row["url"]: row for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)}
        kept = {row["url"]: row for row in map(json.loads, self.answer("export").splitlines())}
        self.assertEqual(rows.keys(), kept.keys())
        for url, row in rows.items():
            self.assertEqual(row["text"], kept[url]["text"])
        title = rows[self.origin + "/lamp-sums"]["title"]
        self.assertEqual(title, "'=1+1 <b> \"sums\" & more")

    def test_markdown_and_html_have_the_text(self):
        for name, mark in (("a.md", "---\n"), ("a.html", "<article")):
            with self.subTest(name):
                text = self.read(self.export(name, "is:changed"))
                self.assertIn(mark, text)
                self.assertIn("twelve boats", text)
        self.assertNotIn("<b>", self.read(self.export("sums.html", "title:sums")))

    def test_tei_is_well_formed_and_complete(self):
        corpus = ElementTree.parse(self.export("a.xml")).getroot()
        self.assertEqual(corpus.tag, TEI + "teiCorpus")
        texts = {tei.find(f".//{TEI}sourceDesc//{TEI}ptr").get("target"):
                 [p.text for p in tei.findall(f"{TEI}text/{TEI}body/{TEI}p")]
                 for tei in corpus.findall(TEI + "TEI")}
        for row in map(json.loads, self.answer("export").splitlines()):
            self.assertEqual(texts[row["url"]], row["text"].split("\n\n"))

    @unittest.skipUnless(shutil.which("xmllint"), "needs Debian's libxml2-utils")
    def test_tei_keeps_to_the_guidelines(self):
        """By xmllint and a RELAX NG schema that we wrote after the Guidelines: tei_subset.rng says why."""
        dates = ["2026", "2026-02", "2026-02-03", "2026-02-03T08:10:00+01:00", "2026-02-03T08:10:00.5Z", None]
        database = sqlite3.connect(os.path.join(self.dir, "archive.db"))
        for n, date in enumerate(dates):
            database.execute("UPDATE articles SET date_published = ?, language = ?, sitename = ?, license = ?, tags = ?,"
                             " description = ?, authors = ? WHERE id = ?",
                             (date, [None, "en-GB"][n % 2], [None, "The Lamp"][n % 2], "CC BY 4.0 & more",
                              ['[]', '["sea", "<b>"]'][n % 2], [None, "A lamp."][n % 2], ['[]', '["Ann", "Bob"]'][n % 2], 1 + n % 3))
            database.commit()
            schema = os.path.join(os.path.dirname(__file__), "tei_subset.rng")
            path = self.export("a.xml")
            done = subprocess.run(["xmllint", "--noout", "--relaxng", schema, path], capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, f"{date}: {done.stderr}")
        with open(path, encoding="utf-8") as file:
            spoiled = file.read().replace("<titleStmt>", "<titleStmt><p/>")
        done = subprocess.run(["xmllint", "--noout", "--relaxng", schema, "-"], input=spoiled, capture_output=True, text=True, check=False)
        self.assertNotEqual(done.returncode, 0, "the schema refuses something")
        database.close()

    @unittest.skipUnless(shutil.which("epubcheck"), "needs Debian's epubcheck")
    def test_epubcheck_finds_nothing(self):
        done = subprocess.run(["java", "-jar", shutil.which("epubcheck"), "--failonwarnings",
                               self.export("a.epub")], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_what_selects_nothing_gives_a_sound_file(self):
        """An EPUB's table of contents and a TEI corpus may not be empty."""
        path = self.export("none.xml", "nosuchword")
        schema = os.path.join(os.path.dirname(__file__), "tei_subset.rng")
        if shutil.which("xmllint"):
            done = subprocess.run(["xmllint", "--noout", "--relaxng", schema, path], capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
        path = self.export("none.epub", "nosuchword")
        if shutil.which("epubcheck"):
            done = subprocess.run(["java", "-jar", shutil.which("epubcheck"), "--failonwarnings", path],
                                  capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_database_is_one_whole_file_without_a_log(self):
        path = self.export("copy.db")
        with open(path, "rb") as file:
            self.assertEqual(file.read(20)[18:20], b"\x01\x01")  # rollback journal: file format 1.3
        database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        self.addCleanup(database.close)
        self.assertEqual(database.execute("PRAGMA integrity_check").fetchone(), ("ok",))
        self.assertEqual(database.execute("SELECT count(*) FROM articles").fetchone(), (3,))
        self.assertEqual(sorted(name for name in os.listdir(self.dir) if "copy.db" in name),
                         ["copy.db"])

    def test_database_of_a_query_has_no_other_article(self):
        database = sqlite3.connect(self.export("lamp.db", "is:changed"))
        self.addCleanup(database.close)
        self.assertEqual(database.execute("SELECT url, version_count FROM articles").fetchall(),
                         [(self.lamp, 2)])
        self.assertEqual(database.execute("SELECT count(*) FROM article_versions").fetchone(), (2,))
        self.assertEqual(database.execute("PRAGMA foreign_key_check").fetchall(), [])
        self.assertEqual(database.execute("PRAGMA integrity_check").fetchone(), ("ok",))
        found = database.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'noon'")
        self.assertEqual(found.fetchall(), [])
        self.assertEqual(database.execute("SELECT DISTINCT url FROM fetches").fetchall(),
                         [(self.lamp,)])

    def test_faults_are_one_line_and_leave_no_file(self):
        path = os.path.join(self.dir, "none.csv")
        self.assert_one_line(self.ask("export", "-f", "sqlite"), 2, "stdout", "-o copy.db")
        self.assert_one_line(self.ask("export", "-o", path, "after:yesterday"), 2, "no date")
        self.assertFalse(os.path.exists(path))
        self.assert_one_line(self.run_program("export", "--store", "none.db"), 7, "none.db")

    def test_a_name_that_tells_no_format_is_refused(self):
        for name in ("week.pdf", "week.2026", "a.b/week.csv.gz"):
            self.assert_one_line(self.ask("export", "-o", name), 2, f"{name}: no format is known by .", ".epub", "-f jsonl")
            self.assertFalse((self.dir / name).exists())
        os.mkfifo(self.dir / "lines.pipe")
        rows = []
        reader = threading.Thread(target=lambda: rows.extend((self.dir / "lines.pipe").read_bytes().splitlines()))
        reader.start()
        self.assert_ok(self.ask("export", "-o", "lines.pipe"))
        reader.join()
        self.assertEqual(len(rows), 3)
        for name in ("week", "week.jsonl", ".week", "WEEK.JSONL", "a.b/week"):
            (self.dir / "a.b").mkdir(exist_ok=True)
            self.assertEqual(len(self.read(self.export(name)).splitlines()), 3, name)
        self.assertEqual(len(self.ask("export", "-o", "-").stdout.splitlines()), 3)
        self.assert_ok(self.ask("export", "-o", "/dev/null"))
        self.assertIn("\n", self.read(self.export("week.pdf", "-f", "txt")))


if __name__ == "__main__":
    unittest.main(verbosity=2)  # tells why a test is left out

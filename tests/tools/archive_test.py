#!/usr/bin/env python3
"""cuttings search, list, show, history, diff over an archive that `get --store` made."""
import html.parser
import json
import unittest

from cli import PAGE, SENTENCE
from site_test_case import SiteTest


class ArchiveTest(SiteTest):
    """Two articles; the lamp has a second version."""

    def setUp(self):
        super().setUp()
        self.lamp = self.origin + "/lamp"
        self.keep("/lamp2", PAGE.replace("lamp", "ferry").replace("midnight", "noon"))
        self.keep("/lamp", PAGE)
        self.keep("/lamp", PAGE.replace("eleven boats", "twelve boats"))

    def keep(self, path, page):
        self.server.page = page
        self.assert_ok(self.get(path, "--store", "archive.db"))

    def ask(self, command, *arguments):
        return self.run_program(command, "--store", "archive.db", *arguments)

    def answer(self, command, *arguments):
        done = self.ask(command, *arguments)
        self.assert_ok(done)
        return done.stdout.decode()


class Search(ArchiveTest):
    def test_shows_the_words_where_they_stand(self):
        text = self.answer("search", "midnight")
        self.assertIn("The lamp is lit again", text)
        self.assertIn("**midnight**", text)
        self.assertIn(self.lamp, text)
        self.assertIn("2 versions", text)
        self.assertNotIn("/lamp2", text)

    def test_json(self):
        hit, = json.loads(self.answer("search", "--json", "twelve boats", "is:changed"))
        self.assertEqual((hit["url"], hit["title"], hit["version_count"]),
                         (self.lamp, "The lamp is lit again", 2))
        self.assertIn({"text": "twelve", "is_match": True}, hit["snippet"])

    def test_a_beginning_is_shown_as_its_words_are(self):
        """The snippets of beginnings are read another way than those of words."""
        for words in ("midnight", "twelve boats"):
            hits = [json.loads(self.answer("search", "--json", query)) for query in (words, words + "*")]
            self.assertTrue(hits[0][0]["snippet"])
            self.assertEqual(hits[1], hits[0])

    def test_nothing_found_is_told(self):
        done = self.ask("search", "lighthouse")
        self.assert_ok(done)
        self.assertEqual(done.stdout, b"")
        self.assertIn("nothing found", done.stderr.decode())
        done = self.ask("search", "lamps sit:example.org")
        self.assertIn("nothing found; sit: is no field, these are: title author site", done.stderr.decode())
        for query in ("http://example.org/ zebra", "site:example.org zebra", "12:30 zebra"):
            self.assertIn("fewer words find more", self.ask("search", query).stderr.decode(), query)

    def test_list_is_a_line_an_article_with_tabs_in_a_pipe(self):
        lines = [line.split("\t") for line in self.answer("list").splitlines()]
        self.assertEqual([line[1] for line in lines], [self.lamp, self.origin + "/lamp2"])
        self.assertEqual(lines[0][2], "The lamp is lit again")

    def test_pages_of_hits(self):
        done = self.ask("list", "--limit", "1")
        self.assertEqual(done.stdout.count(b"\n"), 1)
        self.assertIn("--offset 1", done.stderr.decode())
        self.assertIn("/lamp2", self.answer("list", "--limit", "1", "--offset", "1"))

    def test_faults_are_one_line_with_a_hint(self):
        for arguments, code, *parts in (
                (["after:yesterday"], 2, "no date: after:yesterday", "after:2026-02-03"),
                (["before:2026-02-30"], 2, "no date: before:2026-02-30", "a date of the calendar"),
                (["%", "😀"], 2, "no word and no filter in the query % 😀", "cuttings list"),
                (["is:new"], 2, "nothing is:new", "is:changed"),
                ([], 2, "nothing to search for", "cuttings search ferry"),
                (["lamp", "-storm"], 2, "no option -storm", "cuttings search 'ferry -storm'"),
        ):
            with self.subTest(arguments):
                self.assert_one_line(self.ask("search", *arguments), code, *parts)
        self.assert_one_line(self.run_program("search", "--store", "none.db", "x"), 7, "none.db",
                             "cuttings get --store")


class Versions(ArchiveTest):
    def test_history(self):
        lines = self.answer("history", self.lamp).splitlines()
        self.assertEqual(lines[0], self.lamp)
        self.assertRegex(lines[2], r"^v1  \d{4}-\d\d-\d\d \d\d:\d\d  \d+ words  new$")
        self.assertRegex(lines[3], r"^v2  .*  \+1 −1  text$")

    def test_history_as_json(self):
        history = json.loads(self.answer("history", "--json", self.lamp))
        self.assertEqual([v["version"] for v in history["versions"]], [1, 2])
        self.assertEqual(history["versions"][1]["changed_fields"], ["text"])
        self.assertIsNone(history["gone_at"])

    def test_diff_marks_the_words_that_changed(self):
        text = self.answer("diff", self.lamp)
        self.assertIn("v1 → v2  +1 −1 words", text)
        self.assertIn("By midnight [-eleven-] {+twelve+} boats had come in.", text)
        self.assertIn("… 2 paragraphs as before", text)

    def test_diff_as_json_gives_both_texts_back(self):
        diff = json.loads(self.answer("diff", "--json", self.lamp))
        new = " ".join(part["text"] for part in diff["text"] if part["kind"] != "removed")
        self.assertIn(SENTENCE.replace("eleven", "twelve"), new)

    def test_diff_as_a_page(self):
        self.answer("diff", "-o", "diff.html", self.lamp)
        page = (self.dir / "diff.html").read_text()
        html.parser.HTMLParser().feed(page)
        self.assertIn("<del>eleven</del> <ins>twelve</ins>", page)

    def test_versions_that_are_not_there(self):
        self.assert_one_line(self.ask("diff", "--to", "7", self.lamp), 8, "no version 7", "it has 2")
        self.assert_one_line(self.ask("history", "https://example.org/"), 8, "is not in archive.db")

    def test_the_scheme_may_be_left_out_as_for_get(self):
        bare = self.lamp[len("http://"):]
        for command in ("show", "history", "diff"):
            self.assertEqual(self.answer(command, bare), self.answer(command, self.lamp), command)
        self.assert_one_line(self.ask("show", bare + "-none"), 8, f"{bare}-none is not in archive.db")

    def test_one_version_has_no_change(self):
        done = self.ask("diff", self.origin + "/lamp2")
        self.assert_ok(done)
        self.assertIn("one version only", done.stderr.decode())


if __name__ == "__main__":
    unittest.main()

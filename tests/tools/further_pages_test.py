"""Articles over several pages: get joins them, keeps every page, and reextract joins them again."""
import json
import sqlite3
import unittest

from site_test_case import SiteTest

PARTS = ("The boat left at dawn with eleven people, and nobody on the quay had expected it to leave.",
         "It passed the lighthouse at nine in the morning, when the wind had turned to the north again.",
         "By dusk it was back in the harbour, and the captain said that she would sail again on Monday.")


def page(number, links, text=None):
    text = text or PARTS[number - 1]
    return (f"<!doctype html><html><head><title>The ferry returns</title>{links}</head><body><article><h1>The ferry returns</h1>"
            f"<p>{text}</p><p>{text.replace('the', 'each')}</p></article></body></html>")


def rel_next(url):
    return f'<link rel="next" href="{url}">'


class FurtherPagesTest(SiteTest):
    def serve(self, pages):
        site = self.server.RequestHandlerClass

        class Paged(site):
            def do_GET(self):
                if self.path not in pages:
                    return super().do_GET()
                self.server.asked.append(self.path)
                self.send(pages[self.path].encode())
        self.server.RequestHandlerClass = Paged

    def text_of(self, *arguments):
        done = self.get(*arguments, "-f", "json")
        self.assert_ok(done)
        return json.loads(done.stdout)["text"], done.stderr.decode()

    def three_pages(self):
        self.serve({"/ferry": page(1, rel_next("/ferry/2")), "/ferry/2": page(2, rel_next("/ferry/3")),
                    "/ferry/3": page(3, "")})

    def test_numbered_pages_become_one_article_and_are_kept(self):
        self.three_pages()
        text, _ = self.text_of("/ferry", "--store", "a.db")
        for part in PARTS:
            self.assertIn(part, text)
        self.assertEqual(text.count("The ferry returns"), 0, "each page's heading is its title")
        db = sqlite3.connect(self.dir / "a.db")
        self.addCleanup(db.close)
        self.assertEqual([row[0] for row in db.execute("SELECT text FROM articles")], [text])
        self.assertEqual(db.execute("SELECT count(*) FROM fetches WHERE body_id IS NOT NULL AND error_kind IS NULL")
                         .fetchone(), (3,))
        before = len(self.server.asked)
        done = self.run_program("reextract", "--store", "a.db", "--json")
        self.assert_ok(done)
        self.assertEqual(json.loads(done.stdout)["changed"], 0, "the stored pages are joined again")
        self.assertEqual(len(self.server.asked), before, "offline")
        self.text_of("/ferry", "--store", "a.db")
        self.assertEqual(db.execute("SELECT count(*) FROM article_versions").fetchone(), (1,))

    def test_one_page_asks_for_one(self):
        self.three_pages()
        text, _ = self.text_of("/ferry", "--one-page")
        self.assertNotIn(PARTS[1], text)
        self.assertNotIn("/ferry/2", self.server.asked)

    def test_a_missing_page_is_said_and_replaces_nothing(self):
        self.three_pages()
        whole, _ = self.text_of("/ferry", "--store", "a.db")
        self.serve({"/ferry/3": ""})
        done = self.get("/ferry", "--store", "a.db", "-f", "json")
        self.assertIn("page 3 is missing", done.stderr.decode())
        self.assertIn(PARTS[1], json.loads(done.stdout)["text"])
        self.assertNotIn(PARTS[2], json.loads(done.stdout)["text"])
        self.assertEqual(json.loads(done.stdout)["verdict"], "truncated")
        shown = self.run_program("show", "--store", "a.db", self.origin + "/ferry", "-f", "txt")
        self.assertIn(PARTS[2], shown.stdout.decode())

    def test_the_next_article_of_a_blog_is_no_further_page(self):
        self.serve({"/ferry": page(1, rel_next("/lighthouse")), "/lighthouse": page(2, "")})
        text, _ = self.text_of("/ferry")
        self.assertNotIn(PARTS[1], text)
        self.assertNotIn("/lighthouse", self.server.asked)

    def test_a_rule_names_the_single_page_or_the_next(self):
        self.write("rules/127.0.0.1.txt", "body: //article\nsingle_page_link: //a[@class='print']\n"
                                          "next_page_link: //a[@class='more']\n")
        more = '<a class="more" href="/continued">on</a>'
        self.serve({"/ferry": page(1, '<a class="print" href="/print">print</a>' + more),
                    "/print": page(1, "", " ".join(PARTS)), "/continued": page(2, "")})
        text, _ = self.text_of("/ferry", "--rules", "rules")
        self.assertIn(PARTS[2], text)
        self.assertNotIn("/continued", self.server.asked)
        self.serve({"/ferry": page(1, '<a class="print" href="/private">print</a>' + more), "/continued": page(2, "")})
        text, _ = self.text_of("/ferry", "--rules", "rules")
        self.assertIn(PARTS[1], text)
        self.assertNotIn(PARTS[2], text)


if __name__ == "__main__":
    unittest.main(verbosity=2)

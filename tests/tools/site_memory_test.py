"""What a site's pages share is left out of the later ones, and by reextract of the earlier ones."""
import json
import unittest

from site_test_case import SiteTest

PLEA = "This newsroom of eleven is paid for by four thousand families of the coast."


def page(n):
    places = ("harbour", "school", "mill", "bridge", "market", "church", "quarry", "station")
    place = places[n % len(places)]
    body = "".join(
        f"<p>{start} the {place} was shut for {n + 2} days, and the council of ward {n + k} said it would "
        f"look at the cost of mending the {part} before the winter of 20{30 + n}.</p>"
        for k, (start, part) in enumerate(
            (("On Monday", "roof"), ("A day later", "gate"), ("Since then", "floor"), ("For now", "stairs"))))
    return (f"<!doctype html><title>The {place} of ward {n}</title><body><article><h1>The {place} of ward {n}"
            f"</h1>{body}<p>{PLEA}</p></article></body>")


class SiteMemoryTest(SiteTest):
    def keep(self, n):
        self.server.page = page(n)
        done = self.get(f"/lamp-{n}", "--store", "archive.db", "-f", "json")
        self.assert_ok(done)
        return json.loads(done.stdout)["text"]

    def test_pages_teach_the_later_ones_and_reextract_the_earlier(self):
        for n in range(4):
            self.assertIn(PLEA, self.keep(n))
        later = self.keep(4)
        self.assertIn("On Monday the market", later)
        self.assertNotIn(PLEA, later)

        done = self.run_program("reextract", "--store", "archive.db", "--json")
        self.assert_ok(done)
        report = json.loads(done.stdout)
        self.assertEqual((report["read"], report["changed"]), (5, 4))
        shown = self.run_program("show", "--store", "archive.db", self.origin + "/lamp-0")
        self.assert_ok(shown)
        self.assertNotIn(PLEA.encode(), shown.stdout)
        again = self.run_program("reextract", "--store", "archive.db", "--json")
        self.assertEqual(json.loads(again.stdout)["changed"], 0)

    def test_leaving_it_out_of_a_page_seen_again_is_no_version(self):
        for n in range(5):
            self.keep(n)
        self.assertNotIn(PLEA, self.keep(0))
        history = self.run_program("history", "--store", "archive.db", "--json", self.origin + "/lamp-0")
        self.assert_ok(history)
        self.assertEqual([v["version"] for v in json.loads(history.stdout)["versions"]], [1])

    def test_explain_says_so(self):
        for n in range(4):
            self.keep(n)
        self.write("page.html", page(5))
        asked = ["explain", "page.html", "--url", self.origin + "/five", "-f", "json"]
        alone = json.loads(self.run_program(*asked).stdout)
        known = json.loads(self.run_program(*asked, "--store", "archive.db").stdout)
        reason = lambda told: [b["reason"] for b in told["blocks"] if PLEA in b["text"]]
        self.assertEqual(reason(alone), ["body_text"])
        self.assertEqual(reason(known), ["site_repeat"])

    def test_an_archive_that_is_not_there_is_an_error(self):
        self.write("page.html", page(5))
        done = self.run_program("explain", "page.html", "--store", "none.db")
        self.assertIn(b"none.db", done.stderr)
        self.assertNotEqual(done.returncode, 0)


if __name__ == "__main__":
    unittest.main()

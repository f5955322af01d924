"""Site rules on the command line: --rules, rules lint, rules test."""
import json
import tomllib
import unittest

from site_test_case import SiteTest

STORY = "The boat left at dawn with forty people and a band on deck, and came back at noon with forty-one."
OTHER = "Another long text that looks as if it were an article, with many words in it, and a comma or two."
PAGE = f"""<!doctype html><title>Old - Paper</title><h1 class=hl>The ferry is back</h1>
<div class=story><p>{STORY}</p></div><div class=more><p>{OTHER}</p></div>"""
PATTERN = "title: //h1\nbody: //div[@class='story']\n"


class RulesTest(SiteTest):
    def setUp(self):
        super().setUp()
        self.server.page = PAGE
        (self.dir / "rules").mkdir()
        self.write("page.html", PAGE)

    def rule(self, text, name="127.0.0.1.txt"):
        self.write("rules/" + name, text)

    def clean(self, *arguments):
        done = self.run_program("clean", "page.html", "--url", "http://127.0.0.1/a", "-f", "json", *arguments)
        self.assert_ok(done)
        return json.loads(done.stdout)

    def test_a_rule_is_obeyed_by_clean_get_explain_and_the_configuration(self):
        self.rule(PATTERN)
        self.assertEqual(self.clean("--rules", "rules")["text"], STORY)
        self.write("cuttings.toml", '[extract]\nrules = ["rules"]\n')
        self.assertEqual(self.clean("--config", "cuttings.toml")["title"], "The ferry is back")
        got = self.get("/lamp", "--rules", "rules", "-f", "txt")
        self.assert_ok(got)
        self.assertIn(STORY.encode(), got.stdout)
        self.assertNotIn(OTHER.encode(), got.stdout)
        told = self.run_program("explain", "page.html", "--url", "http://127.0.0.1/a", "--rules", "rules",
                                "-f", "json")
        reasons = {b["text"]: b["reason"] for b in json.loads(told.stdout)["blocks"]}
        self.assertEqual(reasons[OTHER], "rule_outside")

    def test_a_rule_written_later_is_obeyed_by_reextract(self):
        self.assert_ok(self.get("/lamp", "--store", "archive.db"))
        self.rule(PATTERN)
        self.write("cuttings.toml", '[extract]\nrules = ["rules"]\n[store]\npath = "archive.db"\n')
        done = self.run_program("reextract", "--config", "cuttings.toml")
        self.assert_ok(done)
        shown = self.run_program("show", "--store", "archive.db", self.origin + "/lamp", "-f", "txt")
        self.assertNotIn(OTHER.encode(), shown.stdout)

    def test_new_drafts_a_rule_that_its_own_test_accepts(self):
        def page(n):
            body = "".join(f"<p>On day {k} of week {n} the ferry left at dawn with {n + k} people and a band on deck.</p>"
                           for k in range(5))
            return (f"<!doctype html><title>Week {n}</title><body><nav class=menu><a href=/>Home</a> <a href=/s>Sea</a></nav>"
                    f"<main><h1>Week {n} of the ferry</h1><div class='story col-{n}' id=s{n}>{body}"
                    "<div class=promo><p>Sign up for our newsletter to read more about ferries</p></div></div></main>")
        for n in (1, 2, 3):
            self.write(f"p{n}.html", page(n))
        done = self.run_program("rules", "new", "p1.html", "p2.html", "p3.html", "-o", "rules/127.0.0.1.toml")
        self.assert_ok(done)
        rule = tomllib.loads((self.dir / "rules/127.0.0.1.toml").read_text())
        self.assertIn("' story '", rule["body"])
        self.assertEqual([" promo " in place for place in rule.get("strip", [])], [True])
        self.server.page = page(4)
        done = self.run_program("rules", "new", "--allow-private", self.origin + "/lamp", "-o", "rules/127.0.0.1.toml")
        self.assert_ok(done)
        done = self.run_program("rules", "test", "--allow-private", "rules/127.0.0.1.toml")
        self.assert_ok(done)
        self.assertIn("ok", done.stdout.decode())
        self.assert_ok(self.run_program("rules", "lint", "rules"))

    def test_new_without_any_page_ends_with_the_code_of_what_was_wrong_with_all(self):
        done = self.run_program("rules", "new", self.origin + "/lamp")  # a private address
        self.assertEqual(done.returncode, 6, done.stderr)
        self.assertIn(b"no page with an article to learn from", done.stderr)
        done = self.run_program("rules", "new", "gone.html")
        self.assertEqual(done.returncode, 8, done.stderr)

    def test_new_says_when_no_place_has_a_name(self):
        self.write("bare.html", f"<!doctype html><title>t</title><h1>The ferry is back</h1><p>{STORY}</p><p>{OTHER}</p>")
        done = self.run_program("rules", "new", "bare.html")
        self.assertEqual(done.returncode, 3)
        self.assertIn("lasting name", done.stderr.decode())

    def test_lint_names_every_fault_with_its_line(self):
        self.rule("titel: //h1\nbody: //div[\n", "a.example.txt")
        self.rule("body = '//p'\n", "b.example.toml")
        done = self.run_program("rules", "lint", "rules")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout.decode().splitlines(),
                         ["rules/a.example.txt:1: unknown key titel; did you mean title?",
                          "rules/a.example.txt:2: not XPath 1.0, a bracket or quote stays open: //div["])
        self.rule("body = \n", "c.example.toml")
        broken = self.run_program("rules", "lint", "rules/c.example.toml")
        self.assertIn(b"rules/c.example.toml:1", broken.stderr)
        self.assertNotIn(broken.returncode, (0, 1))
        self.assert_ok(self.run_program("rules", "lint", "rules/b.example.toml"))

    def test_test_fetches_what_the_rule_names_and_looks_for_its_words(self):
        self.rule(PATTERN + f"test_url: {self.origin}/lamp\ntest_contains: forty people\n")
        done = self.run_program("rules", "test", "rules", "--allow-private")
        self.assert_ok(done)
        self.assertEqual(done.stdout.decode(), f"ok    {self.origin}/lamp\n")
        self.rule(PATTERN + f"test_url: {self.origin}/lamp\ntest_contains: sixty people\n")
        done = self.run_program("rules", "test", "rules", "--allow-private")
        self.assertEqual(done.returncode, 1)
        self.assertIn(b'does not hold "sixty people"', done.stdout)

    def test_test_of_a_saved_page_asks_nobody(self):
        self.rule("body: //div[@class='gone']\n")
        done = self.run_program("rules", "test", "rules", "--page", "page.html", "--url", "http://127.0.0.1/a")
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"body finds nothing", done.stdout)
        self.assertEqual(self.server.asked, [])

    def test_a_page_may_stand_behind_the_option(self):
        self.rule(PATTERN)
        done = self.run_program("clean", "--url", "http://127.0.0.1/a", "--rules", "rules", "page.html")
        self.assert_ok(done)
        self.assertNotIn(OTHER.encode(), done.stdout)

    def test_a_folder_that_is_not_there_is_an_error(self):
        done = self.run_program("clean", "page.html", "--rules", "none")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(b"none", done.stderr)


if __name__ == "__main__":
    unittest.main()

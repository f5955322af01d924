#!/usr/bin/env python3
"""cuttings crawl on sites that are odd in ways their makers do not think of: feeds named in old ways, redirects out of the
site, answers that never end. Expectations: what the site's reader would get, and no request that nobody meant."""
import fcntl
import gzip
import json
import random
import re
import signal
import sqlite3
import subprocess
import time
import unittest

from cli import PROGRAM_DIR
from site_test_case import SiteTest
from store_facts import StoreFacts

FEED = '<rss version="2.0"><channel><title>Lamps</title><item><link>%s/lamp1</link></item></channel></rss>'


class OddSiteTest(StoreFacts, SiteTest):
    def setUp(self):
        super().setUp()
        self.configure_crawl(["/lamp*"])
        self.other = self.origin.replace("127.0.0.1", "localhost")  # the same server by another name: another site

    def crawl(self, *arguments):
        return self.run_program("crawl", *arguments)

    def run_crawl(self):
        self.assert_ok(self.crawl("run", "--allow-private", "-q"))

    def forget_sites(self):
        settings = (self.dir / "cuttings.toml").read_text()
        self.write("cuttings.toml", settings[:settings.index("[[site]]")])


class Feeds(OddSiteTest):
    """https://www.rssboard.org/rss-autodiscovery names one type; pages of the web name these, too."""
    LINKS = ('<link rel="alternate" type="text/xml" title="News" href="/x1">',
             '<link rel="alternate" type="application/xml" href="/x1">',
             '<link rel="feed" type="application/atom+xml" href="/x1">',
             '<link rel="alternate" type="application/rss+xml" href="feed://@HOST@/x1">',
             '<link rel="alternate" type="application/rss+xml" href="/x1#latest">',
             '<a href="feed:http://@HOST@/x1">News</a>',
             '<a href="/rss/all.xml">News</a>',
             '<a type="application/rss+xml" href="/x1">News</a>')

    def test_each_way_to_name_a_feed_leads_to_its_articles(self):
        for link in self.LINKS:
            with self.subTest(link):
                for file in self.dir.glob("archive.db*"):
                    file.unlink()
                self.server.answers["/"] = (link.replace("@HOST@", self.origin[len("http://"):]), "text/html")
                self.server.answers["/x1"] = self.server.answers["/rss/all.xml"] = (FEED % self.origin, "text/xml")
                self.run_crawl()
                self.assertEqual(self.query("SELECT url FROM articles"), [(self.origin + "/lamp1",)])

    def test_what_was_a_page_by_another_spelling_becomes_the_feed(self):
        self.configure_crawl([])
        self.server.answers["/"] = ('<a href="/news-of-the-lamps?utm_source=nav">News of the lamps and more</a>', "text/html")
        self.server.answers["/news-of-the-lamps"] = (FEED % self.origin, "application/rss+xml")
        self.run_crawl()
        self.server.answers["/"] = ('<link rel="alternate" type="application/rss+xml" href="/news-of-the-lamps">', "text/html")
        self.run_crawl()
        self.assertEqual(self.query("SELECT url FROM articles"), [(self.origin + "/lamp1",)])


    def test_a_feed_without_addresses_is_told(self):
        self.server.answers["/"] = ('<link rel="alternate" type="application/rss+xml" href="/f">', "text/html")
        self.server.answers["/f"] = ("<rss><channel><item><title>A</title></item><item><link>ftp://x/</link></item></channel></rss>", "text/xml")
        self.run_crawl()
        self.assertIn("none of its 2 entries has an http or https address", self.crawl("status").stdout.decode())


    def test_sitemaps_that_lead_on_to_new_ones_for_ever_come_to_an_end(self):
        def index(handler):
            count = len(self.server.asked)
            handler.send("<sitemapindex>".encode() + b"".join(b"<sitemap><loc>%s/sm?%d</loc></sitemap>" % (self.origin.encode(), count * 9 + i)
                         for i in (0, 1)) + b"</sitemapindex>", kind="text/xml")
        self.server.answers["/"] = ("<p>Lamps</p>", "text/html")
        self.server.answers["/robots.txt"] = (f"Sitemap: {self.origin}/sm\n", "text/plain")
        self.server.actions["/sm"] = index
        self.run_crawl()
        self.assertEqual(self.server.asked.count("/sm"), 1 + 2 + 4 + 8)
        self.assertEqual(self.query("SELECT count(*) FROM sources WHERE last_error LIKE '%too many%'"), [(8,)])


class FailedSources(OddSiteTest):
    def test_a_run_says_how_many_could_not_be_read(self):
        """Without a word a run on a mistyped address looks like a quiet day."""
        self.server.answers["/"] = ('<link rel="alternate" type="application/rss+xml" href="/gone">', "text/html")
        done = self.crawl("run", "--allow-private", "--json")
        self.assertEqual(json.loads(done.stdout)["bad_sources"], 1)
        self.assertIn("· failed sources 1 (cuttings crawl status says why)", done.stderr.decode())
        self.server.answers["/gone"] = (FEED % self.origin, "text/xml")
        done = self.crawl("run", "--allow-private", "--json")
        self.assertEqual(json.loads(done.stdout)["bad_sources"], 0)
        self.assertNotIn("failed sources", done.stderr.decode())


class Refreshes(OddSiteTest):
    """Pages that send their readers on by <meta http-equiv=refresh> or the Refresh header, as browsers follow them."""
    LINK = ('<a href="/lamp1">The story of a lamp here</a>', "text/html")
    META = ('<meta http-equiv="refresh" content="0; url=%s">', "text/html")

    def meta(self, to):
        return self.META[0] % to, self.META[1]

    def test_a_start_page_that_sends_its_readers_on(self):
        self.server.answers["/home"] = self.LINK
        for headers, start in (({}, self.meta("/home")), ({"Refresh": "0;url=/home"}, ("", "text/html"))):
            with self.subTest(headers):
                for file in self.dir.glob("archive.db*"):
                    file.unlink()
                self.server.headers["/"], self.server.answers["/"] = headers, start
                self.run_crawl()
                self.assertEqual(self.query("SELECT url FROM articles"), [(self.origin + "/lamp1",)])

    def test_one_that_leads_out_of_the_site_is_told_and_add_follows_it(self):
        self.server.answers["/"] = self.meta(self.other + "/home")
        self.server.answers["/home"] = self.LINK
        self.run_crawl()
        self.assertIn(f"it sends its readers on to {self.other}/home, which is of no configured site", self.crawl("status").stdout.decode())
        self.assertNotIn("/home", self.server.asked)
        self.assert_ok(self.crawl("add", "--allow-private", self.origin))
        self.assertIn(f'url = "{self.other}/home"', (self.dir / "cuttings.toml").read_text())

    def test_an_article_behind_one_and_those_without_end(self):
        self.server.answers["/"] = ('<a href="/lamp-go">The story of a lamp here</a> <a href="/lamp-on">Another story of a lamp</a>', "text/html")
        self.server.answers["/lamp-go"] = self.meta("/lamp5")
        count = iter(range(1000))
        self.server.actions["/lamp-on"] = lambda handler: handler.send((self.META[0] % f"/lamp-on?{next(count)}").encode())
        self.run_crawl()
        self.assertEqual(self.query("SELECT url FROM articles"), [(self.origin + "/lamp5",)])
        self.assertLess(self.server.asked.count("/lamp-on"), 5)
        done = self.run_program("get", "--allow-private", self.origin + "/lamp-go")
        self.assertIn(f"it sends its readers on to {self.origin}/lamp5", done.stderr.decode())


    SIGNPOST = ("<html><head>%s<title>Lamps</title></head><body><h1>The story of a lamp</h1><p>You are being redirected to the "
                "new address of this page. If nothing happens within five seconds, please click <a href='/lamp5'>here</a>.</p></body></html>")

    def test_a_page_that_says_so_in_a_sentence_is_no_article(self):
        self.server.answers["/"] = ('<a href="/lamp-go">The story of a lamp here</a>', "text/html")
        for meta, headers in (('<meta http-equiv="refresh" content="5; url=/lamp5">', {}), ("", {"Refresh": "5; url=/lamp5"})):
            with self.subTest(headers):
                for file in self.dir.glob("archive.db*"):
                    file.unlink()
                self.server.answers["/lamp-go"], self.server.headers["/lamp-go"] = (self.SIGNPOST % meta, "text/html"), headers
                self.run_crawl()
                self.assertEqual(self.query("SELECT url FROM articles"), [(self.origin + "/lamp5",)])
                self.assertEqual(self.query("SELECT error_kind, error FROM fetches WHERE url LIKE '%/lamp-go'"),
                                 [("not_article", f"{self.origin}/lamp-go sends its readers on to {self.origin}/lamp5")])
                done = self.run_program("get", "--allow-private", self.origin + "/lamp-go")
                self.assert_one_line(done, 3, "/lamp-go is no article", f"it sends its readers on to {self.origin}/lamp5")

    def test_an_article_that_leads_on_is_one_and_a_short_one_with_a_noscript_is_too(self):
        long = self.server.page.replace("<head>", '<head><meta http-equiv="refresh" content="15; url=/lamp5">')
        short = self.SIGNPOST % '<noscript><meta http-equiv="refresh" content="0; url=/no-script"></noscript>'
        self.server.answers["/lamp-a"], self.server.answers["/lamp-b"] = (long, "text/html"), (short, "text/html")
        for path in ("/lamp-a", "/lamp-b"):
            self.assert_ok(self.run_program("get", "--allow-private", self.origin + path))


class SessionIds(OddSiteTest):
    def test_a_site_that_puts_them_on_every_link_is_crawled_without(self):
        self.server.answers["/"] = ("".join(f'<a href="/lamp{n};jsessionid=0A1B?PHPSESSID=77&p={n}">The story of a lamp here</a>' for n in (1, 2)),
                                    "text/html")
        self.run_crawl()
        self.assertEqual(self.query("SELECT url FROM fetches WHERE url LIKE '%/lamp%' ORDER BY 1"),
                         [(f"{self.origin}/lamp{n}?p={n}",) for n in (1, 2)])


class Redirects(OddSiteTest):
    def article_behind(self, to, named_by):
        """Has /lamp-go lead to the article there; what became of it."""
        self.configure_crawl(["/lamp*"])
        self.server.answers["/"] = ('<a href="/lamp-go">The story of a lamp that went away</a>' if named_by == "link" else
                                    '<link rel="alternate" type="application/rss+xml" href="/f">', "text/html")
        self.server.answers["/f"] = ((FEED % self.origin).replace("/lamp1", "/lamp-go"), "text/xml")
        self.server.moved["/lamp-go"] = to
        self.run_crawl()
        return self.query("SELECT outcome, error_kind FROM fetches WHERE url LIKE '%/lamp-go'")[0]

    def test_a_link_does_not_lead_out_of_the_configured_sites(self):
        self.assertEqual(self.article_behind(self.other + "/lamp7", "link"), ("skipped", "out_of_scope"))
        self.assertNotIn("/lamp7", self.server.asked)
        self.assertEqual(self.query("SELECT count(*) FROM articles"), [(0,)])
        told = self.crawl("why", self.origin + "/lamp-go").stdout.decode()
        self.assertRegex(told, r"queue +skipped: .*out of scope \(other_site\); a \[\[site\]\] of that domain would let it in")

    def test_a_feed_vouches_for_where_its_addresses_lead(self):
        self.assertEqual(self.article_behind(self.other + "/lamp7", "feed"), ("new", None))

    def test_a_link_leads_to_another_configured_site(self):
        self.configure_crawl(["/lamp*"])
        self.write("cuttings.toml", (self.dir / "cuttings.toml").read_text() + f'[[site]]\nurl = "{self.other}/"\n')
        configure, self.configure_crawl = self.configure_crawl, lambda *_: None
        self.assertEqual(self.article_behind(self.other + "/lamp7", "link"), ("new", None))
        self.configure_crawl = configure

    def test_what_is_excluded_is_not_asked_for_behind_a_redirect_either(self):
        text = (self.dir / "cuttings.toml").read_text()
        self.write("cuttings.toml", text.replace('include = ["/lamp*"]', 'exclude = ["/lamp7*"]'))
        configure, self.configure_crawl = self.configure_crawl, lambda *_: None
        self.assertEqual(self.article_behind("/lamp7", "feed"), ("skipped", "out_of_scope"))
        self.configure_crawl = configure
        self.assertNotIn("/lamp7", self.server.asked)

    def test_add_follows_a_site_that_has_moved_and_says_so(self):
        self.forget_sites()
        self.server.moved["/"] = self.other + "/home"
        self.server.answers["/home"] = ('<link rel="alternate" type="application/rss+xml" href="/f">', "text/html")
        self.server.answers["/f"] = (FEED % self.other, "text/xml")
        done = self.crawl("add", "--allow-private", self.origin)
        self.assert_ok(done)
        self.assertIn(f"{self.origin}/ leads to another site, which is followed: {self.other}/home", done.stderr.decode())
        self.assertIn(f'url = "{self.other}/home"', (self.dir / "cuttings.toml").read_text())
        self.run_crawl()
        self.assertEqual(self.query("SELECT url FROM articles"), [(self.other + "/lamp1",)])


class Records(OddSiteTest):
    def test_a_fetch_has_the_time_of_its_record_however_long_robots_txt_took(self):
        """Else an import of the crawl's own WARC files would not know it again."""
        def slow(handler):
            time.sleep(0.2)
            handler.send(b"", kind="text/plain")
        self.server.actions["/robots.txt"] = slow
        self.server.answers["/"] = ('<a href="/lamp1">The story of a lamp here</a>', "text/html")
        self.run_crawl()
        records = b"".join(gzip.decompress(file.read_bytes()) for file in sorted((self.dir / "warc").glob("*.gz"))).decode()
        heads = [head for head in records.split("WARC/1.1\r\n") if "WARC-Type: response" in head]
        dates = {re.search("WARC-Target-URI: (.*)\r", head)[1]: re.search("WARC-Date: (.*)\r", head)[1] for head in heads}
        self.assertEqual(dates, dict(self.query("SELECT url, started_at FROM fetches")))


class Claims(OddSiteTest):
    """Pages that name an address which is not theirs (rel=canonical), as templates do by mistake."""
    WORDS = "harbour council ferry bridge winter school budget mayor island storm library market night engine season river".split()

    def article(self, seed, canonical):
        numbers = random.Random(seed)
        words = lambda n: " ".join(numbers.choice(self.WORDS) for _ in range(n)).capitalize()
        text = "".join(f"<p>{'. '.join(words(14) for _ in range(4))}.</p>" for _ in range(6))
        title = words(6)
        return (f'<html><head><title>{title}</title><link rel="canonical" href="{canonical}"></head><body><article><h1>{title}</h1>'
                f"{text}</article></body></html>", "text/html")

    def crawled(self, *pages):
        """The paths of the articles, and how many versions each has."""
        self.server.answers["/"] = "".join(f'<a href="{page}">The story of a lamp here</a>' for page in pages), "text/html"
        self.run_crawl()
        return {url.replace(self.origin, ""): count for url, count in self.query("SELECT url, version_count FROM articles")}

    def test_articles_that_all_name_one_page_stay_apart_whichever_comes_first(self):
        pages = [f"/lamp-{n}" for n in range(5)]
        for named in (pages[0], pages[4], "/lamp-that-nobody-has"):
            with self.subTest(named):
                for file in self.dir.glob("archive.db*"):
                    file.unlink()
                for seed, page in enumerate(pages):
                    self.server.answers[page] = self.article(seed, named)
                self.assertEqual(self.crawled(*pages), {page: 1 for page in pages})
                self.write("again.txt", "\n".join(self.origin + page for page in pages))
                self.assert_ok(self.run_program("get", "--allow-private", "--store", "archive.db", "-f", "jsonl", "-i", "again.txt"))
                self.assertEqual(self.query("SELECT count(*), max(version_count) FROM articles"), [(5, 1)])

    def test_the_same_article_at_two_addresses_is_one(self):
        self.server.answers["/lamp-1"] = self.server.answers["/lamp-2"] = self.article(1, "/lamp-2")
        self.assertEqual(list(self.crawled("/lamp-1", "/lamp-2").values()), [1])

    def test_a_claim_that_was_borne_out_holds_when_the_article_becomes_another(self):
        self.server.answers["/lamp-1"] = self.server.answers["/lamp-2"] = self.article(1, "/lamp-2")
        self.crawled("/lamp-1", "/lamp-2")
        self.server.answers["/lamp-2"] = self.article(2, "/lamp-2")
        self.assert_ok(self.run_program("get", "--allow-private", "--store", "archive.db", self.origin + "/lamp-2"))
        self.assertEqual(self.query("SELECT version_count FROM articles"), [(2,)])


class Lists(OddSiteTest):
    """Lists as programs write them: Chrome's file Bookmarks, Firefox' backup, OPML of Windows, bare JSON, notes."""

    def imported(self, content):
        (self.dir / "list").write_bytes(content if isinstance(content, bytes) else content.encode())
        done = self.crawl("import", "list")
        lines = [line.split("\t") for line in done.stdout.decode().splitlines()]
        return done.returncode, [(line[0], line[1].replace(self.origin, "")) for line in lines]

    def test_bookmarks_in_json(self):
        lamp, folder = {"type": "url", "name": "L", "url": self.origin + "/lamp1"}, {"type": "folder", "url": "chrome://x"}
        chrome = {"roots": {"bar": {"children": [lamp, folder | {"children": [lamp | {"url": self.origin + "/lamp2"}]}]}}}
        self.assertEqual(self.imported(json.dumps(chrome, indent=3)), (0, [("page", "/lamp1"), ("page", "/lamp2")]))
        firefox = {"children": [{"children": [{"title": "L", "uri": self.origin + "/lamp3"}, {"uri": "place:sort=8"}]}]}
        self.assertEqual(self.imported(json.dumps(firefox)), (0, [("page", "/lamp3")]))

    def test_a_json_list(self):
        urls = [self.origin + "/lamp1", self.origin + "/lamp2"]
        self.assertEqual(self.imported(json.dumps(urls)), (0, [("page", "/lamp1"), ("page", "/lamp2")]))
        self.assertEqual(self.imported(json.dumps([{"url": url} for url in urls], indent=1)), (0, [("page", "/lamp1"), ("page", "/lamp2")]))

    def test_opml_in_utf_16(self):
        opml = f'<?xml version="1.0" encoding="utf-16"?><opml><body><outline xmlUrl="{self.origin}/f.xml"/></body></opml>'
        self.assertEqual(self.imported(opml.encode("utf-16")), (0, [("feed", "/f.xml")]))

    def test_words_behind_an_address_are_its_title(self):
        self.assertEqual(self.imported(self.origin + "/lamp1 the first lamp\n"), (0, [("page", "/lamp1")]))

    def test_what_holds_no_address_is_refused(self):
        for content in ("<plist><dict/></plist>", '{"a": 1}', "[]"):
            self.assertEqual(self.imported(content), (1, [("refused", "list")]), content)
        self.assertEqual(self.imported("\n"), (0, []))

    def test_add_writes_nothing_down_while_another_process_has_the_store(self):
        self.forget_sites()
        before = (self.dir / "cuttings.toml").read_text()
        with open(self.dir / "archive.db.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.assertEqual(self.crawl("add", "--allow-private", self.origin + "/lamp").returncode, 7)
        self.assertEqual((self.dir / "cuttings.toml").read_text(), before)


    def added(self, address, settings):
        self.write("cuttings.toml", settings)
        return self.crawl("add", "--allow-private", self.origin + address)

    def test_an_address_of_any_characters_leaves_a_configuration_that_can_be_read(self):
        self.forget_sites()
        settings = (self.dir / "cuttings.toml").read_text()
        for query in (r"a\zb", r"\u12", 'a"b', "a'''b", "ä", "%5C"):
            self.assert_ok(self.added("/lamp?" + query, settings))
            self.assert_ok(self.run_program("config", "check"))
            self.run_crawl()

    def test_a_list_of_sites_in_brackets_is_not_broken(self):
        settings = 'site = [{url = "http://127.0.0.1:1/"}]\n[identity]\nuser_agent = "test/1.0 (+mailto:test@example.org)"\n'
        done = self.added("/lamp", settings)
        self.assertEqual(done.returncode, 2)
        self.assertIn('it was not touched; write there yourself: {url = "%s/lamp"}' % self.origin, done.stderr.decode())
        self.assertEqual((self.dir / "cuttings.toml").read_text(), settings)

    def test_the_file_stays_as_private_as_it_was(self):
        self.forget_sites()
        for mode in (0o600, 0o640, 0o644):
            settings = (self.dir / "cuttings.toml").read_text()
            (self.dir / "cuttings.toml").chmod(mode)
            self.assert_ok(self.added(f"/lamp{mode}", settings))
            self.assertEqual((self.dir / "cuttings.toml").stat().st_mode & 0o777, mode)


    def test_a_site_may_be_named_by_its_feed(self):
        self.forget_sites()
        self.server.answers["/f"] = (FEED % self.origin, "text/xml")
        done = self.crawl("add", "--allow-private", self.origin + "/f")
        self.assert_ok(done)
        self.assertIn(f"feed\t{self.origin}/f\tLamps", done.stdout.decode())
        self.run_crawl()
        self.assertEqual(self.query("SELECT url FROM articles"), [(self.origin + "/lamp1",)])

    def test_a_page_that_cannot_be_had_ends_as_get_does(self):
        """README, "Exit codes"."""
        self.forget_sites()
        for path, code in (("/no-such-page", 5), ("/busy", 5), ("/private", 6), ("/bomb", 3), ("/loop", 4)):
            with self.subTest(path):
                self.assertEqual(self.crawl("add", "--allow-private", self.origin + path).returncode, code)
                self.assertEqual(self.get("--", path).returncode, code)

    def test_what_is_no_page_is_no_site(self):
        self.forget_sites()
        before = (self.dir / "cuttings.toml").read_text()
        for path, words in (("/pdf", "is a PDF document, no page of a site"), ("/empty", "is empty, no page of a site")):
            done = self.crawl("add", "--allow-private", self.origin + path)
            self.assertEqual(done.returncode, 3)
            self.assertIn(words, done.stderr.decode())
        self.assertEqual((self.dir / "cuttings.toml").read_text(), before)

    def test_the_page_of_a_site_may_be_a_feed_in_the_file_too(self):
        settings = (self.dir / "cuttings.toml").read_text()
        self.write("cuttings.toml", settings.replace(self.origin + "/", self.origin + "/f"))
        self.server.answers["/f"] = (FEED % self.origin, "text/xml")
        self.run_crawl()
        self.assertEqual(self.query("SELECT url FROM articles"), [(self.origin + "/lamp1",)])


class Ends(OddSiteTest):
    def test_a_run_ends_however_often_a_site_is_to_be_looked_at(self):
        self.configure_crawl(["/lamp*"], schedule="every 1 min")
        self.server.answers["/"] = ('<a href="/lamp1">The lamp is lit again at the harbour</a>', "text/html")
        began = time.monotonic()
        self.run_crawl()
        self.assertLess(time.monotonic() - began, 30)
        self.assertEqual(self.query("SELECT url FROM articles"), [(self.origin + "/lamp1",)])


class Validators(OddSiteTest):
    def look_again(self):
        db = sqlite3.connect(self.dir / "archive.db")
        db.execute("UPDATE _queue SET due_at = 1 WHERE state = 1")
        db.commit()
        db.close()
        self.run_crawl()

    def test_a_feed_whose_server_cannot_answer_conditional_requests_is_read_all_the_same(self):
        self.server.answers["/"] = ('<link rel="alternate" type="application/rss+xml" href="/f">', "text/html")
        newest = 1

        def refuses_validators(handler):
            if handler.headers["If-None-Match"]:
                return handler.send(b"what?", status=412)
            return handler.send((FEED % self.origin).replace("/lamp1", f"/lamp{newest}").encode(), kind="text/xml", ETag='"x"')
        self.server.actions["/f"] = refuses_validators
        self.run_crawl()
        newest = 2
        self.look_again()
        self.look_again()
        self.assertIn((self.origin + "/lamp2",), self.query("SELECT url FROM articles"))

    def test_a_validator_longer_than_servers_take_is_not_sent(self):
        self.server.answers["/"] = ('<a href="/lamp1">The lamp is lit again at the harbour</a>', "text/html")
        sent = []

        def has_long_name(handler):
            sent.append(handler.headers["If-None-Match"])
            handler.send(self.server.page.encode(), ETag='"%s"' % ("x" * 8000))
        self.server.actions["/lamp1"] = has_long_name
        self.run_crawl()
        self.look_again()
        self.assertEqual(sent, [None, None])


class Moved(OddSiteTest):
    """A site that goes on under another name brings nothing any more; `status` says why."""

    def said_by_status(self):
        self.run_crawl()
        done = self.crawl("status")
        self.assert_ok(done)
        return done.stdout.decode()

    def test_a_front_page_that_leads_elsewhere(self):
        self.server.moved["/"] = self.other + "/home"
        self.server.answers["/home"] = ('<a href="/lamp1">The lamp is lit again at the harbour</a>', "text/html")
        self.assertIn(f"it leads to {self.other}/home, which is of no configured site", self.said_by_status())
        self.assertEqual(self.query("SELECT url FROM articles"), [])

    def test_a_feed_and_a_sitemap_of_addresses_elsewhere(self):
        self.server.answers["/"] = ('<link rel="alternate" type="application/rss+xml" href="/f">', "text/html")
        self.server.answers["/robots.txt"] = (f"Sitemap: {self.origin}/map.xml\n", "text/plain")
        self.server.answers["/f"] = (FEED % self.other, "text/xml")
        self.server.answers["/map.xml"] = ('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>'
                                           f"<loc>{self.other}/lamp2</loc></url></urlset>", "text/xml")
        words = self.said_by_status()
        for path in ("/lamp1", "/lamp2"):
            self.assertIn(f"what it names is of no configured site: {self.other}{path}", words)

    def test_a_feed_with_one_address_of_the_site_is_sound(self):
        self.server.answers["/"] = ('<link rel="alternate" type="application/rss+xml" href="/f">', "text/html")
        both = FEED.replace("<item>", f"<item><link>{self.other}/lamp1</link></item><item>")
        self.server.answers["/f"] = (both % self.origin, "text/xml")
        self.assertNotIn("no configured site", self.said_by_status())


class Waits(OddSiteTest):
    def test_why_tells_a_crawl_delay_of_less_than_a_second(self):
        self.server.answers["/robots.txt"] = ("User-agent: *\nCrawl-delay: 0.5\n", "text/plain")
        self.run_crawl()
        self.assertRegex(self.crawl("why", self.origin + "/lamp1").stdout.decode(), r"Crawl-delay 0\.5 s")

    def test_what_is_in_flight_has_ten_seconds_to_end(self):
        end = time.monotonic() + 60
        self.server.answers["/robots.txt"] = ("", "text/plain")

        def trickle(handler):  # fast enough for the limit of 1,000 bytes a second
            handler.send_response(200)
            handler.send_header("Content-Type", "text/html")
            handler.end_headers()
            try:
                while time.monotonic() < end:
                    handler.wfile.write(b"<p>x</p>" * 500)
                    time.sleep(0.1)
            except OSError:
                pass
            handler.close_connection = True
        self.server.actions["/"] = trickle
        run = subprocess.Popen([PROGRAM_DIR / "cuttings", "crawl", "run", "--allow-private"], cwd=self.dir,
                               env=self.environment, stderr=subprocess.PIPE)
        self.addCleanup(run.stderr.close)
        self.addCleanup(run.wait)
        self.addCleanup(run.kill)
        while "/" not in self.server.asked:
            self.assertLess(time.monotonic(), end)
            time.sleep(0.02)
        asked = time.monotonic()
        run.send_signal(signal.SIGTERM)
        self.assertEqual(run.wait(40), 143)
        self.assertGreater(time.monotonic() - asked, 8)
        self.assertLess(time.monotonic() - asked, 30)  # less than the 60 s a page may take
        self.assertEqual(self.query("SELECT status FROM crawls"), [("stopped",)])
        self.assertEqual(self.query("SELECT count(*) FROM fetches"), [(0,)], "it is as if it had not been asked for")


if __name__ == "__main__":
    unittest.main()

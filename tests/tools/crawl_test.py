#!/usr/bin/env python3
"""cuttings crawl import and watch against a small site on loopback."""
import gzip
import hashlib
import json
import signal
import socket
import sqlite3
import stat
import subprocess
import time
import unittest

from cli import PAGE, PROGRAM_DIR
from site_test_case import SiteTest
from store_facts import StoreFacts
from warc_text import records_of

OPML = """<?xml version="1.0"?><opml version="2.0"><head/><body>
<outline text="Lamps" xmlUrl="%s/feed.xml"/><outline text="Far" xmlUrl="https://far.example/feed"/>
</body></opml>"""


class CrawlTest(StoreFacts, SiteTest):
    schedule = "hourly"

    def setUp(self):
        super().setUp()
        self.configure_crawl(["/", "/lamp*", "/feed*", "/cut"], self.schedule)

    def crawl(self, *arguments, **options):
        return self.run_program("crawl", *arguments, **options)

    def start_watch(self, *arguments):
        watch = subprocess.Popen([PROGRAM_DIR / "cuttings", "crawl", "watch", "--allow-private", *arguments],
                                 cwd=self.dir, env=self.environment, stderr=subprocess.PIPE)
        self.addCleanup(watch.stderr.close)
        self.addCleanup(watch.wait)
        self.addCleanup(watch.kill)
        return watch

    def has_fetched(self, path):
        return self.query("SELECT 1 FROM fetches WHERE url LIKE '%%%s'" % path) != []


class Import(CrawlTest):
    def test_every_form_gives_feeds_pages_and_refusals_with_reasons(self):
        self.write("feeds.opml", OPML % self.origin)
        self.write("urls.txt", f"{self.origin}/lamp1\n# note\nnothing\n{self.origin}/secret\n")
        self.write("urls.csv", f"title,url\nLamp,{self.origin}/lamp2\n")
        self.write("urls.jsonl", json.dumps({"url": self.origin + "/lamp3"}) + "\n")
        self.write("marks.html", "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n"
                                 f'<DT><A HREF="{self.origin}/lamp4">Lamp</A>\n</DL>\n')
        files = ("feeds.opml", "urls.txt", "urls.csv", "urls.jsonl", "marks.html")
        done = self.crawl("import", *files)
        self.assertEqual(done.returncode, 1, done.stderr)
        lines = [line.split("\t") for line in done.stdout.decode().splitlines()]
        self.assertEqual([line[1] for line in lines if line[0] == "feed"], [self.origin + "/feed.xml"])
        self.assertEqual([line[1] for line in lines if line[0] == "page"],
                         [f"{self.origin}/lamp{n}" for n in (1, 2, 3, 4)])
        refused = {line[1]: line[2] for line in lines if line[0] == "refused"}
        self.assertEqual(set(refused), {"https://far.example/feed", "urls.txt:3", self.origin + "/secret"})
        self.assertIn("no [[site]]", refused["https://far.example/feed"])
        self.assertIn("(4 new)", done.stderr.decode())
        self.assertIn("(0 new)", self.crawl("import", *files).stderr.decode())
        self.assertEqual(len(self.query("SELECT 1 FROM _queue")), 5)

    def test_nothing_to_import(self):
        self.assert_one_line(self.crawl("import"), 2, "no file given", "feeds.opml")
        self.assert_one_line(self.crawl("import", "none.opml"), 8, "none.opml")


class CutOff(CrawlTest):
    def test_a_body_shorter_than_its_length_is_no_article_and_says_so(self):
        self.write("urls.txt", self.origin + "/cut\n")
        self.assert_ok(self.crawl("import", "urls.txt"))
        self.assert_ok(self.crawl("run", "--allow-private"))
        self.assertEqual(self.query("SELECT error_kind FROM fetches WHERE url LIKE '%/cut'"), [("truncated",)])
        self.assertEqual(self.query("SELECT 1 FROM articles"), [])
        status = json.loads(self.crawl("status", "--json").stdout)
        self.assertIn(("truncated", 1), [(e["error_kind"], e["count"]) for e in status["errors"]])
        self.assertEqual(status["queue"]["given_up"], 1)


class Warnings(CrawlTest):
    """The file of reading marks cannot be opened: it crawls all the same, and warns."""

    def warn(self, *arguments):
        (self.dir / "archive.db-reading").mkdir(exist_ok=True)
        done = self.crawl("run", "--allow-private", "-q", *arguments)
        self.assert_ok(done)
        return done.stderr.decode().splitlines()

    def test_are_lines_of_text(self):
        (line,) = self.warn()
        self.assertRegex(line, r"^\d{4}-\d\d-\d\dT[\d:.]+Z warning crawler: .*archive\.db-reading")

    def test_are_lines_of_json_when_wanted(self):
        (line,) = self.warn("--log-format", "json")
        told = json.loads(line)
        self.assertEqual((told["level"], told["area"]), ("warning", "crawler"))
        self.assertIn("archive.db-reading", told["message"])

    def test_are_given_in_no_other_form(self):
        self.assert_one_line(self.crawl("run", "--log-format", "xml"), 2, "--log-format cannot be xml")


class Watch(CrawlTest):
    schedule = "manual"  # must not be polled again and again

    def test_stays_tells_a_second_one_and_ends_at_sigterm(self):
        self.write("urls.txt", self.origin + "/lamp1\n")
        self.assert_ok(self.crawl("import", "urls.txt"))
        watch = self.start_watch("--prometheus", "cuttings.prom")
        self.wait_until(lambda: self.has_fetched("/lamp1") and self.has_fetched("/"))
        time.sleep(1.5)
        self.assertIsNone(watch.poll())
        self.assertEqual(self.server.asked.count("/"), 1)
        second = self.crawl("watch", "--allow-private")
        self.assert_ok(second)
        self.assertIn("nothing to do here", second.stderr.decode())
        watch.send_signal(signal.SIGTERM)
        self.assertEqual(watch.wait(30), 143)
        self.assertIn(b"resume: cuttings crawl watch", watch.stderr.read())
        self.assertEqual(self.query("SELECT status FROM crawls"), [("stopped",)])
        self.assertIn("cuttings_articles 1\n", (self.dir / "cuttings.prom").read_text())

    def test_a_manual_site_is_looked_at_whenever_a_run_begins(self):
        for _ in range(2):
            self.assert_ok(self.crawl("run", "--allow-private"))
        self.assertEqual(self.server.asked.count("/"), 2)


class Traps(CrawlTest):
    schedule = "manual"

    def links(self, numbers):
        for number in numbers:
            self.server.answers[f"/lamp-story-of-number-{number}"] = ("<p>Nothing is here.</p>", "text/html")
        self.server.answers["/"] = ("".join(f'<a href="/lamp-story-of-number-{n}">The story of lamp {n}</a>' for n in numbers), "text/html")

    def asked(self):
        return [path for path in self.server.asked if path.startswith("/lamp-")]

    def test_what_was_learnt_of_a_maze_outlives_a_kill(self):
        self.links(range(1, 61))
        self.write("urls.txt", self.origin + "/lamp1\n")
        self.assert_ok(self.crawl("import", "urls.txt"))
        watch = self.start_watch()
        settled = "SELECT 1 FROM _queue WHERE url LIKE '%/lamp-%' AND state > 1"
        self.wait_until(lambda: self.has_fetched("/") and len(self.query(settled)) == 60)
        watch.send_signal(signal.SIGKILL)
        watch.wait()
        spent = len(self.asked())
        self.assertLess(spent, 20)  # the budget of a pattern, and what was in flight
        self.links(range(61, 121))
        self.assert_ok(self.crawl("run", "--allow-private"))
        self.assertEqual(len(self.query(settled)), 120)
        self.assertLessEqual(len(self.asked()) - spent, 2)  # what the kill may have lost
        refused = "SELECT count(*) FROM _queue WHERE reason = 'path_budget'"
        self.assertGreaterEqual(self.query(refused)[0][0], 120 - spent - 2)


class AddAndWhy(CrawlTest):
    schedule = "manual"

    FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Lamps</title>
<atom:link rel="hub" href="%s/hub"/><item><link>%s/lamp1</link></item></channel></rss>"""

    def setUp(self):
        super().setUp()
        self.server.answers = {
            "/": ('<link rel="alternate" type="application/rss+xml" href="/feed.xml"><h1>Lamps</h1>', "text/html"),
            "/feed.xml": (self.FEED % (self.origin, self.origin), "application/rss+xml"),
            "/robots.txt": (f"# ours\nUser-agent: *\nDisallow: /lamp9\nSitemap: {self.origin}/map.xml\n", "text/plain"),
            "/map.xml": (f"<urlset><url><loc>{self.origin}/lamp2</loc></url><url><loc>{self.origin}/lamp9</loc></url></urlset>",
                         "application/xml")}

    def test_add_finds_the_sources_shows_them_and_writes_them_down_once(self):
        settings = (self.dir / "cuttings.toml").read_text()
        self.write("cuttings.toml", settings[:settings.index("[[site]]")])
        for _ in range(2):
            done = self.crawl("add", "--allow-private", self.origin)
            self.assert_ok(done)
            self.assertEqual({tuple(line.split("\t")[:2]) for line in done.stdout.decode().splitlines()},
                             {("hub_page", self.origin + "/"), ("feed", self.origin + "/feed.xml"),
                              ("sitemap", self.origin + "/map.xml")})
            self.assertIn("found 1 feed, 0 news sitemaps and 1 sitemap", done.stderr.decode())
        self.assertEqual((self.dir / "cuttings.toml").read_text().count("[[site]]"), 1)
        self.assert_ok(self.crawl("run", "--allow-private"))
        self.assertEqual(self.query("SELECT url FROM articles ORDER BY url"), [(f"{self.origin}/lamp{n}",) for n in (1, 2)])

    def test_a_feed_may_be_a_sitemap(self):  # https://www.sitemaps.org/protocol.html#otherformats
        self.server.answers["/map.xml"] = (self.FEED % (self.origin, self.origin), "application/rss+xml")
        self.server.answers["/"] = ("<h1>Lamps</h1>", "text/html")
        self.assert_ok(self.crawl("run", "--allow-private"))
        self.assertEqual(self.query("SELECT url FROM articles"), [(self.origin + "/lamp1",)])
        self.assertEqual(self.query("SELECT last_error FROM sources WHERE kind = 'sitemap'"), [(None,)])

    def test_robots_txt_is_asked_once_over_two_runs_and_why_names_its_rule(self):
        for _ in range(2):
            self.assert_ok(self.crawl("run", "--allow-private"))
        self.assertEqual(self.server.asked.count("/robots.txt"), 1)
        self.assertNotIn("/lamp9", self.server.asked)
        told = self.crawl("why", self.origin + "/lamp9").stdout.decode()
        self.assertRegex(told, r'robots +forbidden by line 3, "Disallow: /lamp9"')
        self.assertRegex(told, r"queue +skipped: ")
        self.assertRegex(self.crawl("why", self.origin + "/lamp2").stdout.decode(), r"robots +allowed: no rule matches")
        self.assertRegex(self.crawl("why", self.origin + "/secret").stdout.decode(), r"scope +refused: ")

    def why(self, url):
        return json.loads(self.crawl("why", "--json", url).stdout)

    MEMBERS = {"url", "canonical_url", "taken_down", "scope", "robots", "queue", "revisit", "source", "host", "last_fetch"}
    SCOPE = {"in_scope", "site", "refusal", "reason"}
    ROBOTS = {"decision", "line", "rule", "reason", "crawl_delay_s", "fetched_at"}
    QUEUE = {"state", "due_at", "failed_attempts", "reason", "found_by", "found_on", "depth", "priority"}
    HOST = {"host", "queued", "blocked_until", "block_reason", "response_ms", "crawl_delay_s", "last_asked_at"}
    FETCH = {"started_at", "outcome", "http_status", "error_kind", "error"}

    def test_why_tells_programs_the_same_in_members_that_are_always_there(self):
        self.assert_ok(self.crawl("run", "--allow-private"))
        forbidden, article, front = (self.why(self.origin + path) for path in ("/lamp9", "/lamp2", "/"))
        stranger, secret = self.why("https://user:sesame@far.example/x#y"), self.why(self.origin + "/secret")
        for told in (forbidden, article, front, stranger, secret):
            self.assertEqual(set(told), self.MEMBERS)
            self.assertEqual(set(told["robots"]), self.ROBOTS)
            for name, members in (("scope", self.SCOPE), ("queue", self.QUEUE), ("host", self.HOST), ("last_fetch", self.FETCH)):
                self.assertIn(set(told[name] or members), [members])
        robots = forbidden["robots"]
        self.assertEqual((robots["decision"], robots["line"], robots["rule"]), ("forbidden", 3, "Disallow: /lamp9"))
        self.assertEqual(forbidden["queue"]["state"], "skipped")
        self.assertEqual(article["robots"]["decision"], "allowed")
        self.assertEqual(article["scope"], {"in_scope": True, "site": self.origin + "/", "refusal": None, "reason": None})
        self.assertEqual((article["queue"]["state"], article["queue"]["found_by"]), ("waiting", "sitemap"))
        self.assertEqual(article["queue"]["found_on"], self.origin + "/map.xml")
        self.assertEqual((article["last_fetch"]["outcome"], article["last_fetch"]["http_status"]), ("new", 200))
        self.assertEqual(article["last_fetch"]["started_at"], self.query("SELECT started_at FROM fetches WHERE url LIKE '%/lamp2'")[0][0])
        self.assertEqual(article["revisit"]["looks"], 0)
        self.assertEqual((front["source"]["kind"], front["scope"], front["revisit"]), ("hub_page", None, None))
        self.assertEqual((stranger["url"], stranger["scope"]["in_scope"], stranger["queue"], stranger["last_fetch"]),
                         ("https://far.example/x", False, None, None))
        self.assertEqual(stranger["robots"]["decision"], "not_asked")
        self.assertEqual((secret["scope"]["refusal"], secret["scope"]["site"]), ("not_included", self.origin + "/"))

    def test_why_tells_programs_of_a_takedown_and_of_what_was_given_up(self):
        self.server.answers["/"] = ('<a href="/cut">A lamp that was cut off in the middle</a>', "text/html")
        self.assert_ok(self.crawl("run", "--allow-private"))
        self.assert_ok(self.run_program("db", "takedown", self.origin + "/lamp2", "--reason", "court order 7"))
        self.assertEqual(self.why(self.origin + "/lamp2")["taken_down"]["reason"], "court order 7")
        cut = self.why(self.origin + "/cut")
        self.assertEqual((cut["queue"]["state"], cut["queue"]["failed_attempts"]), ("given_up", 1))
        self.assertEqual((cut["last_fetch"]["outcome"], cut["last_fetch"]["error_kind"]), ("failed", "truncated"))

    def test_a_link_with_a_password_leads_to_the_page_without_it(self):
        named = self.origin.replace("//", "//ann:sesame@")
        self.server.answers["/"] = (f'<a href="{named}/lamp5">The lamp in the harbour is lit again</a>', "text/html")
        self.server.answers["/feed.xml"] = (self.FEED % (self.origin, named), "application/rss+xml")
        self.server.answers["/map.xml"] = (f"<urlset><url><loc>{self.origin}/lamp5</loc></url></urlset>", "application/xml")
        self.write("cuttings.toml", (self.dir / "cuttings.toml").read_text() + f'feeds = ["{self.origin}/feed.xml"]\n')
        self.assert_ok(self.crawl("run", "--allow-private"))
        self.assertEqual(self.query("SELECT url FROM articles ORDER BY url"), [(f"{self.origin}/lamp{n}",) for n in (1, 5)])
        self.assertEqual(self.query("SELECT url FROM _queue WHERE url LIKE '%sesame%'"), [])

    def test_a_password_that_was_typed_is_not_shown(self):
        self.assert_ok(self.crawl("run", "--allow-private"))
        typed = self.origin.replace("//", "//ann:sesame@")
        for command in ("why", "retry", "add"):
            for url in (typed + "/lamp77", typed.replace("http:", "ftp:")):
                done = self.crawl(command, "--allow-private", url) if command == "add" else self.crawl(command, url)
                self.assertNotIn(b"sesame", done.stdout + done.stderr, (command, url))
        self.assertIn("127.0.0.1", self.crawl("retry", typed + "/lamp77").stderr.decode())

    def test_a_websub_hub_is_recorded_and_never_called(self):
        self.assert_ok(self.crawl("run", "--allow-private"))
        self.assertEqual(self.query("SELECT hubs FROM sources WHERE kind = 'feed'"), [(json.dumps([self.origin + "/hub"]),)])
        self.assertNotIn("/hub", self.server.asked)


class Silence(CrawlTest):
    def test_a_silent_source_is_shown_by_status_and_metrics(self):
        self.assert_ok(self.crawl("run", "--allow-private"))
        self.assertNotIn("SILENT", self.crawl("status").stdout.decode())
        store = sqlite3.connect(self.dir / "archive.db")
        with store:  # what a crawl finds out: CrawlTest.AFeedThatFallsSilentAgainstItsRhythmRaisesAnAlarm
            store.execute("UPDATE sources SET is_silent = 1, last_new_at = '2026-01-02T03:04:05.000Z'")
        store.close()
        self.assertIn("SILENT: nothing new since 2026-01-02", self.crawl("status").stdout.decode())
        self.assertTrue(json.loads(self.crawl("status", "--json").stdout)["sources"][0]["is_silent"])
        self.assert_ok(self.crawl("status", "--prometheus", "cuttings.prom"))
        self.assertRegex((self.dir / "cuttings.prom").read_text(), r'cuttings_source_silent\{.*\} 1\n')


class TakenDown(CrawlTest):
    schedule = "manual"

    FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Lamps</title>
<item><link>%s/lamp1</link></item><item><link>%s/lamp2</link></item></channel></rss>"""

    def setUp(self):
        super().setUp()
        origin = self.origin
        self.server.answers = {
            "/feed.xml": (self.FEED % (origin, origin), "application/rss+xml"),
            "/map.xml": (f"<urlset><url><loc>{origin}/lamp1</loc></url></urlset>", "application/xml"),
            "/": ('<a href="/lamp1">The lamp</a>', "text/html")}
        self.write("cuttings.toml", (self.dir / "cuttings.toml").read_text() +
                   f'feeds = ["{origin}/feed.xml"]\nsitemaps = ["{origin}/map.xml"]\n')

    def asked(self, path):
        return self.server.asked.count(path)

    def test_no_source_link_curve_or_redirect_makes_it_be_asked_again(self):
        self.assert_ok(self.crawl("run", "--allow-private"))
        before = self.asked("/lamp1")
        self.assertGreaterEqual(before, 1)
        self.assert_ok(self.run_program("db", "takedown", self.origin + "/lamp1", "--reason", "court order 7"))
        store = sqlite3.connect(self.dir / "archive.db")
        with store:  # every article is due
            store.execute("UPDATE _queue SET state = 1, due_at = 1 WHERE url LIKE '%/lamp%'")
        store.close()
        self.server.moved = {"/lamp7": "/lamp1"}
        self.write("urls.txt", f"{self.origin}/lamp7\n{self.origin}/lamp1?utm_source=x\n")
        self.assert_ok(self.crawl("import", "urls.txt"))
        polls, other = self.asked("/feed.xml"), self.asked("/lamp2")
        self.assert_ok(self.crawl("run", "--allow-private"))
        self.assertGreater(self.asked("/feed.xml"), polls)
        self.assertGreater(self.asked("/map.xml"), 1)
        self.assertGreater(self.asked("/lamp2"), other)
        self.assertEqual(self.asked("/lamp7"), 1)  # what leads there is asked, the end is not
        self.assertEqual(self.asked("/lamp1"), before)
        told = self.crawl("why", self.origin + "/lamp1").stdout.decode()
        self.assertRegex(told, r"taken down 20\S+, and not asked for again: court order 7")
        self.assertIn("skipped: taken_down", told)
        self.assertNotIn("taken down", self.crawl("why", self.origin + "/lamp2").stdout.decode())

    def test_requeue_of_a_running_watch_does_not_either(self):
        self.assert_ok(self.crawl("run", "--allow-private"))
        self.assert_ok(self.run_program("db", "takedown", self.origin + "/lamp1"))
        before = self.asked("/lamp1")
        self.start_watch()
        control = lambda *words: self.run_program("crawl", "control", "archive.db", *words)
        self.wait_until(lambda: control("requeue", self.origin + "/lamp1").returncode == 0)
        self.wait_until(lambda: json.loads(control("status").stdout)["queued"] == 0)
        self.assertEqual(self.asked("/lamp1"), before)


class FetchOnly(CrawlTest):
    schedule = "manual"

    def test_pages_are_kept_unread_and_an_import_of_the_files_reads_them(self):
        self.write("urls.txt", f"{self.origin}/lamp1\n{self.origin}/lamp2\n")
        self.assert_ok(self.crawl("import", "urls.txt"))
        done = self.crawl("run", "--allow-private", "--fetch-only", "--json")
        self.assert_ok(done)
        self.assertEqual(json.loads(done.stdout)["unread"], 2)
        self.assertEqual(self.query("SELECT 1 FROM articles"), [])
        self.assertEqual(self.query("SELECT url, outcome, error FROM fetches WHERE url LIKE '%/lamp%' ORDER BY url"),
                         [(f"{self.origin}/lamp{n}", "skipped", "fetched, not read yet") for n in (1, 2)])
        self.assertIn("fetched, not read yet", self.crawl("why", self.origin + "/lamp1").stdout.decode())
        asked = len(self.server.asked)
        files = sorted((self.dir / "warc").glob("*.warc.gz"))
        for new in (2, 0):
            done = self.run_program("import", "--store", "archive.db", *files)
            self.assertIn(f"{new} articles kept", done.stderr.decode())
        self.assertEqual(self.query("SELECT url FROM articles ORDER BY url"), [(f"{self.origin}/lamp{n}",) for n in (1, 2)])
        self.assertEqual(len(self.server.asked), asked)
        self.assert_ok(self.run_program("db", "verify", "--store", "archive.db"))
        again = json.loads(self.run_program("reextract", "--store", "archive.db", "--json").stdout)
        self.assertEqual((again["read"], again["unreadable"]), (2, 0))

    PACKED = {"Content-Encoding": "gzip"}

    def serve_packed(self, *paths):
        self.server.headers = {path: self.PACKED for path in paths}
        self.write("urls.txt", "".join(f"{self.origin}{path}\n" for path in paths))

    def sent(self, path):
        return gzip.compress(self.server.page.replace("@PATH@", path).encode(), mtime=0)

    def crawl_into(self, store, *arguments):
        (self.dir / store).parent.mkdir(exist_ok=True)
        self.assert_ok(self.crawl("import", "--store", store, "urls.txt"))
        self.assert_ok(self.crawl("run", "--store", store, "--allow-private", *arguments))

    def import_own(self):
        return self.run_program("import", "--store", "archive.db", *sorted((self.dir / "warc").glob("*.warc.gz")))

    def bodies(self, path):
        return self.query("SELECT DISTINCT b.sha256, b.byte_length, warc_file, warc_offset FROM bodies b JOIN fetches f"
                         f" ON f.body_id = b.id WHERE f.url LIKE '%{path}' ORDER BY f.id")

    def responses(self, path):
        """(type, body) of the page's responses, after both digests of every record were made again."""
        found = []
        for file in sorted((self.dir / "warc").glob("*.warc.gz")):
            for fields, block in records_of(file):
                self.assertEqual(fields["WARC-Block-Digest"], "sha256:" + hashlib.sha256(block).hexdigest())
                if fields["WARC-Type"] not in ("response", "revisit"):
                    continue
                head, body = block.split(b"\r\n\r\n", 1)
                if fields["WARC-Type"] == "response":
                    self.assertEqual(fields["WARC-Payload-Digest"], "sha256:" + hashlib.sha256(body).hexdigest())
                if fields["WARC-Target-URI"].endswith(path):
                    self.assertIn(b"Content-Encoding: gzip", head)
                    found.append((fields["WARC-Type"], body))
        return found

    def test_what_came_packed_is_kept_as_sent_once_and_read_as_a_crawl_reads_it(self):
        self.serve_packed("/lamp1", "/lamp2")
        self.crawl_into("archive.db", "--fetch-only")
        sent, page = self.sent("/lamp1"), self.server.page.replace("@PATH@", "/lamp1").encode()
        known_as_sent = (hashlib.sha256(sent).hexdigest(), len(sent))
        self.assertEqual([row[:2] for row in self.bodies("/lamp1")], [known_as_sent])
        self.assertEqual(self.responses("/lamp1"), [("response", sent)])
        self.assert_ok(self.run_program("db", "verify", "--store", "archive.db"))
        self.assertIn("2 articles kept", self.import_own().stderr.decode())
        first, second = self.bodies("/lamp1")
        self.assertEqual(first[:2], known_as_sent)
        self.assertEqual(second[:2], (hashlib.sha256(page).hexdigest(), len(page)))
        self.assertEqual(first[2:], second[2:])  # the record that has the bytes
        self.assertEqual(self.responses("/lamp1"), [("response", sent), ("revisit", b"")])
        for check in ("check", "verify"):
            self.assert_ok(self.run_program("db", check, "--store", "archive.db"))
        self.crawl_into("full/archive.db")
        again = json.loads(self.run_program("reextract", "--store", "archive.db", "--json").stdout)
        self.assertEqual((again["read"], again["unreadable"]), (2, 0))
        articles = ("SELECT url, title, authors, date_published, text, content_hash, verdict, quality, fingerprint,"
                    " metadata_sources FROM articles ORDER BY url")
        whole = sqlite3.connect(self.dir / "full/archive.db")
        self.addCleanup(whole.close)
        self.assertEqual(self.query(articles), whole.execute(articles).fetchall())
        self.assertEqual(len(self.query(articles)), 2)

    def test_what_was_kept_as_sent_is_taken_down_with_its_article(self):
        self.serve_packed("/lamp1", "/lamp2")
        self.server.answers["/lamp1"] = (self.server.page.replace("eleven boats", "twelve boats"), "text/html")
        self.crawl_into("archive.db", "--fetch-only")
        self.import_own()
        self.assertEqual(len(self.responses("/lamp1")), 2)
        self.assert_ok(self.run_program("db", "takedown", "--store", "archive.db", self.origin + "/lamp1"))
        self.assertEqual([row[2:] for row in self.bodies("/lamp1")], [(None, None)] * 2)
        self.assertEqual(self.responses("/lamp1"), [])
        self.assertEqual(len(self.responses("/lamp2")), 2)
        self.assert_ok(self.run_program("db", "verify", "--store", "archive.db"))

    def test_a_crawl_that_reads_the_page_later_keeps_its_bytes_once(self):
        self.serve_packed("/lamp1")
        self.crawl_into("archive.db", "--fetch-only")
        for arguments in ([], ["--fetch-only"]):
            self.assert_ok(self.crawl("retry", self.origin + "/lamp1"))
            self.assert_ok(self.crawl("run", "--allow-private", *arguments))
        self.assertEqual([kind for kind, _ in self.responses("/lamp1")], ["response", "revisit", "revisit"])
        self.assertEqual(self.query("SELECT url FROM articles"), [(self.origin + "/lamp1",)])
        self.assert_ok(self.run_program("db", "verify", "--store", "archive.db"))

    def test_a_bomb_is_kept_packed_and_refused_by_who_reads_it(self):
        self.serve_packed("/lamp1")
        self.server.answers["/lamp1"] = (gzip.compress(bytes(64 << 20)), "text/html")
        self.crawl_into("archive.db", "--fetch-only")
        self.import_own()
        self.assertEqual(self.query("SELECT error_kind FROM fetches WHERE url LIKE '%/lamp1' ORDER BY id"), [(None,), ("too_large",)])

    def test_what_is_not_packed_as_it_says_is_no_page(self):
        self.serve_packed("/lamp1", "/lamp2")
        self.server.answers["/lamp1"] = (b"\x1f\x8b" + self.server.page.encode(), "text/html")
        self.server.headers["/lamp2"] = {"Content-Encoding": "zstd"}
        self.crawl_into("archive.db", "--fetch-only")
        self.assertEqual(self.query("SELECT error_kind FROM fetches WHERE url LIKE '%/lamp2'"), [("bad_encoding",)])
        self.import_own()  # only its beginning was looked at
        self.assertEqual(self.query("SELECT 1 FROM articles"), [])

    def test_more_links_of_one_shape_than_a_trap_may_have_are_fetched(self):
        links = "".join(f'<a href="/lamp{n}">Lamp {n}</a>' for n in range(40))
        self.server.answers["/"] = (links, "text/html")
        done = self.crawl("run", "--allow-private", "--fetch-only", "--json")
        self.assertEqual(json.loads(done.stdout)["unread"], 40)

    def test_robots_txt_and_a_header_that_forbids_keeping_hold_as_ever(self):
        self.server.answers["/robots.txt"] = ("User-agent: *\nDisallow: /lamp1\n", "text/plain")
        self.server.headers = {"/lamp2": {"X-Robots-Tag": "noarchive"}}
        self.write("urls.txt", f"{self.origin}/lamp1\n{self.origin}/lamp2\n")
        self.assert_ok(self.crawl("import", "urls.txt"))
        self.assert_ok(self.crawl("run", "--allow-private", "--fetch-only"))
        self.assertNotIn("/lamp1", self.server.asked)
        self.assertEqual(self.query("SELECT error_kind FROM fetches WHERE url LIKE '%/lamp2'"), [("noarchive",)])
        self.assertEqual(self.query("SELECT 1 FROM bodies b JOIN fetches f ON f.body_id = b.id WHERE f.url LIKE '%lamp2'"), [])

    def test_the_import_obeys_what_the_page_says(self):
        self.server.answers["/lamp1"] = (PAGE.replace("<head>", '<head><meta name="robots" content="noarchive">'), "text/html")
        self.write("urls.txt", f"{self.origin}/lamp1\n{self.origin}/lamp2\n")
        self.assert_ok(self.crawl("import", "urls.txt"))
        self.assert_ok(self.crawl("run", "--allow-private", "--fetch-only"))
        for kept in (1, 0):
            done = self.run_program("import", "-v", "--store", "archive.db", *(self.dir / "warc").glob("*.warc.gz"))
            self.assertIn(f"{kept} articles kept", done.stderr.decode())
        self.assertEqual(self.query("SELECT url FROM articles"), [(self.origin + "/lamp2",)])
        self.assertEqual(self.query("SELECT error_kind FROM fetches WHERE url LIKE '%/lamp1' ORDER BY id"),
                         [(None,), ("noarchive",)])

    def test_an_article_that_is_looked_at_again_is_read(self):
        self.write("urls.txt", f"{self.origin}/lamp1\n")
        self.assert_ok(self.crawl("import", "urls.txt"))
        self.assert_ok(self.crawl("run", "--allow-private"))
        self.server.page = PAGE.replace("eleven boats", "twelve boats")
        store = sqlite3.connect(self.dir / "archive.db")
        with store:
            store.execute("UPDATE _queue SET due_at = 1 WHERE url LIKE '%/lamp1'")
        store.close()
        self.assert_ok(self.crawl("run", "--allow-private", "--fetch-only"))
        self.assertEqual(self.query("SELECT version_count FROM articles"), [(2,)])


class Schedules(CrawlTest):
    schedule = "30 6 * * *"

    def setUp(self):
        super().setUp()
        self.environment["TZ"] = "XYZ-5"  # five hours before UTC: 06:30 is 01:30

    def next_due(self):
        status = json.loads(self.crawl("status", "--json").stdout)
        return status["schedules"][0]["next_due_at"], status["time_zone"]

    def test_cron_is_local_time_spread_by_at_most_five_minutes_and_shown(self):
        self.assert_ok(self.crawl("run", "--allow-private"))
        due, zone = self.next_due()
        self.assertRegex(due, "T01:3[0-5]:")
        self.assertEqual(zone, "XYZ (UTC+05:00)")
        self.assertIn(" · 30 6 * * * · next due " + due, self.crawl("status").stdout.decode())
        self.assert_ok(self.crawl("run", "--allow-private"))
        self.assertEqual(self.server.asked.count("/"), 1)  # not due yet

    def test_a_schedule_that_was_edited_holds_from_the_next_run_on(self):
        self.assert_ok(self.crawl("run", "--allow-private"))
        settings = (self.dir / "cuttings.toml").read_text()
        self.write("cuttings.toml", settings.replace("30 6 * * *", "30 12 * * *"))
        self.assert_ok(self.crawl("run", "--allow-private"))
        self.assertRegex(self.next_due()[0], "T07:3[0-5]:")
        self.assertEqual(self.server.asked.count("/"), 1)

    def test_missed_times_are_made_up_for_once(self):
        self.assert_ok(self.crawl("run", "--allow-private"))
        store = sqlite3.connect(self.dir / "archive.db")
        with store:  # as if the last look had been five days ago
            store.execute("UPDATE sources SET rhythm = json_set(rhythm, '$.last_poll_ms',"
                          " json_extract(rhythm, '$.last_poll_ms') - 5*86400000)")
        store.close()
        for _ in range(2):
            self.assert_ok(self.crawl("run", "--allow-private"))
        self.assertEqual(self.server.asked.count("/"), 2)

    def test_what_is_no_schedule_is_refused_with_its_line(self):
        settings = (self.dir / "cuttings.toml").read_text()
        self.write("cuttings.toml", settings.replace("30 6 * * *", "61 6 * * *"))
        self.assert_one_line(self.crawl("run"), 2, "cuttings.toml:9:", "schedule", "crontab")


class Control(CrawlTest):
    schedule = "manual"

    def setUp(self):
        super().setUp()
        self.socket = self.dir / "archive.db-control"

    def control(self, *words):
        return self.run_program("crawl", "control", "archive.db", *words)

    def told(self, *words):
        done = self.control(*words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def start(self):
        self.write("urls.txt", self.origin + "/lamp1\n")
        self.assert_ok(self.crawl("import", "urls.txt"))
        watch = self.start_watch()
        self.wait_until(lambda: self.has_fetched("/lamp1") and self.has_fetched("/"))
        return watch

    def asked(self, path="/lamp1"):
        return self.server.asked.count(path)

    def test_pause_block_and_requeue_and_the_file_goes_with_the_watch(self):
        watch = self.start()
        self.assertEqual(stat.S_IMODE(self.socket.stat().st_mode), 0o600)
        self.told("pause")
        self.told("requeue", self.origin + "/lamp1")
        time.sleep(0.5)
        self.assertEqual(self.asked(), 1)
        status = self.told("status")
        self.assertEqual((status["paused"], status["queued"], status["blocked"]), (True, 1, []))
        self.told("block", "127.0.0.1")
        self.told("resume")
        time.sleep(0.5)
        self.assertEqual(self.asked(), 1)
        self.assertEqual(self.told("status")["blocked"], ["127.0.0.1"])
        self.told("unblock", "127.0.0.1")
        self.wait_until(lambda: self.asked() == 2)
        watch.send_signal(signal.SIGTERM)
        self.assertEqual(watch.wait(30), 143)
        self.assertFalse(self.socket.exists())

    def test_what_cannot_be_done_says_why(self):
        self.assert_one_line(self.control("pause"), 8, "no watch runs on this store", "crawl watch")
        self.assert_one_line(self.control("halt"), 2, "no such command", "requeue URL")
        self.start()
        self.assert_one_line(self.control("unblock", "a.example"), 2, "a.example is not blocked")
        self.assert_one_line(self.control("requeue", "https://a.example/"), 2, "is not in the queue")
        done = self.control("requeue", "https://ann:sesame@a.example/")
        self.assert_one_line(done, 2, "https://a.example/ is not in the queue")
        self.assertNotIn(b"sesame", done.stdout + done.stderr)

    def talk(self, data):
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(10)
            client.connect(str(self.socket))
            try:
                client.sendall(data)
            except BrokenPipeError:
                pass
            client.shutdown(socket.SHUT_WR)
            answer = b""
            try:
                while part := client.recv(65536):
                    answer += part
            except ConnectionResetError:
                pass  # it closed while we still sent
            return [json.loads(line) for line in answer.splitlines()]

    def test_hostile_lines_are_refused_and_the_watch_goes_on(self):
        watch = self.start()
        for line in (b"\n", b"\0\0\n", b"[" * 20000 + b"\n", b'{"do":"\xff"}\n', b'{"do":["pause"]}\n'):
            answers = self.talk(line)
            self.assertEqual([answer["ok"] for answer in answers], [False], line[:20])
        self.assertEqual([a["error"] for a in self.talk(b"a" * 32768)], ["a line of more than 32 KiB"])
        self.assertEqual(self.talk(b'{"do":"status"}'), [])  # no line break: never asked
        answers = self.talk(b'{"do":"status"}\n' * 3)
        self.assertEqual([answer["ok"] for answer in answers], [True] * 3)
        idle = [socket.socket(socket.AF_UNIX) for _ in range(12)]  # more than it takes
        for client in idle:
            client.connect(str(self.socket))
        for client in idle:
            client.close()
        self.wait_until(lambda: self.control("status").returncode == 0)
        self.assertIsNone(watch.poll())

    def test_a_socket_left_by_kill_9_is_replaced(self):
        self.start().kill()
        self.assertTrue(self.socket.exists())
        self.wait_until(lambda: self.control("status").returncode == 8)
        self.start_watch()
        self.wait_until(lambda: self.control("status").returncode == 0)


if __name__ == "__main__":
    unittest.main()

#!/usr/bin/env python3
"""cuttings crawl import and watch against a small site on loopback."""
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

OPML = """<?xml version="1.0"?><opml version="2.0"><head/><body>
<outline text="Lamps" xmlUrl="%s/feed.xml"/><outline text="Far" xmlUrl="https://far.example/feed"/>
</body></opml>"""


class CrawlTest(SiteTest):
    schedule = "hourly"

    def setUp(self):
        super().setUp()
        self.write("cuttings.toml", f"""[identity]
user_agent = "test/1.0 (+mailto:test@example.org)"
[crawl]
delay_ms = 1
retries = 0
[[site]]
url = "{self.origin}/"
include = ["/", "/lamp*", "/feed*", "/cut"]
schedule = "{self.schedule}"
""")

    def crawl(self, *arguments, **options):
        return self.run_program("crawl", *arguments, **options)

    def start_watch(self, *arguments):
        watch = subprocess.Popen([PROGRAM_DIR / "cuttings", "crawl", "watch", "--allow-private", *arguments],
                                 cwd=self.dir, env=self.environment, stderr=subprocess.PIPE)
        self.addCleanup(watch.stderr.close)
        self.addCleanup(watch.wait)
        self.addCleanup(watch.kill)
        return watch

    def wait_until(self, holds):
        end = time.monotonic() + 30
        while not holds():
            self.assertLess(time.monotonic(), end, "waited in vain")
            time.sleep(0.05)

    def rows(self, query):
        store = sqlite3.connect(self.dir / "archive.db")
        try:
            return store.execute(query).fetchall()
        finally:
            store.close()

    def has_fetched(self, path):
        return self.rows("SELECT 1 FROM fetches WHERE url LIKE '%%%s'" % path) != []


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
        self.assertEqual(len(self.rows("SELECT 1 FROM _queue")), 5)

    def test_nothing_to_import(self):
        self.assert_one_line(self.crawl("import"), 2, "no file given", "feeds.opml")
        self.assert_one_line(self.crawl("import", "none.opml"), 8, "none.opml")


class CutOff(CrawlTest):
    def test_a_body_shorter_than_its_length_is_no_article_and_says_so(self):
        self.write("urls.txt", self.origin + "/cut\n")
        self.assert_ok(self.crawl("import", "urls.txt"))
        self.assert_ok(self.crawl("run", "--allow-private"))
        self.assertEqual(self.rows("SELECT error_kind FROM fetches WHERE url LIKE '%/cut'"), [("truncated",)])
        self.assertEqual(self.rows("SELECT 1 FROM articles"), [])
        status = json.loads(self.crawl("status", "--json").stdout)
        self.assertIn(("truncated", 1), [(e["error_kind"], e["count"]) for e in status["errors"]])
        self.assertEqual(status["queue"]["given_up"], 1)


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
        self.assertEqual(self.rows("SELECT status FROM crawls"), [("stopped",)])
        self.assertIn("cuttings_articles 1\n", (self.dir / "cuttings.prom").read_text())

    def test_a_manual_site_is_looked_at_whenever_a_run_begins(self):
        for _ in range(2):
            self.assert_ok(self.crawl("run", "--allow-private"))
        self.assertEqual(self.server.asked.count("/"), 2)


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

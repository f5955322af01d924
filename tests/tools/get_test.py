#!/usr/bin/env python3
"""cuttings get against a server on loopback that also misbehaves; show reads back what was kept."""
import json
import resource
import signal
import socket
import sqlite3
import ssl
import subprocess
import time
import unittest
from pathlib import Path

from cli import PAGE, PROGRAM_DIR, SENTENCE, rows
from site_test_case import SiteTest


class Articles(SiteTest):
    def test_text_of_one(self):
        for program in ("cuttings", "fetch-and-clean"):
            done = self.get("/lamp", program=program)
            self.assert_ok(done)
            self.assertIn(SENTENCE, done.stdout.decode())
            self.assertEqual(done.stderr, b"")

    def test_redirect_is_followed(self):
        article = json.loads(self.get("/moved", "-f", "json").stdout)
        self.assertEqual(article["url"], self.origin + "/lamp")

    def test_list_as_json_lines_with_a_row_for_each(self):
        self.write("urls.txt", f"{self.origin}/lamp\n# a comment\n{self.origin}/nowhere\n")
        done = self.get("-f", "jsonl", "-i", "urls.txt")
        self.assertEqual(done.returncode, 1)
        by_id = {row["id"]: row for row in rows(done.stdout.decode())}
        self.assertIn(SENTENCE, by_id[self.origin + "/lamp"]["text"])
        self.assertEqual(by_id[self.origin + "/nowhere"]["error_kind"], "http_status")

    def test_robots_is_asked_first(self):
        self.get("/lamp")
        self.assertEqual(self.server.asked, ["/robots.txt", "/lamp"])


class Failures(SiteTest):
    def test_each_has_its_code_and_says_what_where_and_what_to_do(self):
        cases = [
            ("/nowhere", 5, "404", "check the address"),
            ("/busy", 5, "503", "try again later"),
            ("/pdf", 3, "a PDF document", "article page"),
            ("/empty", 3, "is empty", ""),
            ("/private/x", 6, "robots", ""),
            ("/loop", 4, "redirects in a loop", "owner"),
            ("/cut", 4, "cut off", "try again"),
            ("/bomb", 3, "", "max_body_bytes"),
        ]
        for path, code, what, advice in cases:
            with self.subTest(path=path):
                done = self.get(path, "-o", "out.txt")
                self.assert_one_line(done, code, self.origin + path, what, advice)
                self.assertFalse((self.dir / "out.txt").exists())

    def test_time_out(self):
        self.assert_one_line(self.get("/slow", "--timeout", "0.5"), 4, "/slow", "--timeout")

    def test_nobody_listens(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.assert_one_line(self.get(f"http://127.0.0.1:{port}/x"), 4, str(port))

    def test_unknown_host(self):
        self.assert_one_line(self.get("http://no-such-host.invalid/"), 4, "no-such-host.invalid",
                             "check the address")

    def test_no_tls_there(self):
        self.assert_one_line(self.get(self.origin.replace("http", "https") + "/lamp"), 4, "127.0.0.1")

    def test_certificate_that_nobody_vouches_for(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(Path(__file__).with_name("self_signed.pem"))
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        done = self.get(self.origin.replace("http", "https") + "/lamp", "-o", "out.txt")
        self.assert_one_line(done, 4, "127.0.0.1", "certificate")
        self.assertFalse((self.dir / "out.txt").exists())

    def test_private_address_is_refused_unless_allowed(self):
        done = self.run_program("get", self.origin + "/lamp")
        self.assert_one_line(done, 6, "127.0.0.1", "--allow-private")
        self.assertEqual(self.server.asked, [])

    def test_other_schemes_are_refused(self):
        for url in ("file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/"):
            done = self.get(url)
            self.assertEqual(done.returncode, 6, done.stderr)
            self.assertEqual(done.stdout, b"")

    def test_not_a_url(self):
        self.assert_one_line(self.get("http://[::1"), 2, "not a URL: http://[::1")

    def test_ignore_robots(self):
        done = self.get("/private/x", "--ignore-robots")
        self.assertEqual(done.returncode, 5)  # asked, and there is no such page


class Store(SiteTest):
    def test_keeps_shows_and_makes_a_version_only_of_a_change(self):
        self.assert_ok(self.get("/lamp", "--store", "archive.db"))
        self.assert_ok(self.get("/lamp", "--store", "archive.db"))
        lamp = self.origin + "/lamp"
        shown = self.run_program("show", "--store", "archive.db", lamp)
        self.assert_ok(shown)
        self.assertIn(SENTENCE, shown.stdout.decode())
        self.assertEqual(self.versions(lamp), ["v1"])

        self.server.page = PAGE.replace("eleven boats", "twelve boats")
        self.assert_ok(self.get("/lamp", "--store", "archive.db"))
        self.assertEqual(self.versions(lamp), ["v1", "v2"])
        first = self.run_program("show", "--store", "archive.db", "--version", "1", lamp)
        self.assertIn("eleven boats", first.stdout.decode())
        now = self.run_program("show", "--store", "archive.db", lamp)
        self.assertIn("twelve boats", now.stdout.decode())

    def versions(self, url):
        done = self.run_program("show", "--store", "archive.db", "--versions", url)
        self.assert_ok(done)
        return [line.split()[0] for line in done.stdout.decode().splitlines()]

    def test_failed_fetch_is_recorded_and_leaves_the_text(self):
        self.assert_ok(self.get("/lamp", "--store", "archive.db"))
        self.server.page = ""
        self.assertEqual(self.get("/lamp", "--store", "archive.db").returncode, 3)
        shown = self.run_program("show", "--store", "archive.db", self.origin + "/lamp")
        self.assertIn(SENTENCE, shown.stdout.decode())
        with sqlite3.connect(self.dir / "archive.db") as database:
            count, = database.execute("SELECT count(*) FROM fetches").fetchone()
        database.close()
        self.assertEqual(count, 2)

    def test_store_that_cannot_be_written(self):
        done = self.get("/lamp", "--store", "no/such/folder/archive.db")
        self.assertIn(done.returncode, (7, 8))
        self.assertEqual(done.stdout, b"")
        self.assertIn("no/such/folder/archive.db", done.stderr.decode())
        self.assertEqual(self.server.asked, [])

    def test_disk_that_is_full(self):
        """No file may grow over 64 KiB: the store's first pages fit, the rest does not."""
        self.assert_ok(self.get("/lamp", "--store", "archive.db"))
        self.server.page = PAGE.replace("eleven boats", "twelve boats " * 20_000)
        done = self.limited(64 << 10, "/lamp", "--store", "archive.db", "-o", "out.txt")
        self.assertEqual(done.returncode, 7, done.stderr)
        self.assertIn("archive.db", done.stderr.decode())
        self.assertEqual(self.versions(self.origin + "/lamp"), ["v1"])
        self.assert_ok(self.get("/lamp", "--store", "archive.db"))
        self.assertEqual(self.versions(self.origin + "/lamp"), ["v1", "v2"])

    def limited(self, max_file_bytes, path, *arguments):
        command = [PROGRAM_DIR / "cuttings", "get", "--allow-private", self.origin + path, *arguments]
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (max_file_bytes, max_file_bytes))
        return subprocess.run(command, cwd=self.dir, env=self.environment, capture_output=True, timeout=60,
                              preexec_fn=limit)

    def test_file_that_is_no_store(self):
        self.write("archive.db", "these are not the bytes of a database, far from it\n" * 100)
        before = (self.dir / "archive.db").read_bytes()
        self.assert_one_line(self.get("/lamp", "--store", "archive.db"), 7, "archive.db")
        self.assertEqual((self.dir / "archive.db").read_bytes(), before)

    def test_show_without_a_store_makes_none(self):
        done = self.run_program("show", "--store", "none.db", "https://example.org/")
        self.assert_one_line(done, 7, "none.db", "cuttings get --store")
        self.assertFalse((self.dir / "none.db").exists())

    def test_show_of_what_is_not_there(self):
        self.assert_ok(self.get("/lamp", "--store", "archive.db"))
        done = self.run_program("show", "--store", "archive.db", "https://example.org/")
        self.assert_one_line(done, 8, "https://example.org/", "is not in archive.db")


class Stopping(SiteTest):
    def start(self, *paths):
        process = subprocess.Popen(
            [PROGRAM_DIR / "cuttings", "get", "--allow-private", "-f", "jsonl", "-o", "out.jsonl",
             *(self.origin + path for path in paths)],
            cwd=self.dir, env=self.environment, stderr=subprocess.PIPE)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        deadline = time.monotonic() + 30
        while "/slow" not in self.server.asked and time.monotonic() < deadline:
            time.sleep(0.02)
        self.assertIn("/slow", self.server.asked)
        return process

    def test_first_signal_finishes_what_is_in_flight(self):
        process = self.start("/slow", "/lamp1", "/lamp2")
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=30), 130)
        done, = rows((self.dir / "out.jsonl.partial").read_text())
        self.assertEqual(done["id"], self.origin + "/slow")
        self.assertNotIn("/lamp1", self.server.asked)
        told = process.stderr.read().decode()
        self.assertIn("again to stop now", told)
        self.assertIn("stopped after 1 of 3 inputs; what is done stands in out.jsonl.partial", told)

    def test_second_signal_ends_at_once_and_leaves_nothing(self):
        process = self.start("/slow")
        process.send_signal(signal.SIGINT)
        time.sleep(0.2)
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=30), 130)
        self.assertLess(time.monotonic() - begun, 1.5)
        self.assertEqual(list(self.dir.iterdir()), [])


if __name__ == "__main__":
    unittest.main()

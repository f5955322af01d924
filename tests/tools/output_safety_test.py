#!/usr/bin/env python3
"""What strangers wrote does not speak to a terminal, a spreadsheet or the file system, and secrets stay out of
what is shown and kept."""
import csv
import http.server
import io
import json
import os
import threading
import unittest

from cli import PAGE, CliTest
from store_facts import StoreFacts
from warc_text import response_of

# Each is something a terminal obeys: OSC title, OSC 52 clipboard, OSC 8 link, CSI, its one-byte form, DCS, APC, PM, SOS,
# reset, charset shift, bell, backspace, carriage return, delete; then what turns the order of letters around.
ESCAPES = ["\x1b]0;owned\x07", "\x1b]52;c;b3duZWQ=\x07", "\x1b]8;;https://evil.example\x1b\\x\x1b]8;;\x1b\\",
           "\x1b[31m", "\x1b[2J", "\x1b[6n", "\x1b[?1049h", "\x9b31m", "\x9d0;owned\x9c", "\x1bPq\x1b\\", "\x90q\x9c",
           "\x1b_x\x1b\\", "\x1b^x\x1b\\", "\x1bXx\x1b\\", "\x1bc", "\x1b(0", "\x0e", "\x0f", "\x07", "\x08\x08", "\x7f",
           "\x84", "\x85", "\x8d", "\x98x\x9c", "\x9ex\x9c", "\x9fx\x9c"]
BIDI = list("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
EVERYTHING = "".join(f"w{n}{text}" for n, text in enumerate(ESCAPES + BIDI))
HOST = "https://example.org"


def controls_in(text, may_break=True):
    """Characters of `text` that a terminal obeys."""
    kept = "\n\t" if may_break else "\t"
    return sorted({c for c in text if (c < " " and c not in kept) or "\x7f" <= c <= "\x9f"})


def hostile_page(words, head=""):
    return (PAGE.replace("The lamp is lit again", words)
            .replace("</head>", f'<meta name="author" content="A {words}"><meta name="description" content="D {words}">'
                                f'<meta property="og:site_name" content="S {words}">'
                                f'<meta property="article:section" content="N {words}">{head}</head>')
            .replace("By midnight", f"By {words} midnight"))


class HostileArchive(CliTest, StoreFacts):
    def setUp(self):
        super().setUp()
        self.url = f"{HOST}/%1b]0;x%07/\u202eevil"
        first = response_of(self.url, "2026-02-03", hostile_page(EVERYTHING))
        second = response_of(self.url, "2026-02-04", hostile_page("Other " + EVERYTHING).replace("eleven", "twelve"))
        self.write("one.warc", first)
        self.write("two.warc", second)
        for name in ("one.warc", "two.warc"):
            self.assert_ok(self.run_program("import", "-v", "--store", "archive.db", name))
        (self.stored,) = [url for url, in self.query("SELECT url FROM articles")]

    def ask(self, *arguments):
        done = self.run_program(*arguments, "--store", "archive.db")
        self.assert_ok(done)
        return done.stdout.decode() + done.stderr.decode()

    def test_no_command_sends_what_a_terminal_obeys(self):
        self.write("page.html", hostile_page(EVERYTHING))
        for command in (("list",), ("search", "midnight"), ("history", self.stored), ("show", self.stored),
                        ("show", self.stored, "-f", "md"), ("diff", self.stored), ("db", "stats"), ("db", "check"),
                        ("db", "verify"), ("db", "cdxj"), ("reextract", "-v"),
                        ("list", "--json"), ("search", "midnight", "--json"), ("history", self.stored, "--json"),
                        ("export", "-f", "txt"), ("export", "-f", "md"), ("export", "-f", "csv"), ("export",)):
            with self.subTest(command):
                text = self.ask(*command)
                self.assertIn("w1", text + "w1" * (command[0] in ("db", "reextract")))
                self.assertEqual(controls_in(text.replace("\r\n", "\n") if "csv" in command else text), [])
        for command in (("clean", "page.html", "-v"), ("clean", "page.html", "-f", "jsonl"), ("explain", "page.html"),
                        ("clean", "page.html", "-f", "html"), ("explain", "page.html", "-f", "html")):
            with self.subTest(command):
                done = self.run_program(*command)
                self.assert_ok(done)
                self.assertEqual(controls_in((done.stdout + done.stderr).decode()), [])

    def test_lines_of_lists_cannot_be_turned_around(self):
        for command in (("list",), ("search", "midnight"), ("history", self.stored)):
            with self.subTest(command):
                text = self.ask(*command)
                self.assertEqual([c for c in text if c in BIDI], [])

    def test_a_line_is_a_line(self):
        self.write("three.warc", response_of(f"{HOST}/three", "2026-02-05", hostile_page("two&#10;lines&#13;and &#8232;more")))
        self.assert_ok(self.run_program("import", "--store", "archive.db", "three.warc"))
        found = self.ask("list", "--limit", "1")
        self.assertNotIn("\r", found)
        self.assertIn("two lines and", found.replace("\\x0a", " ").replace("\\x0d", " "))

    def test_errors_about_hostile_names(self):
        for word in ("\x1b]0;owned\x07", "\x9b31m", "\u202eevil", "a\nb"):
            for command in (("clean", word + ".html"), ("get", "http://" + word), ("show", "--store", "archive.db", word),
                            ("history", "--store", "archive.db", word), (word,), ("get", "--" + word),
                            ("clean", "-i", word), ("import", "--store", "archive.db", word),
                            ("search", "--store", word + ".db", "x")):
                with self.subTest(word=word, command=command):
                    done = self.run_program(*command)
                    self.assertNotEqual(done.returncode, 0)
                    text = done.stderr.decode()
                    self.assertEqual(controls_in(text), [])
                    self.assertEqual([c for c in text if c in BIDI], [])
                    for line in text.splitlines():  # none that a page or name began
                        self.assertRegex(line, r"^(cuttings: |  |\d+ articles kept)")


class Spreadsheet(CliTest):
    # https://owasp.org/www-community/attacks/CSV_Injection, read 2026-11: the characters that begin a formula.
    starts = ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"]

    def test_no_cell_of_a_csv_export_begins_a_formula(self):
        pages = [response_of(f"{HOST}/{n}", f"2026-02-{n + 1:02}", hostile_page(
            start + words)) for n, (start, words) in enumerate(
                (start, words) for start in self.starts
                for words in ('cmd|" /C calc"!A0', "HYPERLINK(&quot;https://evil.example&quot;)"))]
        self.write("made.warc", b"".join(pages))
        self.assert_ok(self.run_program("import", "--store", "archive.db", "made.warc"))
        done = self.run_program("export", "--store", "archive.db", "-f", "csv")
        self.assert_ok(done)
        rows = list(csv.reader(io.StringIO(done.stdout.decode(), newline=""), strict=True))
        self.assertEqual(len(rows), len(pages) + 1)
        for row in rows:
            for cell in row:
                self.assertNotIn(cell[:1], [*self.starts, "\t", "\r", "\n"], cell[:40])
        titles = [row[rows[0].index("title")] for row in rows[1:]]
        for start in self.starts:
            self.assertTrue(any(title.startswith("'" + start) for title in titles), start)


class FileNames(CliTest):
    def test_no_url_or_title_names_a_file(self):
        """Whatever it holds, all that appears are the files that were asked for, and the store's own."""
        inner = self.dir / "deep" / "inner"
        inner.mkdir(parents=True)
        names = ["../../evil", "..%2f..%2fevil", "%2e%2e/%2e%2e/evil", "..\\..\\evil", "/etc/cron.d/evil", "a%00b", "CON",
                 "NUL.txt", "~/evil", "$(touch evil)", "`touch evil`", "x" * 300, "-rf", "evil.html?/../../x", ".htaccess"]
        self.write("deep/inner/made.warc", b"".join(
            response_of(f"{HOST}/{name}", "2026-02-03", hostile_page(name)) for name in names))
        self.dir = inner
        self.assert_ok(self.run_program("import", "--store", "archive.db", "made.warc"))
        for name in ("a.txt", "a.md", "a.html", "a.csv", "a.jsonl", "a.epub", "a.xml", "a.sqlite"):
            command = ("export", "--store", "archive.db", "-o", name) + (("-f", "tei") if name == "a.xml" else ())
            self.assert_ok(self.run_program(*command))
        self.assert_ok(self.run_program("db", "wacz", "--store", "archive.db", "a.wacz"))
        top = inner.parent.parent
        found = {str(path.relative_to(inner)) for path in top.rglob("*") if path.is_file() and inner in path.parents}
        strange = [path for path in top.rglob("*") if path.is_file() and inner not in path.parents]
        self.assertEqual(strange, [])
        warc = {name for name in found if name.startswith("warc/")}
        self.assertEqual(found - warc - {"archive.db-shm", "archive.db-wal"}, {"made.warc", "archive.db", "archive.db.lock", "a.txt", "a.md", "a.html", "a.csv",
                                        "a.jsonl", "a.epub", "a.xml", "a.sqlite", "a.wacz"})
        for name in warc:
            self.assertRegex(name, r"^warc/cuttings-\d{14}-\d{5}-[0-9a-f]{8}\.warc\.gz$")
        for package in ("a.epub", "a.wacz"):
            self.assert_inner_names_plain(package)

    def assert_inner_names_plain(self, package):
        import zipfile
        with zipfile.ZipFile(self.dir / package) as file:
            for name in file.namelist():
                self.assertRegex(name, r"^[\w.-]+(/[\w.-]+)*$")
                self.assertNotIn("..", name)


class Echo(http.server.BaseHTTPRequestHandler):
    """Sends a cookie, redirects to an address with credentials, and remembers what it was asked with."""

    def do_GET(self):
        self.server.headers.append(dict(self.headers))
        body = PAGE.encode()
        status = 302 if self.path == "/away" else 404 if self.path == "/robots.txt" else 200
        self.send_response(status)
        if status == 302:
            self.send_header("Location", f"http://bob:hunter2@127.0.0.1:{self.server.server_address[1]}/lamp")
        self.send_header("Set-Cookie", "sid=hunter2; Path=/")
        self.send_header("WWW-Authenticate", "Basic realm=x")
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Secrets(CliTest, StoreFacts):
    def setUp(self):
        super().setUp()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
        self.server.headers = []
        thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.port = self.server.server_address[1]
        self.environment["CUTTINGS_CRAWL_DELAY_MS"] = "0"
        self.write(".netrc", "machine 127.0.0.1 login bob password hunter2\n")
        os.chmod(self.dir / ".netrc", 0o600)

    def get(self, *arguments, **environment):
        return self.run_program("get", "--allow-private", "-v", "--store", "archive.db", "-f", "jsonl", *arguments,
                                **environment)

    def assert_not_kept(self):
        """In no row; the raw exchange in the WARC file is as it came."""
        for table in ("articles", "fetches", "_queue", "sites", "sources"):
            self.assertNotIn("hunter2", str(self.query(f"SELECT * FROM {table}")))

    def test_credentials_of_a_url_are_neither_sent_nor_shown_nor_kept(self):
        done = self.get(f"http://bob:hunter2@127.0.0.1:{self.port}/lamp")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"user name or password", done.stderr)
        self.assertNotIn(b"hunter2", done.stderr + done.stdout)
        self.assertEqual(self.query("SELECT url FROM fetches"), [(f"http://127.0.0.1:{self.port}/lamp",)])
        self.assert_not_kept()
        self.assertEqual(self.server.headers, [])

    def test_credentials_of_a_redirect_are_neither_sent_nor_shown_nor_kept(self):
        done = self.get(f"http://127.0.0.1:{self.port}/away")
        self.assertEqual(done.returncode, 4)  # the site's fault, not the user's
        self.assertNotIn(b"hunter2", done.stderr + done.stdout)
        self.assert_not_kept()
        self.assert_no_secret_sent()

    def test_no_cookie_no_netrc_no_authorization_is_sent(self):
        for _ in range(2):
            done = self.get(f"http://127.0.0.1:{self.port}/lamp", f"http://127.0.0.1:{self.port}/lamp2",
                            http_proxy="http://bob:hunter2@127.0.0.1:1/")
            self.assert_ok(done)
            self.assertNotIn(b"hunter2", done.stderr + done.stdout)
        self.assertGreaterEqual(len(self.server.headers), 4)
        self.assert_no_secret_sent()

    def test_crawl_import_and_add_refuse_them(self):
        self.write("cuttings.toml", f'[identity]\nuser_agent = "test/1.0 (+mailto:test@example.org)"\n'
                                    f'[[site]]\nurl = "http://127.0.0.1:{self.port}/"\n')
        self.write("urls.txt", f"http://bob:hunter2@127.0.0.1:{self.port}/lamp\n")
        done = self.run_program("crawl", "import", "urls.txt")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(b"user name or password", done.stdout)
        self.assertNotIn(b"hunter2", done.stderr + done.stdout)
        done = self.run_program("crawl", "add", f"http://bob:hunter2@127.0.0.1:{self.port}/", "--allow-private")
        self.assertNotEqual(done.returncode, 0)
        self.assertNotIn(b"hunter2", done.stderr + done.stdout)
        self.assert_not_kept()

    def assert_no_secret_sent(self):
        for headers in self.server.headers:
            self.assertNotIn("hunter2", str(headers))
            self.assertFalse({"cookie", "authorization", "proxy-authorization", "referer"} &
                             {name.lower() for name in headers}, headers)


if __name__ == "__main__":
    unittest.main(verbosity=2)

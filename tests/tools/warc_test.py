"""cuttings clean and import read WARC and WACZ as wget and Python make them: same articles as a live fetch."""
import gzip
import http.server
import io
import json
import resource
import shutil
import sqlite3
import subprocess
import threading
import unittest
import zipfile

from cli import PAGE, SANITIZED, SENTENCE, CliTest, rows
from warc_text import warc_of

COUNT = 3


def page(n):
    return PAGE.replace("The lamp is lit again", f"The lamp {n} is lit again").encode()


class Site(http.server.BaseHTTPRequestHandler):
    """/N: page N, gzipped and in chunks as most servers send it; /N.png: no page."""
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        name = self.path.strip("/")
        known = name.removesuffix(".png").isdigit()
        self.send_response(200 if known else 404)
        self.send_header("Content-Type", "image/png" if name.endswith("png") else "text/html; charset=utf-8")
        if not name.isdigit():
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"no")
            return
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        body = gzip.compress(page(name))
        for part in (body[:100], body[100:]):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_):
        pass


def record(block, uri="https://example.org/made", version="1.1", claimed=None):
    size = len(block) if claimed is None else claimed
    return (f"WARC/{version}\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2026-02-03T08:10:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {size}\r\n\r\n").encode() + block + b"\r\n\r\n"


def response(n):
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(n)


@unittest.skipUnless(shutil.which("wget"), "wget is not installed")
class WgetTest(CliTest):
    def setUp(self):
        super().setUp()
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.shutdown)
        base = f"http://127.0.0.1:{server.server_port}"
        self.urls = [f"{base}/{n}" for n in range(COUNT)]
        wanted = [*self.urls, base + "/7.png", base + "/missing"]
        subprocess.run(["wget", "-q", "--no-proxy", "--header=Accept-Encoding: gzip", "--warc-file=wget",
                        "--no-warc-compression", "-O", "/dev/null", *wanted], cwd=self.dir)  # 8: the 404
        self.plain = (self.dir / "wget.warc").read_bytes()

    def live(self):
        done = self.run_program("get", "-f", "jsonl", *[a for u in self.urls for a in [u]], "--ignore-robots",
                                "--allow-private")
        self.assert_ok(done)
        return {row["url"]: row for row in rows(done.stdout.decode())}

    def test_same_articles_as_a_live_fetch_however_it_is_packed(self):
        wanted = self.live()
        packed = {"plain.warc": self.plain, "whole.warc.gz": gzip.compress(self.plain)}
        parts = self.plain.split(b"WARC/1.0\r\n")[1:]
        packed["members.warc.gz"] = b"".join(gzip.compress(b"WARC/1.0\r\n" + part) for part in parts)
        packed["frames.warc.zst"] = b"".join(
            subprocess.run(["zstd", "-q", "-c"], input=b"WARC/1.0\r\n" + part, capture_output=True, check=True).stdout
            for part in parts)
        wacz = io.BytesIO()
        with zipfile.ZipFile(wacz, "w") as made:
            made.writestr("pages/pages.jsonl", "{}")
            made.writestr("archive/data.warc.gz", packed["members.warc.gz"])
        packed["site.wacz"] = wacz.getvalue()
        for name, content in packed.items():
            for stdin in (False, True):
                with self.subTest(name=name, stdin=stdin):
                    path = self.write(name, content)
                    done = self.run_program("clean", "-f", "jsonl", "--warc", "-" if stdin else path,
                                            stdin=content if stdin else b"")
                    self.assert_ok(done)
                    got = {row["url"]: row for row in rows(done.stdout.decode())}
                    self.assertEqual(got, wanted)

    def test_import_keeps_them_once(self):
        self.write("a.warc.gz", gzip.compress(self.plain))
        for _ in range(2):
            self.assert_ok(self.run_program("import", "a.warc.gz", "--store", "a.db"))
        db = sqlite3.connect(self.dir / "a.db")
        self.assertEqual(db.execute("SELECT count(*), count(DISTINCT url) FROM fetches").fetchone(), (COUNT, COUNT))
        kept = dict(db.execute("SELECT url, text FROM articles"))
        self.assertEqual(kept, {url: row["text"] for url, row in self.live().items()})
        self.assertEqual(db.execute("SELECT count(*) FROM bodies").fetchone()[0], COUNT)

    def test_the_same_rows_with_any_number_of_threads(self):
        """Also what pages of a site share is the same: it is learnt group by group, not thread by thread."""
        self.write("made.warc", warc_of(250) + b"broken")
        kept = []
        for jobs in ("1", "2", "7"):
            name = f"{jobs}.db"
            done = self.run_program("import", "--store", name, "-j", jobs, "made.warc")
            self.assertEqual(done.returncode, 1, done.stderr.decode())
            self.assertIn("250 records before it were read", done.stderr.decode())
            db = sqlite3.connect(self.dir / name)
            kept.append([db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in
                         ("articles", "article_versions", "article_urls", "fetches", "_site_blocks")])
            db.close()
        self.assertEqual(len(kept[0][0]), 250)
        self.assertEqual(kept[1], kept[0])
        self.assertEqual(kept[2], kept[0])


class BadInputTest(CliTest):
    def test_import_believes_the_date_of_a_record(self):
        odd = {"https://example.org/a": ("2999-01-02T03:04:05Z", "2999-01-02T03:04:05.000Z"),
               "https://example.org/b": ("1997-05-06T07:08:09.123456Z", "1997-05-06T07:08:09.123Z"),
               "https://example.org/c": ("2026-02-03", "2026-02-03T00:00:00.000Z")}
        records = [record(response(n), uri).replace(b"2026-02-03T08:10:00Z", date.encode())
                   for n, (uri, (date, _)) in enumerate(odd.items())]
        self.write("odd.warc", b"".join(records))
        self.assert_ok(self.run_program("import", "--store", "archive.db", "odd.warc"))
        with sqlite3.connect(self.dir / "archive.db") as db:
            for uri, (_, stored) in odd.items():
                times = db.execute("SELECT f.started_at, a.first_seen_at FROM fetches f JOIN articles a"
                                   " ON a.id = f.article_id WHERE f.url = ?", (uri,)).fetchall()
                self.assertEqual(times, [(stored, stored)])

    def test_cut_off_in_a_member_keeps_what_is_before_and_says_so(self):
        members = [gzip.compress(record(response(n), f"https://example.org/{n}")) for n in range(2)]
        self.write("cut.warc.gz", members[0] + members[1][:-30])
        done = self.run_program("clean", "-f", "jsonl", "cut.warc.gz")
        self.assertEqual(done.returncode, 1)
        self.assertIn(SENTENCE, rows(done.stdout.decode())[0]["text"])
        self.assertIn("cut.warc.gz: warc record at byte %d: cut off" % len(members[0]), done.stderr.decode())

    def test_robots_txt_is_no_article(self):
        rules = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /private\n"
        self.write("made.warc", record(rules, "https://example.org/robots.txt") + record(response(1)))
        done = self.run_program("clean", "made.warc", "-f", "jsonl")
        self.assert_ok(done)
        self.assertEqual([row["url"] for row in rows(done.stdout.decode())], ["https://example.org/made"])

    def test_a_page_whose_address_is_none_does_not_keep_the_others_out(self):
        bad = ["http://127.0.0.1:99999/", "http://two words/", "http://a..b:x/"]
        self.write("made.warc", record(response(1), "https://example.org/1") + b"".join(record(response(7), uri) for uri in bad) +
                   record(response(2), "https://example.org/2"))
        done = self.run_program("import", "--store", "archive.db", "made.warc")
        self.assertEqual(done.returncode, 1, done.stderr.decode())
        self.assertEqual(done.stderr.decode().count("not a URL: http://"), len(bad), done.stderr.decode())
        self.assertIn("2 articles kept", done.stderr.decode())
        self.assert_ok(self.run_program("db", "verify", "--store", "archive.db"))

    def test_what_is_no_warc_is_a_bad_input(self):
        broken_sum = bytearray(gzip.compress(record(response(1))))
        broken_sum[-6] ^= 1
        cases = {"page.warc": PAGE.encode(), "empty.wacz": b"PK\x05\x06" + bytes(18), "sum.warc.gz": bytes(broken_sum),
                 "long.warc": record(response(1), claimed=10**12), "short.warc": record(response(1), claimed=20),
                 "bad.warc.zst": b"\x28\xb5\x2f\xfd" + b"x" * 100}
        for name, content in cases.items():
            with self.subTest(name=name):
                self.write(name, content)
                done = self.run_program("clean", name)
                self.assertEqual(done.returncode, 8, done.stderr.decode())
                self.assertIn(name, done.stderr.decode())

    def test_a_record_of_1_gb_is_passed_over_in_little_memory(self):
        path = self.dir / "huge.warc.gz"
        head, tail = record(b"", claimed=10**9)[:-4], b"\r\n\r\n"
        with open(path, "wb") as file:
            packer = gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1)
            packer.write(head)
            for _ in range(1000):
                packer.write(bytes(10**6))
            packer.write(tail)
            packer.close()
            file.write(gzip.compress(record(response(5), "https://example.org/5")))
        done = self.run_program("clean", "-f", "jsonl", path)
        self.assertEqual(done.returncode, 1, done.stderr.decode())
        self.assertIn("1000000000 bytes is too large", done.stderr.decode())
        self.assertIn(SENTENCE, done.stdout.decode())
        done = self.run_program("import", "--store", "a.db", "-j", "4", path)
        self.assertEqual(done.returncode, 1, done.stderr.decode())
        most = 400_000 if SANITIZED else 200_000  # a sanitizer's own memory is in it
        self.assertLess(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, most, "KiB")


if __name__ == "__main__":
    unittest.main(verbosity=2)  # tells why a test is left out

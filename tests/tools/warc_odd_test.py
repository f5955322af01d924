#!/usr/bin/env python3
"""WARC files as some tools write them, off the standard: what is in them is read, or told, and never half taken."""
import gzip
import shutil
import sqlite3
import subprocess
import unittest

from cli import PAGE, CliTest, rows

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
BODY = PAGE.encode()


def record(block, number=1, line_end="\r\n", end=b"\r\n\r\n", fields="", length=None):
    head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\nWARC-Date: 2026-02-03T08:10:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\n{fields}Content-Length: {length or len(block)}\r\n\r\n")
    return head.replace("\r\n", line_end).encode() + block + end


def page(number, head=HEAD):
    return head + b"\r\n" + BODY.replace(b"The lamp", b"The lamp %d" % number)


def both(**odd):
    """An odd record, and a sound one behind it."""
    return record(page(1), 1, **odd) + record(page(2), 2)


class WarcOddTest(CliTest):
    def urls(self, name, content, code=0):
        self.write(name, content)
        found, self.said = [], ""
        for command in (["clean", "-f", "jsonl", name], ["import", "--store", "archive.db", name]):
            done = self.run_program(*command)
            self.assertEqual(done.returncode, code, done.stderr.decode())
            self.said += done.stderr.decode()
            found.append(done)
        with sqlite3.connect(self.dir / "archive.db") as db:
            kept = [url for url, in db.execute("SELECT url FROM articles ORDER BY url")]
        db.close()
        self.assertEqual(sorted(row["url"] for row in rows(found[0].stdout.decode()) if "text" in row), kept)
        for what in ("check", "verify"):
            self.assert_ok(self.run_program("db", what, "--store", "archive.db"))
        for path in self.dir.glob("archive.db*"):
            path.unlink()
        return [url.rsplit("/", 1)[1] for url in kept]

    def test_line_ends_of_all_kinds(self):
        """warcio and jwarc take them too; ISO 28500 asks for CRLF, and two of them behind a block."""
        plain = {"one": both(end=b"\r\n"), "none": both(end=b""), "three": both(end=b"\r\n" * 3), "bare": both(end=b"\n\n"),
                 "before": b"\r\n\r\n" + both(), "at the end": both()[:-2], "LF alone": both(line_end="\n", end=b"\n\n"),
                 "a folded field": both(fields="X-Words: a\r\n b\r\n\tc\r\n"),
                 "a folded value": both().replace(b"WARC-Target-URI: ", b"WARC-Target-URI:\r\n  ")}
        for name, content in plain.items():
            with self.subTest(name):
                self.assertEqual(self.urls("odd.warc", content), ["1", "2"])

    def test_gzip_in_whatever_members(self):
        data = both()
        blocks = b"".join(gzip.compress(data[at:at + 300]) for at in range(0, len(data), 300))  # as bgzip packs
        for name, content in {"blocks": blocks + gzip.compress(b""), "empty ones": gzip.compress(b"") + gzip.compress(data[:-2]) +
                              gzip.compress(b"") + gzip.compress(data[-2:])}.items():
            with self.subTest(name):
                self.assertEqual(self.urls("odd.warc.gz", content), ["1", "2"])
        self.assertEqual(self.urls("cut.warc.gz", blocks[:-9], 1)[:1], ["1"])
        self.assertIn("cut off", self.said)

    @unittest.skipUnless(shutil.which("zstd"), "zstd is not installed")
    def test_zstd_with_a_dictionary(self):
        """https://iipc.github.io/warc-specifications/specifications/warc-zstd/: the first frame, skippable, holds it."""
        def zstd(data, *options):
            return subprocess.run(["zstd", "-q", "-c", *options], input=data, capture_output=True, check=True, cwd=self.dir).stdout
        samples = [self.write(f"samples/{n}", record(page(n), n)[:900 + n]) for n in range(200)]
        subprocess.run(["zstd", "-q", "--train", *samples, "-o", "dictionary", "--maxdict=4096"], cwd=self.dir, check=True,
                       capture_output=True)
        dictionary = (self.dir / "dictionary").read_bytes()
        frames = b"".join(zstd(record(page(n), n), "-D", "dictionary") for n in (1, 2))
        for name, first in {"plain": dictionary, "packed": zstd(dictionary)}.items():
            content = b"\x5d\x2a\x4d\x18" + len(first).to_bytes(4, "little") + first + frames
            with self.subTest(name):
                self.assertEqual(self.urls("odd.warc.zst", content), ["1", "2"])
                done = self.run_program("clean", "-f", "jsonl", "--warc", "-", stdin=content)
                self.assertEqual(len(rows(done.stdout.decode())), 2, done.stderr.decode())
                self.assertEqual(self.urls("odd.warc.zst", content[:-20], 1), ["1"])
                self.assertIn("it is cut off", self.said)
        for broken in (content[:6], content[:100], content[:8] + bytes(len(first)) + frames,
                       content[:4] + b"\xff\xff\xff\xff" + first + frames):
            self.write("odd.warc.zst", broken)
            self.assert_one_line(self.run_program("clean", "odd.warc.zst"), 8, "odd.warc.zst", "ictionary")

    @unittest.skipUnless(shutil.which("zstd"), "zstd is not installed")
    def test_zstd_that_is_cut_off_gives_what_stands_before(self):
        frames = [subprocess.run(["zstd", "-q", "-c"], input=record(page(n), n), capture_output=True, check=True).stdout
                  for n in (1, 2)]
        self.assertEqual(self.urls("odd.warc.zst", frames[0] + frames[1][:-20], 1), ["1"])

    def test_a_wrong_length_is_told(self):
        for length in (len(page(1)) - 1, len(page(1)) + 60):
            self.assertEqual(self.urls("odd.warc", record(page(3), 3) + both(length=length), 1), ["3"])
            self.assertIn("its length is wrong", self.said)
        self.assertEqual(self.urls("odd.warc", record(page(3), 3) + b"strange\r\n\r\n" + both(), 1), ["3"])

    def test_a_segment_is_no_page(self):
        """Its article would end where the segment does, and nobody would know."""
        self.assertEqual(self.urls("odd.warc", both(fields="WARC-Segment-Number: 1\r\n"), 1), ["2"])
        self.assertIn("several segments", self.said)

    def test_codings_that_are_none(self):
        for name in (b"utf-8", b"none", b"binary", b"identity"):
            self.assertEqual(self.urls("odd.warc", record(page(1, HEAD + b"Content-Encoding: " + name + b"\r\n"))), ["1"])
        self.assertEqual(self.urls("odd.warc", record(page(1, HEAD + b"Content-Encoding: compress\r\n")) + record(page(2), 2), 1), ["2"])

    def test_a_head_whose_lines_end_with_lf(self):
        """As some servers send it: nothing is wrong with it for db verify, and its body outlives the record it came in."""
        block = page(1, HEAD.replace(b"\r\n", b"\n")).replace(b"\n\r\n", b"\n\n", 1)
        self.assertEqual(self.urls("odd.warc", record(block)), ["1"])
        later = record(block).replace(b"2026-02-03", b"2026-03-03")
        self.write("odd.warc", record(block) + later)
        self.assert_ok(self.run_program("import", "--store", "archive.db", "odd.warc"))  # the second is a revisit
        index = self.run_program("db", "cdxj", "--store", "archive.db").stdout.decode()
        self.assertIn('"mime":"text/html"', index.replace(": ", ":"))
        self.assert_ok(self.run_program("db", "retain", "--store", "archive.db", "--max-size", "900"))
        done = self.run_program("reextract", "--store", "archive.db")  # from the bytes that moved to the later record
        self.assert_ok(done)
        self.assertIn("0 articles changed", done.stdout.decode())
        self.assert_ok(self.run_program("db", "verify", "--store", "archive.db"))


if __name__ == "__main__":
    unittest.main(verbosity=2)

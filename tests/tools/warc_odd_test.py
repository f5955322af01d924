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

    def test_behind_a_wrong_length_it_goes_on(self):
        sound = record(page(3), 3)
        for name, pack in {"odd.warc": bytes, "odd.warc.gz": gzip.compress}.items():
            for length in (len(page(1)) - 1, len(page(1)) + 60, 10**12):
                with self.subTest(name=name, length=length):
                    content = pack(sound) + pack(record(page(1), 1, length=length)) + pack(record(page(2), 2))
                    self.assertEqual(self.urls(name, content, 1), ["2", "3"])
                    self.assertIn(f"{name}: warc record at byte {len(pack(sound))}: ", self.said)
                    self.assertIn("passed over: response of https://example.org/1, all up to the record at byte "
                                  f"{len(content) - len(pack(record(page(2), 2)))}", self.said)
        self.assertEqual(self.urls("odd.warc", sound + b"strange\r\n\r\n" + both(), 1), ["1", "2", "3"])
        self.assertEqual(self.urls("odd.warc.gz", gzip.compress(sound) + bytes(512) + gzip.compress(both()), 1), ["1", "2", "3"])

    def test_strict_ends_with_the_first_damage(self):
        """What stands behind it might be the text of a page that holds records."""
        self.write("odd.warc", record(page(3), 3) + both(length=len(page(1)) - 1))
        done = self.run_program("clean", "--strict", "-f", "jsonl", "odd.warc")
        self.assertEqual(done.returncode, 1, done.stderr.decode())
        self.assertEqual([row["url"] for row in rows(done.stdout.decode())], ["https://example.org/3"])

    def test_of_many_damaged_places_ten_are_told(self):
        self.write("odd.warc", b"".join(record(page(n), n, length=7) for n in range(50)) + record(page(50), 50))
        done = self.run_program("clean", "-f", "jsonl", "odd.warc")
        self.assertEqual(done.returncode, 1, done.stderr.decode())
        self.assertEqual(done.stderr.decode().count("its length is wrong"), 10)
        self.assertIn("damaged in 40 more places", done.stderr.decode())
        self.assertEqual([row["url"] for row in rows(done.stdout.decode()) if "text" in row], ["https://example.org/50"])

    def segments(self, number, parts, total=None):
        """A record in several segments (WARC/1.1, section 8), of the given sizes and the rest."""
        block, out, at = page(number), [], 0
        for n, size in enumerate([*parts, None], 1):
            piece = block[at:] if size is None else block[at:at + size]
            at += len(piece)
            fields = f"WARC-Record-ID: <urn:{number}-{n}>\r\nWARC-Segment-Number: {n}\r\n"
            if n > 1:
                fields += f"WARC-Segment-Origin-ID: <urn:{number}-1>\r\n"
            if size is None:
                fields += f"WARC-Segment-Total-Length: {total or len(block)}\r\n"
            one = record(piece, number, fields=fields)
            out.append(one if n == 1 else one.replace(b"WARC-Type: response", b"WARC-Type: continuation"))
        return out

    def test_segments_are_joined(self):
        a, b, c = self.segments(1, [400, 500])
        d, e = self.segments(3, [200])
        sound = record(page(2), 2)
        for name, content in {"in a row": a + b + c, "apart": a + sound + b + d + c + e, "in another order": c + a + sound + b,
                              "one twice": a + b + b + c}.items():
            with self.subTest(name):
                urls = self.urls("odd.warc", content)
                self.assertEqual(urls[0], "1")
        self.write("whole.warc", record(page(1), 1))
        self.write("odd.warc", a + b + c)
        texts = [rows(self.run_program("clean", "-f", "jsonl", name).stdout.decode())[0]["text"] for name in ("whole.warc", "odd.warc")]
        self.assertEqual(texts[0], texts[1])

    def test_segments_in_several_files(self):
        for n, part in enumerate(self.segments(1, [400, 500])):
            self.write(f"{n}.warc.gz", gzip.compress(part))
        names = ["0.warc.gz", "1.warc.gz", "2.warc.gz"]
        for command in (["clean", "-f", "jsonl"], ["import", "--store", "archive.db"]):
            self.assert_ok(self.run_program(*command, *names))
            done = self.run_program(*command, *names[::2])
            self.assertIn("https://example.org/1: its record is in several segments, segment 2 of it is missing", done.stderr.decode())
            self.assertEqual(done.returncode, 8)
        with sqlite3.connect(self.dir / "archive.db") as db:
            self.assertEqual(db.execute("SELECT url FROM articles").fetchall(), [("https://example.org/1",)])

    def test_a_segment_alone_is_no_page(self):
        """Its article would end where the segment does, and nobody would know."""
        a, b, c = self.segments(1, [400, 500])
        sound = record(page(2), 2)
        for content, what in ((a + b + sound, "segment 3 of it is missing"), (a + sound + c, "segment 2 of it is missing"),
                              (b + c + sound, "segment 1 of it is missing"), (c + sound, "segment 1 of it is missing"),
                              (both(fields="WARC-Segment-Number: 1\r\n"), "segment 2 of it is missing"),
                              (both(fields="WARC-Segment-Number: one\r\n"), "a segment has no number"),
                              (b"".join(self.segments(1, [400], total=7)) + sound, "its segments are not as long together as the last one says")):
            with self.subTest(what):
                self.assertEqual(self.urls("odd.warc", content, 1), ["2"])
                self.assertIn("its record is in several segments, " + what, self.said)

    def test_codings_that_are_none(self):
        for name in (b"utf-8", b"none", b"binary", b"identity"):
            self.assertEqual(self.urls("odd.warc", record(page(1, HEAD + b"Content-Encoding: " + name + b"\r\n"))), ["1"])
        self.assertEqual(self.urls("odd.warc", record(page(1, HEAD + b"Content-Encoding: compress\r\n")) + record(page(2), 2), 1), ["2"])

    def test_a_body_that_is_shorter_than_its_length_is_cut_off(self):
        """As crawlers keep a page over their limit; of a coded one the coding tells; one that is whole is an article."""
        length = b"Content-Length: %d\r\n"
        heads = {"1": HEAD + length % 1_000_000, "2": HEAD + length % len(page(2, b"")[2:]),
                 "3": HEAD + b"Content-Encoding: gzip\r\n" + length % 1_000_000}
        records = [record(page(int(n), head), n) for n, head in heads.items()]
        records.append(record(page(4), 4, fields="WARC-Truncated: time\r\n"))  # ISO 28500:2017, 5.13
        packed = gzip.compress(page(5, b"")[2:])
        records.append(record(HEAD + b"Content-Encoding: gzip\r\n\r\n" + packed[:-30], 5))
        self.write("cut.warc", b"".join(records))
        verdicts = {"1": "truncated", "2": "article", "3": "article", "4": "truncated", "5": "truncated"}
        done = self.run_program("clean", "-f", "jsonl", "cut.warc")
        self.assertEqual({row["url"][-1]: row["verdict"] for row in rows(done.stdout.decode())}, verdicts)
        self.assert_ok(self.run_program("import", "--store", "archive.db", "cut.warc"))
        done = self.run_program("reextract", "--store", "archive.db")
        self.assertIn("0 articles changed", done.stdout.decode())
        with sqlite3.connect(self.dir / "archive.db") as db:
            self.assertEqual({url[-1]: verdict for url, verdict in db.execute("SELECT url, verdict FROM articles")}, verdicts)
        db.close()

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

#!/usr/bin/env python3
"""cuttings clean and import tell of records in a WARC whose bytes do not have the digests that they state."""
import base64
import gzip
import hashlib
import sqlite3
import unittest

from cli import PAGE, CliTest, rows

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
PAYLOAD = PAGE.encode()


def sha1(data):
    """As most tools write it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def sha256(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def chunks(data):
    return b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (100, data[:100], len(data) - 100, data[100:])


def record(url, block, kind="response", **fields):
    content_type = "application/http; msgtype=response" if kind == "response" else "text/html"
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return (f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-02-03T08:10:00Z\r\n{head}"
            f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n").encode() + block + b"\r\n\r\n"


class WarcDigestTest(CliTest):
    def stderr_of(self, name, code=0, *options, command="clean"):
        target = ["-f", "jsonl"] if command == "clean" else ["--store", "archive.db"]
        done = self.run_program(command, *target, *options, name)
        self.assertEqual(done.returncode, code, done.stderr.decode())
        return done.stderr.decode()

    def test_a_payload_may_be_taken_with_its_chunks_without_or_decoded(self):
        """The standard leaves it open, and wget, Heritrix and warcio differ."""
        packed = gzip.compress(PAYLOAD)
        plain = HEAD + b"\r\n" + PAYLOAD
        chunked = HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks(PAYLOAD)
        coded = HEAD + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks(packed)
        joined = HEAD + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + packed
        right = [(plain, PAYLOAD), (chunked, chunks(PAYLOAD)), (chunked, PAYLOAD), (coded, chunks(packed)), (coded, packed),
                 (coded, PAYLOAD), (joined, packed), (joined, PAYLOAD)]
        for number, (block, payload) in enumerate(right):
            for digest in (sha1, sha256):
                with self.subTest(number=number, digest=digest.__name__):
                    fields = {"WARC_Block_Digest": digest(block), "WARC_Payload_Digest": digest(payload)}
                    self.write("made.warc", record("https://example.org/a", block, **fields))
                    self.assertNotIn("digest", self.stderr_of("made.warc"))
                    fields["WARC_Payload_Digest"] = digest(payload[:-1])
                    self.write("made.warc", record("https://example.org/a", block, **fields))
                    self.assertIn("made.warc: 1 record is not what its digest says: WARC-Payload-Digest of "
                                  "https://example.org/a at byte 0", self.stderr_of("made.warc"))

    def test_a_resource_is_its_own_payload_and_what_was_cut_off_has_none(self):
        self.write("made.warc", record("https://example.org/a", PAYLOAD, "resource", WARC_Payload_Digest=sha1(PAYLOAD)) +
                   record("https://example.org/b", HEAD + b"\r\n" + PAYLOAD, WARC_Truncated="length",
                          WARC_Payload_Digest=sha1(PAYLOAD + b"what follows")))
        self.assertNotIn("digest", self.stderr_of("made.warc"))
        self.write("made.warc", record("https://example.org/a", PAYLOAD, "resource", WARC_Payload_Digest=sha1(b"")))
        self.assertIn("WARC-Payload-Digest", self.stderr_of("made.warc"))

    def three_pages(self):
        """Of which the second and third had a bit flipped after they were written, in text and in status line."""
        made = b""
        for n in range(3):
            block = HEAD + b"\r\n" + PAYLOAD.replace(b"The lamp", b"The lamp %d" % n)
            made += record(f"https://example.org/{n}", block.replace(b"dusk", b"dust") if n == 1 else
                           block.replace(b" 200 ", b" 300 ") if n == 2 else block, WARC_Block_Digest=sha1(block))
        self.write("made.warc", made)
        return made.index(b"WARC/1.1", 10)

    def test_they_are_taken_and_told_or_left_out(self):
        second = self.three_pages()
        told = (f"made.warc: 2 records are not what their digests say, first WARC-Block-Digest of https://example.org/1"
                f" at byte {second}; taken all the same")
        for command in ("clean", "import"):
            said = self.stderr_of("made.warc", command=command)
            self.assertEqual(said.count("digest"), 1, said)
            self.assertIn(told, said)
        self.assertEqual(self.kept(), ["https://example.org/0", "https://example.org/1"])
        self.assert_ok(self.run_program("db", "verify", "--store", "archive.db"))  # the store has digests of its own

    def test_strict_leaves_them_out(self):
        self.three_pages()
        for command in ("clean", "import"):
            said = self.stderr_of("made.warc", 1, "--strict", command=command)
            self.assertIn("2 records are not what their digests say", said)
            self.assertIn("left out", said)
        self.assertEqual(self.kept(), ["https://example.org/0"])
        self.stderr_of("made.warc", command="import")  # later without: what is new is taken
        self.assertEqual(self.kept(), ["https://example.org/0", "https://example.org/1"])

    def test_a_file_with_nothing_else_in_it_is_told_once(self):
        self.write("made.warc", record("https://example.org/a", HEAD + b"\r\n" + PAYLOAD, WARC_Block_Digest=sha1(b"")))
        done = self.run_program("clean", "-f", "jsonl", "--strict", "made.warc")
        self.assertEqual((done.returncode, done.stdout), (8, b""), done.stderr.decode())
        self.assertEqual(done.stderr.decode().count("made.warc"), 1, done.stderr.decode())

    def kept(self):
        with sqlite3.connect(self.dir / "archive.db") as db:
            urls = [url for url, in db.execute("SELECT url FROM articles ORDER BY url")]
        db.close()
        return urls


if __name__ == "__main__":
    unittest.main(verbosity=2)

"""What must be true of a store whenever nobody writes to it, whatever happened before (standard library only)."""
import gzip
import hashlib
import json
import sqlite3
import subprocess
import zlib

WARC_COLUMNS = "SELECT f.url, b.sha256, b.warc_file, b.warc_offset, b.warc_length FROM bodies b"


def content_of(path):
    """What is in a WARC file, plain or compact, by other people's programs."""
    if path.suffix == ".zst":
        return subprocess.run(["zstd", "-dc", path], check=True, capture_output=True).stdout
    return gzip.decompress(path.read_bytes())


def record_of(path, offset, length):
    """The record at a place that the store names: of a plain file exactly one gzip member."""
    if path.suffix == ".zst":
        return content_of(path)[offset:offset + length]
    unpack = zlib.decompressobj(31)
    record = unpack.decompress(path.read_bytes()[offset:offset + length])
    assert unpack.eof and not unpack.unused_data, f"{path}, byte {offset}: not one whole member"
    return record


class StoreFacts:
    """For a CliTest whose store is archive.db."""

    def query(self, sql):
        db = sqlite3.connect(f"file:{self.dir}/archive.db?mode=ro", uri=True)
        try:
            return db.execute(sql).fetchall()
        finally:
            db.close()

    def kept_texts(self):
        """URL -> text of each article; {} when there is no store yet, or one whose making was broken off: its
        journal is rolled back by the next writer, not by a reader."""
        try:
            return dict(self.query("SELECT url, text FROM articles"))
        except sqlite3.OperationalError as error:
            is_begun = (self.dir / "archive.db-journal").exists() and "readonly database" in str(error)
            if is_begun or "unable to open" in str(error) or "no such table" in str(error):
                return {}
            raise

    def assert_rows_whole(self, kept=None):
        """Every row stands with its bytes; `kept` (URL -> text) is all there."""
        texts = self.kept_texts()
        for url, text in (kept or {}).items():
            self.assertEqual(texts.get(url), text, f"{url} was acknowledged")
        if not texts:
            return
        self.assertEqual(self.query("PRAGMA integrity_check"), [("ok",)])
        self.assertEqual(self.query("PRAGMA foreign_key_check"), [])
        for url, digest, file, offset, length in self.query(
                WARC_COLUMNS + " JOIN fetches f ON f.body_id = b.id WHERE b.warc_file IS NOT NULL"
                " GROUP BY b.id"):
            self.assert_response(url, digest, record_of(self.dir / "warc" / file, offset, length))
        without = self.query("SELECT a.url FROM articles a JOIN article_versions v ON v.id = a.current_version_id"
                             " JOIN fetches f ON f.id = v.fetch_id LEFT JOIN bodies b ON b.id = f.body_id"
                             " WHERE b.warc_file IS NULL AND a.removed_at IS NULL"
                             " AND coalesce(b.removed_at, '') = ''")
        self.assertEqual(without, [], "articles without their bytes")

    def assert_response(self, url, digest, record):
        """A response of `url` whose body has the digest."""
        head, rest = record.split(b"\r\n\r\n", 1)
        self.assertIn(b"WARC-Type: response\r\n", head)
        length = int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0])
        self.assertEqual(rest[length:], b"\r\n\r\n", url)
        body = rest[:length].split(b"\r\n\r\n", 1)[1]
        self.assertEqual(hashlib.sha256(body).hexdigest(), digest, url)

    def assert_store_sound(self, kept=None):
        """assert_rows_whole(), all WARC files readable to their end, and our own two checks. Not before a
        writer has opened the store again after a fault: that cuts what a fault left."""
        self.assert_rows_whole(kept)
        for path in sorted((self.dir / "warc").glob("*")):
            content_of(path)
        for what in ("check", "verify"):
            done = self.run_program("db", what, "--store", "archive.db", "--json")
            self.assert_ok(done)
            self.assertEqual(json.loads(done.stdout)["findings"], [])

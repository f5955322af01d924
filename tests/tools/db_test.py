"""cuttings db: every flipped byte of a WARC file and every changed row is named, nothing else is; and what a store
that cannot be used says."""
import gzip
import hashlib
import json
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import unittest
import zipfile
import zlib

from cli import PROGRAM_DIR, CliTest
from reextract_test import warc_of

FLIPS = int(os.environ.get("CUTTINGS_FLIPS", "300"))  # 1,000 took 15 s on 2026-11-26


class DbTest(CliTest):
    def setUp(self):
        super().setUp()
        self.write("made.warc", warc_of(6))
        self.assert_ok(self.run_program("import", "--store", "archive.db", "made.warc"))
        self.warc = next((self.dir / "warc").iterdir())

    def db(self, path="archive.db"):
        db = sqlite3.connect(self.dir / path, isolation_level=None)
        self.addCleanup(db.close)
        return db

    def look(self, what, code=0):
        done = self.run_program("db", what, "--store", "archive.db", "--json")
        self.assertEqual(done.returncode, code, done.stderr.decode() + done.stdout.decode())
        return json.loads(done.stdout)

    def members(self):
        """(offset, end, url, plain bytes) of each record, by Python's zlib."""
        data, at, out, url = self.warc.read_bytes(), 0, [], ""
        while at < len(data):
            unpack = zlib.decompressobj(31)
            plain = unpack.decompress(data[at:])
            end = len(data) - len(unpack.unused_data)
            fields = dict(line.split(": ", 1) for line in plain.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")[1:])
            url = fields.get("WARC-Target-URI", "")
            out.append((at, end, url, plain))
            at = end
        return out

    def test_a_sound_store_raises_no_alarm(self):
        self.assertEqual(self.look("check")["findings"], [])
        verified = self.look("verify")
        self.assertEqual(verified["findings"], [])
        self.assertEqual(verified["examined"], 6 + 6 + len(self.members()))

    def test_every_flipped_bit_of_a_warc_is_named_with_its_capture(self):
        sound = self.warc.read_bytes()
        members = self.members()
        chance, harmless = random.Random(5), 0
        for _ in range(FLIPS):
            at, bit = chance.randrange(len(sound)), chance.randrange(8)
            begin, end, url, plain = next(m for m in members if m[0] <= at < m[1])
            flipped = bytearray(sound)
            flipped[at] ^= 1 << bit
            self.warc.write_bytes(flipped)
            done = self.run_program("db", "verify", "--store", "archive.db", "--json")
            found = json.loads(done.stdout)["findings"]
            if not found:  # bits that pad the last byte of the deflate stream: the record is as it was
                self.assertEqual(gzip.decompress(bytes(flipped[begin:end])), plain, (at, bit))
                self.assertEqual(at, end - 9, "the byte before checksum and length")
                harmless += 1
                continue
            self.assertEqual(done.returncode, 7)
            self.assertEqual({(f["place"], f["url"]) for f in found}, {(f"{self.warc.name} byte {begin}", url)}, (at, bit))
        self.assertLess(harmless, max(FLIPS // 50, 2))
        self.warc.write_bytes(sound)
        self.assertEqual(self.look("verify")["findings"], [])

    def test_every_changed_field_of_a_row_is_named(self):
        for table, column in (("articles", "text"), ("articles", "title"), ("articles", "url"), ("articles", "tags"),
                              ("article_versions", "title"), ("article_versions", "content_hash")):
            with self.subTest(table=table, column=column):
                db = self.db()
                old = db.execute(f"SELECT {column} FROM {table} WHERE id = 3").fetchone()[0]
                db.execute(f"UPDATE {table} SET {column} = ? WHERE id = 3", ('["x"]',))
                found = {f["place"] for f in self.look("verify", 7)["findings"]}
                self.assertIn(f"{table} 3", found)
                self.assertLessEqual(found, {"articles 3", "article_versions 3"})
                self.assertLessEqual(found, {f["place"] for f in self.look("check", 7)["findings"]})
                db.execute(f"UPDATE {table} SET {column} = ? WHERE id = 3", (old,))
        self.assertEqual(self.look("verify")["findings"], [])

    def test_check_names_missing_files_stale_indexes_and_lost_rows(self):
        db = self.db()
        db.execute("INSERT INTO articles_fts(articles_fts, rowid, title, description, author, text)"
                   " SELECT 'delete', id, title, description, author, text FROM articles WHERE id = 1")
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("DELETE FROM sites")
        self.warc.rename(self.dir / "gone")
        found = self.look("check", 7)["findings"]
        self.assertEqual({f["kind"] for f in found}, {"index", "foreign_key", "pointer"})
        self.assertIn("https://example.org/4", {f["url"] for f in found})

    def test_stats(self):
        stats = self.look("stats")
        self.assertEqual((stats["articles"], stats["versions"], stats["fetches"], stats["bodies"]), (6, 6, 6, 6))
        self.assertEqual(stats["warc_bytes"], self.warc.stat().st_size)
        self.assertEqual([(s["name"], s["articles"]) for s in stats["sites"]], [("example.org", 6)])
        self.assertEqual([d["name"] for d in stats["days"]], ["2026-02-03"])

    def test_a_backup_is_a_sound_copy_and_takes_no_place(self):
        writer = self.db()
        writer.execute("BEGIN IMMEDIATE")  # a crawl that is writing
        self.assert_ok(self.run_program("db", "backup", "--store", "archive.db", "copy.db"))
        writer.execute("ROLLBACK")
        self.assertEqual(list(self.db("copy.db").iterdump()), list(self.db().iterdump()))
        self.assert_ok(self.run_program("db", "check", "--store", "copy.db"))
        self.assert_one_line(self.run_program("db", "backup", "--store", "archive.db", "copy.db"), 2, "exists")

    def test_schema_makes_an_empty_archive(self):
        sql = self.run_program("db", "schema").stdout.decode()
        made = self.db("made.db")
        made.executescript(sql)
        names = "SELECT name, sql FROM sqlite_master ORDER BY name"
        self.assertEqual(made.execute(names).fetchall(), self.db().execute(names).fetchall())

    def test_the_index_leads_to_each_response(self):
        lines = self.run_program("db", "cdxj", "--store", "archive.db").stdout.decode().splitlines()
        self.assertEqual(lines, sorted(lines))
        self.assertEqual(len(lines), 6)
        data = self.warc.read_bytes()
        for line in lines:
            key, time, fields = line.split(" ", 2)
            fields = json.loads(fields)
            self.assertEqual((time, fields["status"], fields["mime"]), ("20260203081000", "200", "text/html"))
            self.assertEqual(key, fields["url"].replace("https://example.org/", "org,example)/"))
            begin = int(fields["offset"])
            record = gzip.decompress(data[begin:begin + int(fields["length"])])
            self.assertIn(f"WARC-Target-URI: {fields['url']}\r\n".encode(), record)
            self.assertIn(f"WARC-Payload-Digest: {fields['digest']}\r\n".encode(), record)

    def test_a_damaged_file_is_damage_of_the_store(self):
        self.warc.write_bytes(self.warc.read_bytes()[:-20])
        for command in (["cdxj"], ["wacz", "site.wacz"], ["compact"]):
            self.assert_one_line(self.run_program("db", command[0], "--store", "archive.db", *command[1:]), 7, self.warc.name)

    def test_a_wacz_holds_all_with_right_hashes_and_is_read_back(self):
        self.assert_ok(self.run_program("db", "wacz", "--store", "archive.db", "site.wacz"))
        with zipfile.ZipFile(self.dir / "site.wacz") as made:
            self.assertIsNone(made.testzip())
            package = made.read("datapackage.json")
            self.assertEqual(json.loads(made.read("datapackage-digest.json"))["hash"],
                             "sha256:" + hashlib.sha256(package).hexdigest())
            for part in json.loads(package)["resources"]:
                content = made.read(part["path"])
                self.assertEqual((part["hash"], part["bytes"]),
                                 ("sha256:" + hashlib.sha256(content).hexdigest(), len(content)))
            warc = made.getinfo(f"archive/{self.warc.name}")
            self.assertEqual(warc.compress_type, zipfile.ZIP_STORED, "readers seek in it")
            self.assertEqual(made.read(warc), self.warc.read_bytes())
            self.assertEqual(made.read("indexes/index.cdx"),
                             self.run_program("db", "cdxj", "--store", "archive.db").stdout)
            self.assertEqual(len(made.read("pages/pages.jsonl").splitlines()), 1 + 6)
        (self.dir / "again").mkdir()
        self.assert_ok(self.run_program("import", "--store", "again/archive.db", "site.wacz"))
        texts = "SELECT url, title, text FROM articles ORDER BY url"
        self.assertEqual(self.db("again/archive.db").execute(texts).fetchall(), self.db().execute(texts).fetchall())

    # What cannot be used: exit code 7, one line with the reason and what to do.
    def test_stores_that_cannot_be_read(self):
        whole = (self.dir / "archive.db").read_bytes()
        self.write("cut.db", whole[: len(whole) // 2 + 100])
        self.write("text.db", "no database at all " * 100)
        for name, pragma in (("other.db", "application_id = 7"), ("newer.db", "user_version = 99")):
            shutil.copy(self.dir / "archive.db", self.dir / name)
            self.db(name).execute(f"PRAGMA {pragma}")
        words = {"none.db": "no store", "text.db": "not a database", "other.db": "another application",
                 "newer.db": "update cuttings"}
        for name, part in words.items():
            for command in (("db", "check"), ("db", "verify"), ("db", "stats"), ("reextract",)):
                with self.subTest(name=name, command=command):
                    done = self.run_program(*command, "--store", name)
                    self.assert_one_line(done, 7, name, part)
        cut = self.run_program("db", "check", "--store", "cut.db")
        self.assertEqual(cut.returncode, 7, cut.stderr.decode() + cut.stdout.decode())

    def test_a_full_disk_loses_nothing_and_the_next_import_goes_on(self):
        self.write("more.warc", warc_of(400)[len(warc_of(6)):])
        limit = (self.dir / "archive.db").stat().st_size + 100_000
        done = subprocess.run([PROGRAM_DIR / "cuttings", "import", "--store", "archive.db", "more.warc"],
                              cwd=self.dir, env=self.environment, capture_output=True,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        self.assertEqual(done.returncode, 7, done.stderr.decode())
        self.assertIn("make room on the disk", done.stderr.decode())
        self.assertEqual(self.look("check")["findings"], [])
        self.assertGreaterEqual(self.look("stats")["articles"], 6)
        self.assert_ok(self.run_program("import", "--store", "archive.db", "more.warc"))
        self.assertEqual(self.look("stats")["articles"], 400)
        self.assertEqual(self.look("verify")["findings"], [])

    @unittest.skipIf(os.geteuid() == 0, "root may write anywhere")
    def test_a_read_only_directory(self):
        os.chmod(self.dir, 0o555)
        self.addCleanup(os.chmod, self.dir, 0o755)
        done = self.run_program("import", "--store", "new.db", "made.warc")
        self.assertIn(done.returncode, (7, 8), done.stderr.decode())
        self.assertIn("may be written", done.stderr.decode())


if __name__ == "__main__":
    unittest.main(verbosity=2)  # tells why a test is left out

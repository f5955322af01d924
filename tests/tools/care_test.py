"""cuttings db takedown and db retain: what is to go is gone from every byte, what is to stay stays and is sound, no
revisit record refers to what is gone, and kill -9 leaves all or nothing."""
import gzip
import hashlib
import json
import random
import signal
import sqlite3
import subprocess
import time
import unittest

from cli import PAGE, PROGRAM_DIR, SANITIZED, CliTest
from warc_text import records_of

HOST = "https://example.org"


def page(word):
    return PAGE.replace("The lamp is lit again", f"The {word} is lit again").replace("keeper", f"keeper {word}")


def response(url, date, body, status="200 OK"):
    block = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".encode() + body.encode()
    return (f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}T08:10:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            ).encode() + block + b"\r\n\r\n"


class StoreCase(CliTest):
    """An archive made of captures, and what every test of its care looks at."""

    def make(self, *captures):
        self.write("made.warc", b"".join(captures))
        self.assert_ok(self.run_program("import", "--store", "archive.db", "made.warc"))

    def make_one_by_one(self, *captures):
        """Each knows those before: what repeats them becomes a revisit record."""
        for capture in captures:
            self.make(capture)

    def db(self):
        db = sqlite3.connect(self.dir / "archive.db", isolation_level=None)
        self.addCleanup(db.close)
        return db

    def rows(self, sql):
        return self.db().execute(sql).fetchall()

    def run_db(self, *arguments, code=0):
        done = self.run_program("db", arguments[0], "--store", "archive.db", *arguments[1:])
        self.assertEqual(done.returncode, code, done.stderr.decode() + done.stdout.decode())
        return done

    def records(self):
        return [r for path in sorted((self.dir / "warc").iterdir()) for r in records_of(path)]

    def assert_sound(self):
        """Our own checks, every pointer by Python's gzip, and no revisit record that dangles."""
        for what in ("check", "verify"):
            found = json.loads(self.run_db(what, "--json").stdout)
            self.assertEqual(found["findings"], [])
        for file, offset, length in self.rows("SELECT warc_file, warc_offset, warc_length FROM bodies"
                                              " WHERE warc_file IS NOT NULL"):
            data = (self.dir / "warc" / file).read_bytes()[offset:offset + length]
            self.assertIn(b"WARC-Type: response\r\n", gzip.decompress(data))
        there = {(r["WARC-Target-URI"], r["WARC-Date"]) for r, _ in self.records() if r["WARC-Type"] == "response"}
        for fields, block in self.records():
            self.assertEqual(fields["WARC-Block-Digest"], "sha256:" + hashlib.sha256(block).hexdigest())
            if fields["WARC-Type"] == "response" and "WARC-Payload-Digest" in fields:
                payload = block.split(b"\r\n\r\n", 1)[1]
                self.assertEqual(fields["WARC-Payload-Digest"], "sha256:" + hashlib.sha256(payload).hexdigest())
            if fields["WARC-Type"] == "revisit":
                self.assertIn((fields["WARC-Refers-To-Target-URI"], fields["WARC-Refers-To-Date"]), there)
        return found

    def everywhere(self, word):
        """Names of the files of the store that hold the word, packed or not."""
        found = set()
        for path in self.dir.rglob("*"):
            if path.is_file() and path.name != "made.warc":
                data = path.read_bytes()
                data += gzip.decompress(data) if path.name.endswith(".warc.gz") else b""
                if word.encode() in data.lower():
                    found.add(path.name)
        return found


class CareTest(StoreCase):
    def test_what_is_taken_down_is_in_no_byte_and_all_else_stays(self):
        captures = [response(f"{HOST}/{n}", "2026-02-03", page(f"other{n}")) for n in range(20)]
        self.make(*captures, response(f"{HOST}/bad", "2026-02-03", page("zygote")),
                  response(f"{HOST}/bad", "2026-02-04", page("zygotic")),
                  response(f"{HOST}/bad", "2026-02-05", page("zygotic")),
                  response(f"{HOST}/twin", "2026-02-06", page("other3")))
        hashes = self.rows("SELECT content_hash FROM article_versions ORDER BY id")
        bodies = self.rows("SELECT sha256 FROM bodies ORDER BY id")
        self.assertTrue(self.everywhere("zygot"))
        self.run_db("takedown", f"{HOST}/bad", "--reason", "court order 12/26")
        self.assertEqual(self.everywhere("zygot"), set())
        found = self.assert_sound()
        self.assertEqual((found["taken_down"], found["removed_bodies"]), (1, 2))
        self.assertIn("1 taken down", self.run_db("check").stdout.decode())
        self.assertEqual(self.rows("SELECT content_hash FROM article_versions ORDER BY id"), hashes)
        self.assertEqual(self.rows("SELECT sha256 FROM bodies ORDER BY id"), bodies)
        self.assertEqual(self.rows("SELECT url, reason FROM takedowns"), [(f"{HOST}/bad", "court order 12/26")])
        self.assertEqual(json.loads(self.run_program("search", "--store", "archive.db", "zygotic", "--json").stdout), [])
        listed = json.loads(self.run_program("list", "--store", "archive.db", "--limit", "100", "--json").stdout)
        self.assertEqual(len(listed), 21)
        told = self.run_program("history", "--store", "archive.db", f"{HOST}/bad").stdout.decode()
        self.assertIn("taken down", told)
        self.assertIn("court order 12/26", told)
        self.assert_one_line(self.run_program("show", "--store", "archive.db", f"{HOST}/bad"), 8, "taken down")
        tombs = [block for fields, block in self.records() if fields["WARC-Type"] == "metadata"]
        self.assertTrue(tombs and all(b"court order 12/26" in block for block in tombs))
        again = json.loads(self.run_program("reextract", "--store", "archive.db", "--json").stdout)
        self.assertEqual((again["read"], again["changed"]), (21, 0))

    def test_what_is_taken_down_is_not_taken_in_again(self):
        self.make(response(f"{HOST}/bad", "2026-02-03", page("zygote")))
        self.run_db("takedown", f"{HOST}/bad")
        self.write("made.warc", response(f"{HOST}/bad", "2026-03-01", page("zygomorph")))
        self.run_program("import", "--store", "archive.db", "made.warc")
        self.assertEqual(self.everywhere("zygo"), set())
        self.assertEqual(self.rows("SELECT outcome, error_kind FROM fetches ORDER BY id")[-1], ("skipped", "taken_down"))
        self.assert_sound()

    def test_a_page_with_the_same_bytes_as_one_taken_down_keeps_them(self):
        self.make_one_by_one(response(f"{HOST}/bad", "2026-02-03", page("shared")),
                             response(f"{HOST}/good", "2026-02-04", page("shared")),
                             response(f"{HOST}/good", "2026-02-05", page("shared")),
                             response(f"{HOST}/good", "2026-02-06", page("shared")))
        self.run_db("takedown", f"{HOST}/bad")
        self.assert_sound()
        self.assertEqual(self.rows("SELECT count(*) FROM bodies WHERE warc_file IS NULL"), [(0,)])
        again = json.loads(self.run_program("reextract", "--store", "archive.db", "--json").stdout)
        self.assertEqual((again["read"], again["changed"], again["unreadable"]), (1, 0, 0))

    def test_copies_are_linked_and_counted_and_nothing_goes(self):
        near = page("lamp").replace("some time around Christmas", "about Christmas")
        other = PAGE[:PAGE.index("<p>")] + "<p>" + "A ferry came to the island and brought a new engine for the mill. " * 8 + "</p></article>"
        self.make_one_by_one(response(f"{HOST}/first", "2026-02-03", page("lamp")), response("https://b.example/copy", "2026-02-04", page("lamp")),
                             response("https://c.example/near", "2026-02-05", near), response("https://d.example/other", "2026-02-06", other))
        self.assertEqual(json.loads(self.run_db("duplicates", "--json").stdout), {"articles": 4, "exact": 1, "near": 1})
        self.assertIn("4 articles · 1 copies word for word · 1 nearly", self.run_db("duplicates").stdout.decode())
        self.assertEqual(self.rows("SELECT a.url, o.url, kind FROM duplicates JOIN articles a ON a.id = article_id"
                                   " JOIN articles o ON o.id = of_article_id ORDER BY a.id"),
                         [("https://b.example/copy", f"{HOST}/first", "exact"), ("https://c.example/near", f"{HOST}/first", "near")])
        self.assert_sound()
        self.assert_one_line(self.run_program("db", "duplicates", "--store", "none.db"), 7, "no store")

    def test_unknown_addresses_and_missing_stores(self):
        self.make(response(f"{HOST}/1", "2026-02-03", page("one")))
        before = self.everywhere("one")
        self.assert_one_line(self.run_db("takedown", f"{HOST}/none", code=8), 8, "is not in archive.db")
        self.assert_one_line(self.run_program("db", "takedown", "--store", "no.db", f"{HOST}/1"), 7, "no store")
        self.assertFalse((self.dir / "no.db").exists())
        self.assert_one_line(self.run_db("retain", code=2), 2, "--older-than")
        self.assert_one_line(self.run_db("retain", "--older-than", "soon", code=2), 2, "--older-than", "a duration")
        self.assertEqual(self.everywhere("one"), before)

    def test_old_bytes_go_and_a_later_revisit_becomes_the_response(self):
        self.make_one_by_one(response(f"{HOST}/old", "2020-01-01", page("ancient")),
                             response(f"{HOST}/same", "2020-01-01", page("steady")),
                             response(f"{HOST}/same", "2026-10-01", page("steady")),
                             response(f"{HOST}/same", "2026-10-02", page("steady")),
                             response("https://other.example/old", "2020-01-01", page("elsewhere")))
        kinds = [f["WARC-Type"] for f, _ in self.records()]
        self.assertEqual((kinds.count("response"), kinds.count("revisit")), (3, 2))
        told = json.loads(self.run_db("retain", "--older-than", "365d", "--site", "example.org", "--dry-run", "--json").stdout)
        self.assertEqual([(s["hostname"], s["records"]) for s in told["sites"]], [("example.org", 2)])
        self.assertEqual([f["WARC-Type"] for f, _ in self.records()], kinds, "a dry run changes nothing")
        done = json.loads(self.run_db("retain", "--older-than", "365d", "--site", "example.org", "--json").stdout)
        self.assertEqual(done["sites"], told["sites"])
        self.assert_sound()
        responses = {(f["WARC-Target-URI"], f["WARC-Date"]) for f, _ in self.records() if f["WARC-Type"] == "response"}
        self.assertEqual({(u, d[:10]) for u, d in responses},
                         {(f"{HOST}/same", "2026-10-01"), ("https://other.example/old", "2020-01-01")})
        (revisit,) = [f for f, _ in self.records() if f["WARC-Type"] == "revisit"]
        self.assertEqual(revisit["WARC-Refers-To-Date"][:10], "2026-10-01")
        self.assertEqual(self.rows("SELECT count(*) FROM articles WHERE text LIKE '%ancient%'"), [(1,)])
        gone = self.rows("SELECT sha256 IS NOT NULL, removal_reason FROM bodies WHERE warc_file IS NULL")
        self.assertEqual(gone, [(1, "retention: older than 8760 hours")])
        again = json.loads(self.run_program("reextract", "--store", "archive.db", "--json").stdout)
        self.assertEqual((again["read"], again["changed"], again["unreadable"]), (2, 0, 0))
        self.assertIn("nothing to remove", self.run_db("retain", "--older-than", "365d", "--site", "example.org").stdout.decode())

    def test_a_site_is_held_to_a_size_newest_first(self):
        self.make(*[response(f"{HOST}/{n}", f"2026-02-{n + 1:02}", page(f"word{n}")) for n in range(20)])
        size = sum(p.stat().st_size for p in (self.dir / "warc").iterdir())
        (site,) = json.loads(self.run_db("retain", "--max-size", size // 2, "--json").stdout)["sites"]
        self.assertLessEqual(site["bytes_before"] - site["bytes"], size // 2)
        self.assert_sound()
        kept = [r for (r,) in self.rows("SELECT warc_file IS NOT NULL FROM bodies ORDER BY id")]
        self.assertEqual(kept, sorted(kept), "the oldest went")
        self.assertGreaterEqual(sum(kept), 8)

    def test_kill_9_at_any_moment_leaves_all_or_nothing(self):
        self.make(*[response(f"{HOST}/{n}", "2026-02-03", page(f"word{n}x")) for n in range(300)])
        chance = random.Random(7)
        began = time.monotonic()
        self.run_db("takedown", f"{HOST}/0")
        whole = time.monotonic() - began
        killed = range(1, 5 if SANITIZED else 16)
        for n in killed:
            run = subprocess.Popen([PROGRAM_DIR / "cuttings", "db", "takedown", "--store", "archive.db", f"{HOST}/{n}"],
                                   cwd=self.dir, env=self.environment, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0, whole))
            run.send_signal(signal.SIGKILL)
            run.wait()
            is_done = self.rows(f"SELECT count(*) FROM takedowns WHERE url = '{HOST}/{n}'")[0][0]
            self.assertEqual(self.rows(f"SELECT text = '' FROM articles WHERE url = '{HOST}/{n}'"), [(is_done,)])
            for what in ("check", "verify"):
                self.run_db(what)
        self.run_db("takedown", f"{HOST}/299")
        self.assert_sound()
        self.assertEqual(len(list((self.dir / "warc").iterdir())), 1, "what was left over is gone")
        for n in killed:
            self.run_db("takedown", f"{HOST}/{n}")
            self.assertEqual(self.everywhere(f"word{n}x"), set())

    def test_the_writer_goes_on_behind_it(self):
        self.make(*[response(f"{HOST}/{n}", "2026-02-03", page(f"word{n}")) for n in range(5)])
        self.run_db("takedown", f"{HOST}/2")
        self.make(response(f"{HOST}/new", "2026-03-01", page("later")),
                  response(f"{HOST}/1", "2026-03-01", page("word1")))
        self.assert_sound()
        self.assertEqual(self.rows("SELECT count(*) FROM articles WHERE text LIKE '%later%'"), [(1,)])


if __name__ == "__main__":
    unittest.main(verbosity=2)

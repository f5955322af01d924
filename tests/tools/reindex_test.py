#!/usr/bin/env python3
"""cuttings db reindex: what db check finds wrong in the indexes of words is mended, by one transaction."""
import fcntl
import json
import os
import random
import signal
import sqlite3
import subprocess
import time
import unittest

from cli import PROGRAM_DIR, CliTest
from warc_text import response_of, warc_of

KILLS = int(os.environ.get("CUTTINGS_KILLS", "5"))
CHINESE = "灯塔的灯又亮了，守塔人在黄昏前登上了一百一十二级台阶，像他父亲当年那样点亮了灯。风暴在十一月卷走了屋顶之后，海岸一直是黑的。"
KOREAN = "등대의 불이 다시 켜졌다. 등대지기는 해가 지기 전에 백열두 계단을 올라 폭풍이 지붕을 날려 버린 뒤 처음으로 불을 밝혔다."


def page_in(script, title):
    text = "".join(f"<p>{script} {n}</p>" for n in range(6))
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>"


class ReindexTest(CliTest):
    def setUp(self):
        super().setUp()
        pages = warc_of(5) + response_of("https://example.org/zh", "2026-02-04", page_in(CHINESE, "灯塔")) + \
            response_of("https://example.org/ko", "2026-02-04", page_in(KOREAN, "등대"))
        self.write("made.warc", pages)
        self.assert_ok(self.run_program("import", "--store", "archive.db", "made.warc"))
        self.db = sqlite3.connect(self.dir / "archive.db", isolation_level=None)
        self.addCleanup(self.db.close)

    def findings(self):
        done = self.run_program("db", "check", "--store", "archive.db", "--json")
        found = json.loads(done.stdout)["findings"]
        self.assertEqual(done.returncode, 7 if found else 0, done.stderr.decode())
        return found

    def of_indexes(self):
        return [f for f in self.findings() if f["kind"] in ("index", "database")]

    def found(self, *words):
        done = self.run_program("search", "--store", "archive.db", "--json", *words)
        return {hit["url"].removeprefix("https://example.org/") for hit in json.loads(done.stdout)}

    def reindex(self):
        done = self.run_program("db", "reindex", "--store", "archive.db")
        self.assert_ok(done)
        self.assertEqual(done.stdout.decode(), "indexed 7 articles\n")
        self.assertEqual(self.of_indexes(), [])

    def test_of_a_sound_store_nothing_changes_but_the_index(self):
        everything = [sql for sql in self.db.iterdump() if "_fts_" not in sql]
        self.assertEqual(self.findings(), [])
        self.reindex()
        self.assertEqual([sql for sql in self.db.iterdump() if "_fts_" not in sql], everything)
        self.assertEqual((self.found("lamp"), self.found("守塔人"), self.found("등대지기"), self.found("title:灯")),
                         ({"0", "1", "2", "3", "4"}, {"zh"}, {"ko"}, {"zh"}))
        self.assertEqual(self.db.execute("SELECT v FROM articles_fts_config WHERE k = 'automerge'").fetchall(), [(8,)])
        self.write("more.warc", response_of("https://example.org/more", "2026-02-05", page_in(CHINESE, "另一盏")))
        self.assert_ok(self.run_program("import", "--store", "archive.db", "more.warc"))
        self.assertEqual(self.found("守塔人"), {"zh", "more"})
        self.assertEqual(self.findings(), [])

    def test_a_text_that_another_program_changed(self):
        """With the triggers, as SQLite's shell does it: into the characters' index no trigger leads."""
        self.db.execute("UPDATE articles SET text = replace(text, '守', '寻') WHERE url LIKE '%/zh'")
        self.db.execute("UPDATE articles SET title = 'Lamp 등대' WHERE url LIKE '%/3'")
        places = {f["place"]: f for f in self.of_indexes()}
        ids = dict(self.db.execute("SELECT replace(url, 'https://example.org/', ''), id FROM articles"))
        self.assertEqual(set(places), {f"_unspaced_fts articles {ids['zh']}", f"_unspaced_fts articles {ids['3']}"})
        for finding in places.values():
            self.assertIn("cuttings db reindex", finding["what"])
        self.reindex()
        self.assertEqual((self.found("守塔人"), self.found("寻塔人"), self.found("등대")), (set(), {"zh"}, {"ko", "3"}))

    def test_one_that_is_in_the_index_and_should_not(self):
        self.db.execute("UPDATE articles SET title = 'A lamp', author = '', text = 'In English now' WHERE url LIKE '%/zh'")
        self.assertIn("/zh", "".join(f["url"] for f in self.of_indexes()))
        self.db.execute("INSERT INTO _unspaced_fts (rowid, title, author, text) VALUES (999, '', '', '海')")
        self.assertIn("_unspaced_fts articles 999", {f["place"] for f in self.findings()})
        self.reindex()
        self.assertEqual(self.found("海岸"), set())

    def test_an_index_that_lost_all_names_a_few_articles(self):
        self.db.execute("INSERT INTO _unspaced_fts (_unspaced_fts) VALUES ('delete-all')")
        self.db.executemany("INSERT INTO articles (uid, url, site_id, hostname, text, word_count, content_hash, first_seen_at,"
                            " last_checked_at, last_changed_at, row_digest) VALUES (?, ?, 1, 'example.org', '海', 1, '', '', '', '', '')",
                            [(f"{n:032}", f"https://example.org/x{n}") for n in range(30)])
        named = [f for f in self.findings() if f["place"].startswith("_unspaced_fts")]
        self.assertEqual(len(named), 21)
        self.assertIn("12 more articles", named[-1]["what"])

    def test_indexes_whose_pages_were_overwritten(self):
        """What a disk may do: a page of each index has other bytes."""
        for index in ("articles_fts", "_unspaced_fts"):
            [(page,)] = self.db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (index + "_data",)).fetchall()
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            bytes_ = bytearray((self.dir / "archive.db").read_bytes())
            size = self.db.execute("PRAGMA page_size").fetchone()[0]
            chance = random.Random(7)
            for at in range(page * size - 400, page * size):  # its cells, not its head
                bytes_[at] = chance.randrange(256)
            self.db.close()
            (self.dir / "archive.db").write_bytes(bytes_)
            self.db = sqlite3.connect(self.dir / "archive.db", isolation_level=None)
            self.assertIn("cuttings db reindex", "".join(f["what"] for f in self.findings()))
            self.reindex()
            self.assertEqual((self.found("lamp"), self.found("守塔人")), ({"0", "1", "2", "3", "4"}, {"zh"}))
            self.assertEqual(self.findings(), [])

    def test_without_an_archive_and_beside_a_writer(self):
        self.assert_one_line(self.run_program("db", "reindex", "--store", "none.db"), 7, "none.db")
        self.assertFalse((self.dir / "none.db").exists())
        with open(self.dir / "archive.db.lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.assert_one_line(self.run_program("db", "reindex", "--store", "archive.db"), 7, "archive.db")

    def test_kill_9_leaves_the_old_index_or_the_new_one(self):
        self.write("many.warc", warc_of(600))
        self.assert_ok(self.run_program("import", "--store", "archive.db", "many.warc"))
        self.db.execute("UPDATE articles SET title = 'stale 海' WHERE url LIKE '%/3'")
        chance, stale = random.Random(3), set()
        for _ in range(KILLS):
            run = subprocess.Popen([PROGRAM_DIR / "cuttings", "db", "reindex", "--store", "archive.db"], cwd=self.dir,
                                   env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0, 0.3))  # the random moment is the test
            run.send_signal(signal.SIGKILL)
            run.wait()
            stale.add(len(self.of_indexes()))
            self.assertEqual(self.found("守塔人"), {"zh"})
        self.assertLessEqual(stale, {0, 1})


if __name__ == "__main__":
    unittest.main(verbosity=2)

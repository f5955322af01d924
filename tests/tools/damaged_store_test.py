#!/usr/bin/env python3
"""Bytes of a store's database that a disk changed: each command ends soon, by a code of its own and a line that says what
to do; a command that reads changes nothing. CUTTINGS_FLIPS (120) stores are damaged, by CUTTINGS_SEED (1)."""
import os
import random
import shutil
import subprocess
import time
import unittest

from cli import PAGE, PROGRAM_DIR, CliTest
from reindex_test import CHINESE, page_in
from warc_text import response_of, warc_of

FLIPS = int(os.environ.get("CUTTINGS_FLIPS", "120"))
SEED = int(os.environ.get("CUTTINGS_SEED", "1"))
URL = "https://example.org/3"
PAGE_BYTES = 4096
READING = [["search", "lamp"], ["search", "海岸"], ["search", "is:changed", "site:example.org"], ["list"], ["show", URL],
           ["history", URL], ["diff", URL], ["export", "-f", "jsonl", "-o", "all.jsonl"], ["export", "-o", "part.db", "lamp"],
           ["db", "check"], ["db", "verify"], ["db", "stats"], ["db", "prove", URL], ["db", "cdxj"], ["db", "wacz", "all.wacz"],
           ["db", "backup", "copy.db"], ["crawl", "status"]]
WRITING = [["reextract"], ["import", "more.warc"], ["db", "reindex"], ["db", "duplicates"], ["db", "compact"], ["db", "seal"],
           ["db", "retain", "--max-size", "2000"], ["db", "takedown", URL]]


class DamagedStoreTest(CliTest):
    def setUp(self):
        super().setUp()
        self.chance = random.Random(f"{SEED} {self.id()}")
        changed = b"".join(response_of(f"https://example.org/{n}", "2026-02-05", PAGE.replace("Nobody had", f"Somebody {n} had"))
                           for n in range(10))
        self.write("made.warc", warc_of(40) + response_of("https://example.org/zh", "2026-02-04", page_in(CHINESE, "灯塔")) + changed)
        self.assert_ok(self.run_program("import", "--store", "archive.db", "made.warc"))
        self.assert_ok(self.run_program("db", "seal", "--store", "archive.db"))
        self.write("more.warc", warc_of(60))
        self.sound = (self.dir / "archive.db").read_bytes()
        self.root = self.dir

    def damaged(self):
        """One of: bits; the head of a page, as cut off or shifted; a run of bytes; a page of others, of zeros, of another page."""
        data, pages = bytearray(self.sound), len(self.sound) // PAGE_BYTES
        kind = self.chance.choice(["bit", "head", "run", "page", "zeros", "other"])
        for _ in range(self.chance.choice([1, 1, 2, 5, 20])):
            begin = self.chance.randrange(pages) * PAGE_BYTES
            at = begin + self.chance.randrange(PAGE_BYTES - 60)
            if kind == "bit":
                data[at] ^= 1 << self.chance.randrange(8)
            elif kind == "head":
                data[begin + (100 if begin == 0 else 0) + self.chance.randrange(12)] = self.chance.randrange(256)
            elif kind == "run":
                data[at:at + 60] = self.chance.randbytes(60)
            else:
                other = self.chance.randrange(pages) * PAGE_BYTES
                data[begin:begin + PAGE_BYTES] = {"page": self.chance.randbytes(PAGE_BYTES), "zeros": bytes(PAGE_BYTES),
                                                  "other": self.sound[other:other + PAGE_BYTES]}[kind]
        return bytes(data)

    def begin_again(self, data):
        self.dir = self.root / "work"
        shutil.rmtree(self.dir, ignore_errors=True)
        self.dir.mkdir()
        shutil.copytree(self.root / "warc", self.dir / "warc")
        shutil.copy(self.root / "more.warc", self.dir)
        (self.dir / "archive.db").write_bytes(data)

    def test_each_command_ends_by_a_code_and_says_what_to_do(self):
        for number in range(FLIPS):
            data = self.damaged()
            self.begin_again(data)
            command = self.chance.choice(READING + WRITING)
            with self.subTest(number=number, command=command):
                done = self.run_program(*command, "--store", "archive.db", timeout=30)
                said = done.stderr.decode()
                self.assertIn(done.returncode, (0, 1, 7), said)  # 1: reextract, of pages it cannot find
                if done.returncode == 7 and command[1:] not in (["check"], ["verify"]):
                    [line] = [line for line in said.splitlines() if line.startswith("cuttings: ")]
                    self.assertIn("; ", line)  # what to do
                if command in READING:
                    self.assertEqual((self.dir / "archive.db").read_bytes(), data)

    def test_a_disk_that_rots_under_running_commands(self):
        until = time.monotonic() + FLIPS / 40  # seconds
        while time.monotonic() < until:
            self.begin_again(self.sound)
            runs = [subprocess.Popen([PROGRAM_DIR / "cuttings", *command, "--store", "archive.db"], cwd=self.dir,
                                     env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                    for command in (["reextract"], ["search", "lamp"], ["export", "-f", "jsonl", "-o", "all.jsonl"])]
            with open(self.dir / "archive.db", "r+b", buffering=0) as file:
                while any(run.poll() is None for run in runs):
                    at = self.chance.randrange(len(self.sound))
                    file.seek(at)
                    byte = file.read(1) or b"x"
                    file.seek(at)
                    file.write(bytes([byte[0] ^ 1 << self.chance.randrange(8)]))
                    time.sleep(0.0005)
            for run in runs:
                said = run.communicate()[1].decode()
                self.assertIn(run.returncode, (0, 1, 7), said)
                self.assertEqual(run.returncode != 0, "cuttings: " in said, said)


if __name__ == "__main__":
    unittest.main(verbosity=2)

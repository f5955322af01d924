"""cuttings db compact: raw bytes in less room, every record the same bit by bit, all commands read them, and kill -9
leaves each file as it was or as it becomes. The files are read back by zstd's own program and Python, by docs/warc.md."""
import collections
import gzip
import hashlib
import json
import random
import signal
import struct
import subprocess
import time
import unittest
import zlib

from care_test import HOST, StoreCase, page
from cli import PROGRAM_DIR, SANITIZED
from warc_text import records_of

CODINGS = {"plain": lambda body: body, "best": lambda body: gzip.compress(body, 9, mtime=0),
           "fast": lambda body: gzip.compress(body, 1, mtime=7), "flushed": None, "strange": None}
STYLES = "".join(f"<style>.box-{n * n}{{margin:{n}px}}</style>\n" for n in range(400))


def flushed(body):
    """As a server that sends a page piece by piece."""
    made = zlib.compressobj(6, zlib.DEFLATED, 31)
    parts = [made.compress(body[:900]), made.flush(zlib.Z_SYNC_FLUSH), made.compress(body[900:]), made.flush()]
    return b"".join(parts)


def strange(body):
    """No zlib of these settings made it: two kinds of compression in one member."""
    made = zlib.compressobj(6, zlib.DEFLATED, 31, 5)
    return made.compress(body) + made.flush()


CODINGS["flushed"], CODINGS["strange"] = flushed, strange


def response(url, date, body, coding="plain"):
    head = "" if coding == "plain" else "Content-Encoding: gzip\r\n"
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{head}\r\n".encode()
    block += CODINGS[coding](body.replace("</head>", STYLES + "</head>").encode())
    return (f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}T08:10:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            ).encode() + block + b"\r\n\r\n"


def pages(count, word="word"):
    """So many captures, of two hosts in turns and each coding."""
    codings = list(CODINGS)
    return [response(f"https://{'ab'[n % 2]}.example/{word}{n}", f"2026-02-{1 + n % 28:02}", page(f"{word}{n}x"), codings[n // 2 % 5])
            for n in range(count)]


def compact_frames(data):
    """[(offset, length, plain length)] of the table at the end, by the document of zstd's seekable format."""
    frames, descriptor, magic = struct.unpack("<IBI", data[-9:])
    assert (descriptor, magic) == (0, 0x8F92EAB1)
    table, size = len(data) - 17 - 8 * frames, 9 + 8 * frames
    assert struct.unpack("<II", data[table:table + 8]) == (0x184D2A5E, size)
    offset, out = 0, []
    for n in range(frames):
        length, plain = struct.unpack_from("<II", data, table + 8 + 8 * n)
        out.append((offset, length, plain))
        offset += length
    assert offset == table
    return out


def compact_records(path):
    """(offset, record) of what is in a compact file, the record packed as it came: docs/warc.md, "Compact files"."""
    plain = subprocess.run(["zstd", "-dc", path], check=True, capture_output=True).stdout
    at = 0
    while at < len(plain):
        head, rest = plain[at:].split(b"\r\n\r\n", 1)
        lines = head.split(b"\r\n")
        length = int(next(line for line in lines if line.startswith(b"Content-Length: "))[16:])
        block = rest[:length]
        yield at, restored(lines, block)
        at += len(head) + 4 + length + 4


def restored(lines, block):
    if lines[1].startswith(b"Cuttings-Recoded: "):
        _, name, level, memory, header, *flushes = lines[1].decode().split(" ")
        assert name == "zlib"
        head, body = block.split(b"\r\n\r\n", 1)
        made = zlib.compressobj(int(level), zlib.DEFLATED, -15, int(memory))
        packed, begin = bytes.fromhex(header), 0
        for end in [int(n) for n in flushes[0].split(",")] if flushes else []:
            packed += made.compress(body[begin:end]) + made.flush(zlib.Z_SYNC_FLUSH)
            begin = end
        packed += made.compress(body[begin:]) + made.flush()
        packed += struct.pack("<II", zlib.crc32(body), len(body))
        block = head + b"\r\n\r\n" + packed
        del lines[1]
        lines = [b"Content-Length: %d" % len(block) if line.startswith(b"Content-Length: ") else line for line in lines]
    return b"\r\n".join(lines) + b"\r\n\r\n" + block + b"\r\n\r\n"


class CompactTest(StoreCase):
    def files(self):
        return sorted((self.dir / "warc").iterdir())

    def digests(self):
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in self.files()}

    def findings(self, what="verify"):
        done = self.run_program("db", what, "--store", "archive.db", "--json")
        return json.loads(done.stdout)["findings"]

    def assert_nothing_found(self):
        for what in ("check", "verify"):
            self.assertEqual(self.findings(what), [])

    def test_there_and_back_is_the_same_file_and_the_way_is_documented(self):
        self.make(*pages(100))
        before, (plain,) = self.digests(), self.files()
        wanted = collections.Counter()
        data = plain.read_bytes()
        while data:
            unpack = zlib.decompressobj(31)
            wanted[unpack.decompress(data)] += 1
            data = unpack.unused_data
        (told,) = json.loads(self.run_db("compact", "--json").stdout)["files"]
        (compact,) = self.files()
        self.assertEqual((told["file"], told["target"]), (plain.name, compact.name))
        self.assertEqual(compact.name, plain.name[:-2] + "zst")
        self.assertEqual(told["bytes_after"], compact.stat().st_size)
        self.assertLess(told["bytes_after"] * 3, told["bytes_before"])
        self.assertEqual(compact.stat().st_mode & 0o777, 0o600)
        records = dict(compact_records(compact))
        self.assertEqual(collections.Counter(records.values()), wanted)
        frames = compact_frames(compact.read_bytes())
        self.assertEqual(sum(plain for _, _, plain in frames),
                         sum(end - begin for begin, end in self.spans(compact)))
        for offset, url in self.rows("SELECT warc_offset, url FROM bodies b JOIN fetches f ON f.body_id = b.id"):
            self.assertIn(f"WARC-Target-URI: {url}\r\n".encode(), records[offset])
        self.assert_nothing_found()
        self.assertIn("nothing to rewrite", self.run_db("compact").stdout.decode())
        self.run_db("compact", "--undo")
        self.assertEqual(self.digests(), before)
        self.assert_sound()

    def spans(self, compact):
        size = len(subprocess.run(["zstd", "-dc", compact], check=True, capture_output=True).stdout)
        offsets = [offset for offset, _ in compact_records(compact)]
        return list(zip(offsets, offsets[1:] + [size]))

    def test_bodies_that_zlib_makes_again_are_kept_unpacked_and_the_others_as_they_came(self):
        self.make(*[response(f"{HOST}/{coding}", "2026-02-03", page(coding), coding) for coding in CODINGS])
        self.run_db("compact")
        (compact,) = self.files()
        plain = subprocess.run(["zstd", "-dc", compact], check=True, capture_output=True).stdout
        recoded = [line for line in plain.split(b"\r\n") if line.startswith(b"Cuttings-Recoded: ")]
        self.assertEqual([line.split(b" ")[2] for line in recoded], [b"9", b"1", b"6"])
        self.assertTrue(recoded[2].endswith(b" 900"), recoded)
        self.assertEqual(plain.count(b"\x1f\x8b\x08"), 1)  # the strange one

    def test_all_commands_read_it(self):
        self.make(*pages(60))
        listed = self.run_program("export", "--store", "archive.db").stdout
        self.run_db("compact")
        self.assertEqual(self.run_program("export", "--store", "archive.db").stdout, listed)
        again = json.loads(self.run_program("reextract", "--store", "archive.db", "--json").stdout)
        self.assertEqual((again["read"], again["changed"], again["unreadable"]), (60, 0, 0))
        (compact,) = self.files()
        self.assertEqual(len(self.run_program("clean", "-f", "jsonl", compact).stdout.splitlines()), 60)
        self.assert_one_line(self.run_db("cdxj", code=7), 7, "is compact", "db wacz")
        self.run_db("wacz", "site.wacz")
        self.assertEqual([p.name for p in self.dir.glob("*.parts*")], [])
        (self.dir / "other").mkdir()
        self.assert_ok(self.run_program("import", "--store", "other/archive.db", "site.wacz"))
        again = json.loads(self.run_program("reextract", "--store", "other/archive.db", "--json").stdout)
        self.assertEqual((again["read"], again["changed"]), (60, 0))
        self.assertGreater(json.loads(self.run_db("stats", "--json").stdout)["warc_bytes"], 0)
        self.run_db("backup", "copy.db")

    def test_a_page_that_comes_again_is_a_revisit_of_the_compact_one(self):
        self.make(response(f"{HOST}/1", "2026-02-03", page("one"), "best"))
        self.run_db("compact")
        self.make(response(f"{HOST}/1", "2026-02-04", page("one"), "best"))
        revisits = [fields for path in self.files() if path.name.endswith(".gz")
                    for fields, _ in records_of(path) if fields["WARC-Type"] == "revisit"]
        self.assertEqual([r["WARC-Refers-To-Date"][:10] for r in revisits], ["2026-02-03"])
        self.assert_nothing_found()
        self.run_db("compact")
        self.assert_nothing_found()
        self.run_db("compact", "--undo")
        self.assert_sound()

    def test_what_is_taken_down_is_in_no_byte(self):
        self.make(*pages(20), response(f"{HOST}/bad", "2026-02-03", page("zygote"), "best"))
        self.run_db("compact")
        self.run_db("takedown", f"{HOST}/bad")
        self.assertEqual(self.everywhere("zygote"), set())
        self.assert_sound()  # the file is a plain one again
        self.run_db("compact")
        self.assert_nothing_found()

    def test_retention_counts_what_they_take(self):
        self.make(*pages(40))
        self.run_db("compact")
        size = sum(path.stat().st_size for path in self.files())
        told = json.loads(self.run_db("retain", "--max-size", 1, "--dry-run", "--json").stdout)["sites"]
        self.assertAlmostEqual(sum(site["bytes_before"] for site in told), size, delta=size * 0.05)
        self.run_db("retain", "--older-than", "365d", "--site", "a.example")
        self.run_db("retain", "--max-size", size // 4)
        self.run_db("compact", "--undo")
        self.assert_sound()
        kept = self.rows("SELECT count(*) FROM bodies WHERE warc_file IS NOT NULL")[0][0]
        self.assertTrue(0 < kept < 40, kept)

    def test_only_files_of_an_age(self):
        self.make(*pages(2))
        self.assertIn("nothing to rewrite", self.run_db("compact", "--older-than", "1h").stdout.decode())
        self.assert_one_line(self.run_db("compact", "--older-than", "soon", code=2), 2, "--older-than")
        self.assert_one_line(self.run_program("db", "compact", "--store", "no.db"), 7, "no store")

    def test_a_damaged_file_stays_as_it_is(self):
        self.make(*pages(10))
        (plain,) = self.files()
        data = bytearray(plain.read_bytes())
        data[len(data) // 2] ^= 0x55
        plain.write_bytes(data)
        self.assert_one_line(self.run_db("compact", code=7), 7, plain.name)
        self.assertEqual([p.name for p in self.files()], [plain.name])
        self.assertEqual(plain.read_bytes(), bytes(data))

    def test_each_flipped_bit_is_found(self):
        self.make(*pages(30))
        self.run_db("compact")
        (compact,) = self.files()
        sound = compact.read_bytes()
        chance = random.Random(11)
        places = [chance.randrange(len(sound)) for _ in range(12 if SANITIZED else 60)]
        places += [*range(8), *range(len(sound) - 25, len(sound))][::5 if SANITIZED else 1]
        for place in places:
            data = bytearray(sound)
            data[place] ^= 1 << chance.randrange(8)
            compact.write_bytes(data)
            found = self.findings()
            self.assertTrue(found, f"byte {place} of {len(sound)}")
            self.assertTrue(all(compact.name in f["place"] for f in found), found)
        compact.write_bytes(sound[:-1000])
        self.assertTrue(self.findings("check"))
        compact.write_bytes(sound)
        self.assert_nothing_found()

    def test_kill_9_at_any_moment_leaves_each_file_as_it_was_or_as_it_becomes(self):
        for n in range(4):
            self.make(*pages(60, f"part{n}"))
            self.run_db("compact")  # the next import begins a file of its own
        self.run_db("compact", "--undo")
        before, chance = self.digests(), random.Random(5)
        self.assertEqual(len(before), 4)
        began = time.monotonic()
        self.run_db("compact")
        whole = time.monotonic() - began
        for n in range(4 if SANITIZED else 16):
            way = ["--undo"] if n % 2 == 0 else []
            run = subprocess.Popen([PROGRAM_DIR / "cuttings", "db", "compact", "--store", "archive.db", *way],
                                   cwd=self.dir, env=self.environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            time.sleep(chance.uniform(0, whole))
            run.send_signal(signal.SIGKILL)
            run.wait()
            self.assert_nothing_found()
        self.run_db("compact", "--undo")
        self.assertEqual(self.digests(), before)
        self.assert_sound()


if __name__ == "__main__":
    unittest.main(verbosity=2)

"""What we write, read by programs we did not write: gunzip, npm warcio, npm @webrecorder/wabac. With revisit records, over
several files, by the same bytes and by 304, and again after records were taken out. Left out, with a word, where npm cannot install them."""
import hashlib
import json
import random
import shutil
import subprocess
import time
import unittest

from care_test import HOST, page, response
from cli import SOURCE_DIR, CliTest
from site_test_case import Site, SiteTest
from warc_text import records_of

SCRIPTS = SOURCE_DIR / "tests" / "storage" / "warc"


class Readers:
    """Programs that we did not write, for a CliTest whose store is archive.db."""

    def npm(self, name, script, packages, *arguments, stdin=""):
        if shutil.which("npm") is None:
            self.skipTest("npm is not installed")
        done = subprocess.run(["sh", SCRIPTS / "npm_run.sh", name, SCRIPTS / script, packages, *arguments], input=stdin,
                              capture_output=True, text=True, timeout=200)
        if done.returncode == 77:
            self.skipTest(f"npm cannot install {packages}: {done.stderr[-300:]}")
        self.assertEqual(done.returncode, 0, done.stderr[-2000:])
        return [json.loads(line) for line in done.stdout.splitlines()]

    def replay(self, asked):
        """What wabac shows for each (URL, 14 digits of a time)."""
        self.assert_ok(self.run_program("db", "wacz", "--store", "archive.db", "site.wacz"))
        return self.npm("wabac", "replay.mjs", "@webrecorder/wabac@2.22.9 fake-indexeddb@6.2.8", self.dir / "site.wacz",
                        stdin="".join(f"{url} {time}\n" for url, time in asked))

    def files(self):
        return sorted((self.dir / "warc").iterdir())


class WarcReadersTest(Readers, CliTest):
    def setUp(self):
        super().setUp()
        chance = random.Random(3)
        self.write("cuttings.toml", '[store]\nmax_warc_file_bytes = 1048576\n')
        self.bodies = {}
        filler = ["<!-- " + chance.randbytes(40_000).hex() + " -->" for _ in range(20)]
        for date in ("2026-02-01", "2026-02-02", "2026-02-03"):
            captures = []
            for n, noise in enumerate(filler):
                body = page(f"word{n}" if n % 5 else f"word{n} of {date}") + noise
                self.bodies[f"{HOST}/{n}", date] = hashlib.sha256(body.encode()).hexdigest()
                captures.append(response(f"{HOST}/{n}", date, body))
            self.write("made.warc", b"".join(captures))
            self.assert_ok(self.run_program("import", "--store", "archive.db", "made.warc"))

    def take_out(self):
        self.assert_ok(self.run_program("db", "takedown", "--store", "archive.db", f"{HOST}/3"))
        # All of the first day goes: the revisits of the second become responses.
        for path in self.files():
            self.assertLess(path.stat().st_size, 1 << 21)
        days = int(subprocess.check_output(["date", "-u", "+%s"])) - 1769990399  # since 2026-02-01T23:59:59
        self.assert_ok(self.run_program("db", "retain", "--store", "archive.db", "--older-than", f"{days}s"))

    def test_gunzip_and_warcio(self):
        counts = []
        for step in (lambda: None, self.take_out):
            step()
            self.assertGreater(len(self.files()), 1, "rotation")
            subprocess.run(["gunzip", "-t", *self.files()], check=True)
            counts += self.npm("warcio", "check_records.mjs", "warcio@2.4.11", *self.files())
        before, after = counts
        self.assertEqual((before["response"], before["revisit"]), (20 + 2 * 4, 2 * 16))
        # 19 pages stay: 4 with bytes of two days, 15 whose second day is the response now.
        self.assertEqual((after["response"], after["revisit"]), (2 * 4 + 15, 15))
        self.assertEqual(after["metadata"], 20 + 2)

    def test_wabac_replays_all_that_is_there(self):
        for step in (lambda: None, self.take_out):
            step()
            asked = sorted(self.bodies)
            got = self.replay([(url, date.replace("-", "") + "081000") for url, date in asked])
            self.assertEqual(len(got), len(asked))
            for (url, date), found in zip(asked, got):
                if step == self.take_out and url == f"{HOST}/3":
                    self.assertIsNone(found, "it was taken down")
                    continue
                there = "2026-02-02" if step == self.take_out and date == "2026-02-01" else date
                self.assertEqual(found, {"status": 200, "date": f"{there}T08:10:00.000Z",
                                         "sha256": self.bodies[url, there]}, (url, date))


class SiteWithTags(Site):
    """A front page and two stories, each with a tag: 304 to whoever has them."""

    def do_GET(self):
        body = self.server.bodies.get(self.path)
        tag = f'"{self.path}"'
        if body is None:
            self.send(b"", kind="text/plain", status=200 if self.path == "/robots.txt" else 404)
        elif self.headers.get("If-None-Match") == tag:
            self.send(b"", status=304, ETag=tag)
        else:
            self.send(body, ETag=tag)


class NotModifiedTest(Readers, SiteTest):
    """A crawl that is told 304, in another file than the page itself."""

    def setUp(self):
        super().setUp()
        self.server.RequestHandlerClass = SiteWithTags
        chance = random.Random(4)
        noise = ["<!-- " + chance.randbytes(500_000).hex() + " -->" for _ in range(3)]
        self.server.bodies = {"/": ('<a href="/lamp1">The lamp is lit again</a> <a href="/lamp2">And once more</a>' + noise[0]).encode(),
                              "/lamp1": (page("one") + noise[1]).encode(), "/lamp2": (page("two") + noise[2]).encode()}
        self.configure_crawl(["/lamp*"])
        self.environment["CUTTINGS_STORE_MAX_WARC_FILE_BYTES"] = "1048576"
        for _ in range(3):
            self.assert_ok(self.run_program("crawl", "run", "--allow-private"))
            time.sleep(1.05)  # wabac is asked by the second

    def captures(self):
        """(type, time) of the front page's records, and in how many files they are."""
        found, files = [], set()
        for path in self.files():
            for fields, _ in records_of(path):
                if fields["WARC-Type"] in ("response", "revisit") and fields["WARC-Target-URI"] == self.origin + "/":
                    found.append((fields["WARC-Type"], fields["WARC-Date"]))
                    files.add(path.name)
                    if fields["WARC-Type"] == "revisit":
                        self.assertTrue(fields["WARC-Profile"].endswith("server-not-modified"))
        return found, len(files)

    def test_wabac_shows_the_page_for_each_304(self):
        captures, files = self.captures()
        self.assertEqual([kind for kind, _ in captures], ["response", "revisit", "revisit"])
        self.assertEqual(files, 2)
        digest = hashlib.sha256(self.server.bodies["/"]).hexdigest()
        for compact in (False, True):
            if compact:
                self.assert_ok(self.run_program("db", "compact", "--store", "archive.db"))
            got = self.replay([(self.origin + "/", "".join(c for c in date[:19] if c.isdigit())) for _, date in captures])
            self.assertEqual([(found["status"], found["sha256"]) for found in got], [(200, digest)] * 3)
            self.assertEqual([found["date"] for found in got], [date[:19] + ".000Z" for _, date in captures])


if __name__ == "__main__":
    unittest.main(verbosity=2)

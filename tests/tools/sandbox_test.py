#!/usr/bin/env python3
"""What a page could do with the program's rights if the parser had a hole: trespass_shim.cc does it from within the parser."""
import json
import os
import unittest

from cli import PAGE, SENTENCE
from site_test_case import SiteTest

SHIM = os.environ["CUTTINGS_TRESPASS_SHIM"]
DENIED = "Permission denied"
REFUSED = "Operation not permitted"
CONFINED = {"trespass read": DENIED, "trespass write": DENIED, "trespass run": REFUSED, "trespass run from memory": REFUSED,
            "trespass peek": REFUSED, "trespass namespace": REFUSED}


@unittest.skipIf(os.environ.get("CUTTINGS_SANITIZE", "").startswith("thread"),
                 "ThreadSanitizer and a preloaded library do not go together")
class SandboxTest(SiteTest):
    def setUp(self):
        super().setUp()
        self.secret = self.write("home/secret", "not for pages")
        (self.dir / "store").mkdir()
        self.store = self.dir / "store" / "archive.db"

    def run_spied(self, *arguments, **environment):
        return self.run_program(*arguments, LD_PRELOAD=SHIM, ASAN_OPTIONS="verify_asan_link_order=0:detect_leaks=0",
                                CUTTINGS_TRESPASS_READ=str(self.secret), CUTTINGS_TRESPASS_WRITE=str(self.dir / "home/planted"),
                                CUTTINGS_TRESPASS_RUN="/bin/true", CUTTINGS_TRESPASS_CALLS="1", **environment)

    def get(self, *arguments, **environment):
        return self.run_spied("get", "--allow-private", "--store", self.store, *arguments, self.origin + "/lamp", **environment)

    def told(self, done):
        return {line.split(": ")[0]: line.split(": ")[1] for line in done.stderr.decode().splitlines()
                if line.startswith("trespass ")}

    def assert_confined(self, done, network="done"):
        self.assertEqual(self.told(done), CONFINED | {"trespass socket": network}, done.stderr)
        self.assertFalse((self.dir / "home/planted").exists())

    def test_without_it_a_hole_in_the_parser_has_all_rights(self):
        done = self.get()
        self.assert_ok(done)
        self.assertEqual(self.told(done), dict.fromkeys([*CONFINED, "trespass socket"], "done"))

    def test_get_opens_nothing_else_and_still_keeps_the_article(self):
        done = self.get("--sandbox", "require", "-f", "txt", "-o", str(self.dir / "store/out.txt"))
        self.assert_ok(done)
        self.assert_confined(done)
        self.assertIn(SENTENCE, (self.dir / "store/out.txt").read_text())
        self.assert_ok(self.run_program("db", "verify", "--store", self.store))
        self.assertIn(SENTENCE, self.run_program("show", "--store", self.store, self.origin + "/lamp").stdout.decode())

    def test_get_without_a_store_does_not_open_one(self):
        done = self.run_spied("get", "--allow-private", "--sandbox", "require", self.origin + "/lamp")
        self.assert_ok(done)
        self.assert_confined(done)
        self.assertIn(SENTENCE, done.stdout.decode())

    def test_a_crawl_is_confined_as_a_whole(self):
        self.server.answers["/"] = ('<h1>Lamps</h1><a href="/lamp1">The lamp number one is lit</a>', "text/html")
        self.configure_crawl(["/", "/lamp*"])
        config = self.dir / "cuttings.toml"
        config.write_text(config.read_text() + f'\n[store]\npath = "{self.store}"\n[process]\nsandbox = "require"\n')
        done = self.run_spied("crawl", "run", "--allow-private", "--prometheus", str(self.dir / "store/m.prom"))
        self.assert_ok(done)
        self.assertIn("new 1", done.stderr.decode())
        self.assert_confined(done)
        self.assertTrue((self.dir / "store/m.prom").exists())

    def test_clean_reads_its_inputs_alone_and_sends_nothing(self):
        self.write("in/folder/a.html", PAGE), self.write("in/b.html", PAGE)
        (self.dir / "out").mkdir()
        listed = self.write("in/list", str(self.write("in/c.html", PAGE)))
        done = self.run_spied("clean", "--sandbox", "require", "-j1", "-f", "jsonl", "-o", self.dir / "out/articles.jsonl",
                              self.dir / "in/folder", self.dir / "in/b.html", "-i", listed)
        self.assert_ok(done)
        self.assert_confined(done, REFUSED)
        self.assertEqual((self.dir / "out/articles.jsonl").read_text().count(SENTENCE), 3)

    def test_clean_knows_the_files_of_a_manifest(self):
        rows = [json.dumps({"id": name, "path": str(self.write(f"in/{name}/page.html", PAGE))}) for name in "ab"]
        manifest = self.write("in/manifest.jsonl", "\n".join(rows))
        done = self.run_spied("clean", "--sandbox", "require", "-j1", "-f", "jsonl", "--manifest", manifest)
        self.assert_ok(done)
        self.assert_confined(done, REFUSED)
        self.assertEqual(done.stdout.decode().count(SENTENCE), 2)
        self.assert_one_line(self.run_program("clean", "--sandbox", "on", "--manifest", "-", stdin="\n".join(rows).encode()), 2,
                             "must know the files of a manifest", "give the manifest as a file")

    def test_import_and_reextract_open_the_store_and_what_they_read(self):
        self.assert_ok(self.run_program("get", "--allow-private", "--store", self.store, self.origin + "/lamp"))
        (warc,) = (self.dir / "store").rglob("*.warc.gz")
        (self.dir / "in").mkdir()
        warc = warc.rename(self.dir / "in" / "lamp.warc.gz")
        (self.dir / "other").mkdir()
        other = self.dir / "other/archive.db"
        done = self.run_spied("import", "--sandbox", "require", "-j1", "--store", other, warc)
        self.assert_ok(done)
        self.assert_confined(done, REFUSED)
        done = self.run_spied("reextract", "--sandbox", "require", "-j1", "--store", other)
        self.assert_ok(done)
        self.assert_confined(done, REFUSED)
        self.assertIn(SENTENCE, self.run_program("show", "--store", other, self.origin + "/lamp").stdout.decode())
        self.assert_ok(self.run_program("db", "verify", "--store", other))

    def test_a_kernel_without_it_is_told_of_and_does_not_matter_unless_it_must_be(self):
        done = self.get("--sandbox", "on", CUTTINGS_WITHOUT_LANDLOCK="1")
        self.assert_ok(done)
        self.assertIn("this kernel has no Landlock", done.stderr.decode())
        self.assertIn("it goes on without", done.stderr.decode())
        done = self.get("--sandbox", "require", CUTTINGS_WITHOUT_LANDLOCK="1")
        self.assert_one_line(done, 2, "this kernel has no Landlock", 'sandbox = "on"')

    def test_what_may_stand_there_is_told(self):
        self.assert_one_line(self.get("--sandbox", "maybe"), 2, "--sandbox", "maybe")


if __name__ == "__main__":
    unittest.main(verbosity=2)

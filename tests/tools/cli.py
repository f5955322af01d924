"""What the command-line tests share: running the built program, and folders of their own."""
import json
import os
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

PROGRAM_DIR = Path(os.environ["CUTTINGS_PROGRAM_DIR"])
SOURCE_DIR = Path(__file__).resolve().parents[2]
# A start takes 0.2 s under AddressSanitizer, of which a quarter is the search for leaks when it ends: it is made where each
# command is tried, and in the GoogleTest programs.
SANITIZED = bool(os.environ.get("CUTTINGS_SANITIZE"))
SEEK_LEAKS = ("clean_test", "get_test", "crawl_test", "archive_test", "db_test", "export_test", "reextract_test", "rules_test")

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>The lamp is lit again</title></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>The lamp is lit again</h1>
<p>The keeper climbed the hundred and twelve steps before dusk, as his father had done, and turned the
lamp on for the first time since the storm took the roof in November.</p>
<p>Nobody had asked him to. The coast has been dark for three months, and the fishermen, who know every
rock by its sound, had stopped complaining some time around Christmas.</p>
<p>By midnight eleven boats had come in. The twelfth, said the harbour master, was never out: its skipper
had been asleep on the quay since the afternoon, under a sail, and could not be woken.</p>
</article><footer>Imprint</footer></body></html>"""
SENTENCE = "By midnight eleven boats had come in."


class CliTest(unittest.TestCase):
    """Each test has an empty folder and sees no configuration of the machine."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.dir = Path(holder.name)
        self.environment = {"PATH": os.environ["PATH"], "HOME": holder.name, "LC_ALL": "C.UTF-8"}
        if SANITIZED and Path(sys.argv[0]).stem not in SEEK_LEAKS:
            self.environment["ASAN_OPTIONS"] = "detect_leaks=0"

    def run_program(self, *arguments, program="cuttings", stdin=b"", timeout=60, **environment):
        return subprocess.run([PROGRAM_DIR / program, *map(str, arguments)], input=stdin,
                              capture_output=True, cwd=self.dir, timeout=timeout,
                              env=self.environment | environment)

    patience_s = 30

    def wait_until(self, holds):
        end = time.monotonic() + self.patience_s
        while not holds():
            self.assertLess(time.monotonic(), end, "waited in vain")
            time.sleep(0.05)

    def write(self, name, content):
        path = self.dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def assert_ok(self, done):
        self.assertEqual(done.returncode, 0, done.stderr.decode())

    def assert_one_line(self, done, code, *parts):
        """Failed with `code`, nothing on stdout, one line on stderr that holds all parts."""
        message = done.stderr.decode()
        self.assertEqual(done.returncode, code, message)
        self.assertEqual(done.stdout, b"")
        self.assertEqual(message.count("\n"), 1, message)
        for part in parts:
            self.assertIn(part, message)


def rows(text):
    """The objects of JSON lines."""
    return [json.loads(line) for line in text.splitlines()]

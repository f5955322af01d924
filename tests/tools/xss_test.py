#!/usr/bin/env python3
"""The vectors of xss/vectors.txt through our HTML outputs: nothing but the allow-list is written, and nothing runs in a
real browser. CUTTINGS_XSS=all looks at the account (`explain`) of every page, not of some."""
import os
import re
import tempfile
import unittest
from pathlib import Path

from browser import Browser, find_browser
from cli import PAGE, SANITIZED, CliTest

CORPUS = Path(__file__).parent / "xss" / "vectors.txt"
ESCAPE = re.compile(rb"\\(n|t|0|x[0-9A-F]{2})")
LINK = r'href="(https?://[^"<>]*|mailto:[^"<>]*)"( rel="noopener noreferrer nofollow")'
# Everything that `-f html` may write, attributes in the order we write them.
BODY_TAGS = [r"/?(p|h[1-6]|ul|ol|li|blockquote|pre|code|strong|em|table|thead|tbody|tr|th|td|figure|figcaption)",
             r"br", r'ol start="-?\d+"', f"a {LINK}", r"/a", r'img src="https?://[^"<>]*" alt="[^"<>]*"',
             r'article( lang="[A-Za-z0-9-]*")?', r"/article", "!DOCTYPE html", r'meta charset="utf-8"']
# And what `explain -f html` puts around it.
FRAME_TAGS = [r'html lang="en"', r"/?(head|body|title|header|main|section|b|span)", "/html", "style", "/style",
              r'meta (name="viewport"|http-equiv="Content-Security-Policy") content="[^"<>]*"',
              r'a class="skip" href="#article"', r'section aria-labelledby="(blocks|fields)"',
              r'h2 id="(blocks|fields|article)"( tabindex="-1")?', r'ol class="blocks"', r'li class="(kept|dropped)"',
              r'p class="(why|words)"( dir="auto")?', r'table class="fields"', r'th scope="(row|col)"', r'td dir="auto"',
              r'article class="article" dir="auto"( lang="[A-Za-z0-9-]*")?', r'h3 class="title"']
# What a user may do to every element of a page.
TOUCH = """document.querySelectorAll('*').forEach(element => ['click', 'mouseover', 'pointerenter', 'focus', 'blur', 'load',
  'error', 'toggle', 'animationstart', 'scroll', 'resize'].forEach(
    kind => element.dispatchEvent(new Event(kind, {bubbles: true}))))"""


def vectors():
    """(where, markup as bytes) of each vector, in the order of the file."""
    found = []
    for line in CORPUS.read_bytes().splitlines():
        where, _, markup = line.partition(b" ")
        if where in (b"body", b"head", b"html"):
            found.append((where.decode(), ESCAPE.sub(unescaped, markup)))
    return found


def unescaped(match):
    word = match.group(1)
    return {b"n": b"\n", b"t": b"\t", b"0": b"\0"}.get(word) or bytes([int(word[1:], 16)])


def page_with(where, markup):
    page = PAGE.encode()
    if where == "html":
        return page.replace(b'<html lang="en"', b"<html " + markup)
    if where == "head":
        return page.replace(b"<meta charset", markup + b"<meta charset")
    return page.replace(b"<p>Nobody", markup + b"\n<p>Nobody")


def strange_tags(html, allowed):
    """What of `html` is not text, not a reference, and not one of the allowed tags."""
    html = re.sub(r"(?<=<style>).*?(?=</style>)", "", html, count=1, flags=re.S)
    tag = re.compile("<(?:" + "|".join(allowed) + ")>")
    return re.findall(r"[<>][^<>]{0,80}", tag.sub("", html))


class Xss(CliTest):
    def setUp(self):
        super().setUp()
        self.vectors = vectors()
        for n, vector in enumerate(self.vectors):
            self.write(f"pages/{n:03}.html", page_with(*vector))
        self.names = [f"pages/{n:03}.html" for n in range(len(self.vectors))]

    def cleaned(self):
        """All articles in one document, as `clean -f html` prints many."""
        done = self.run_program("clean", "-q", "-f", "html", *self.names)
        self.assertIn(done.returncode, (0, 1, 3), done.stderr)
        return done.stdout.decode()

    def explained(self, every):
        """Number and account of each `every`-th page; of all when CUTTINGS_XSS=all."""
        step = 1 if os.environ.get("CUTTINGS_XSS") == "all" else every
        for n, name in list(enumerate(self.names))[::step]:
            done = self.run_program("explain", name, "-f", "html")
            yield n, done.stdout.decode()

    def test_there_are_enough(self):
        self.assertGreaterEqual(len(self.vectors), 150)

    def test_only_the_allow_list_is_written(self):
        cleaned = self.cleaned()
        self.assertGreater(cleaned.count("<article"), 0.9 * len(self.vectors))
        self.assertEqual(strange_tags(cleaned, BODY_TAGS), [])
        for n, html in self.explained(every=15 if SANITIZED else 3):
            with self.subTest(self.vectors[n]):
                self.assertIn("</html>", html)
                self.assertEqual(strange_tags(html, BODY_TAGS + FRAME_TAGS), [])

    def test_an_exported_archive_is_on_the_list_too(self):
        self.assertEqual(strange_tags(self.exported(), BODY_TAGS + FRAME_TAGS), [])

    def test_the_check_finds_what_it_should(self):
        for planted in ("<script>", "<p onclick=xss()>", '<a href="javascript:xss()" rel="noopener noreferrer nofollow">',
                        '<img src="https://a.example/" alt="" onload="x">', "a < b", "<br/ >"):
            self.assertNotEqual(strange_tags(f"<p>words</p>{planted}", BODY_TAGS), [], planted)

    def exported(self):
        records = []
        for n, name in enumerate(self.names):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + (self.dir / name).read_bytes()
            records.append((f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{n}\r\n"
                            f"WARC-Date: 2026-02-03T08:10:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
                            f"Content-Length: {len(block)}\r\n\r\n").encode() + block + b"\r\n\r\n")
        self.write("made.warc", b"".join(records))
        self.run_program("import", "-q", "--store", "archive.db", "made.warc")
        done = self.run_program("export", "--store", "archive.db", "-f", "html")
        self.assert_ok(done)
        html = done.stdout.decode()
        self.assertGreater(html.count("<article"), 0.9 * len(self.vectors))
        return html


@unittest.skipUnless(find_browser(), "no Chromium here: apt-get install chromium")
class XssInABrowser(Xss):
    test_there_are_enough = test_only_the_allow_list_is_written = None
    test_an_exported_archive_is_on_the_list_too = test_the_check_finds_what_it_should = None

    def setUp(self):
        super().setUp()
        profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.addCleanup(profile.cleanup)
        self.browser = Browser(find_browser(), profile.name)
        self.addCleanup(self.browser.close)

    def runs_in(self, html):
        """What ran of a page of ours: exceptions (xss is defined nowhere), dialogues, and pages that it went to."""
        path = self.write("look.html", html)
        self.browser.open(path.as_uri())
        self.browser.evaluate(TOUCH)
        ran = [event["exceptionDetails"]["text"] for event in self.browser.events_called("Runtime.exceptionThrown")]
        ran += [event["message"] for event in self.browser.events_called("Page.javascriptDialogOpening")]
        ran += [event["frame"]["url"] for event in self.browser.events_called("Page.frameNavigated")
                if event["frame"]["url"] != path.as_uri()]
        return ran

    def test_nothing_of_ours_runs_and_the_raw_pages_do(self):
        self.assertEqual(self.runs_in(self.cleaned()), [])
        self.assertEqual(self.runs_in(self.exported()), [])
        for n, html in self.explained(every=10):
            with self.subTest(self.vectors[n]):
                self.assertEqual(self.runs_in(html), [])
        alive = sum(bool(self.runs_in((self.dir / name).read_bytes())) for name in self.names[:30])
        print(f"{len(self.vectors)} vectors; of the first 30 raw pages {alive} ran something here")
        self.assertGreater(alive, 10)  # else this test would not see it


if __name__ == "__main__":
    unittest.main(verbosity=2)

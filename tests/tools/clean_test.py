#!/usr/bin/env python3
"""cuttings clean: formats, many pages, bad pages, pipes."""
import base64
import json
import os
import pty
import select
import subprocess
import unittest

from cli import PAGE, PROGRAM_DIR, SENTENCE, CliTest, rows


class Formats(CliTest):
    def setUp(self):
        super().setUp()
        self.write("page.html", PAGE)

    def clean(self, *arguments):
        done = self.run_program("clean", "page.html", *arguments)
        self.assert_ok(done)
        return done.stdout.decode()

    def test_plain_text_in_a_pipe(self):
        text = self.clean()
        self.assertIn(SENTENCE, text)
        self.assertNotIn("<p>", text)
        self.assertNotIn("# ", text)

    def test_json(self):
        article = json.loads(self.clean("-f", "json", "--url", "https://example.org/lamp"))
        self.assertIn(SENTENCE, article["text"])
        self.assertEqual(article["url"], "https://example.org/lamp")

    def test_jsonl_has_what_evaluations_read(self):
        row, = rows(self.clean("-f", "jsonl"))
        self.assertLessEqual({"id", "text", "title", "authors", "date_published"}, row.keys())
        self.assertEqual(row["id"], "page.html")

    def test_markdown_begins_with_front_matter(self):
        self.assertTrue(self.clean("-f", "md").startswith("---\n"))

    def test_a_frameset_names_the_pages_that_hold_its_text(self):
        self.write("frames.html", '<title>Bay Courier</title><frameset><frame src="menu.html">'
                   '<frame src="/text/1.html#a"><frame></frameset>')
        done = self.run_program("clean", "frames.html", "--url", "https://example.org/x/")
        self.assertEqual(done.returncode, 3)
        self.assertIn("is a frameset", done.stderr.decode())
        self.assertIn("https://example.org/x/menu.html https://example.org/text/1.html\n", done.stderr.decode())

    def test_html_is_a_page(self):
        page = self.clean("-f", "html")
        self.assertTrue(page.startswith("<!DOCTYPE html>"))
        self.assertIn("<article", page)

    def test_format_by_the_name_of_the_output(self):
        self.assertEqual(self.clean("-o", "out.json"), "")
        self.assertIn(SENTENCE, json.loads((self.dir / "out.json").read_text())["text"])

    def test_stdin_is_read_with_dash_and_without(self):
        for arguments in (["-"], []):
            done = self.run_program("clean", *arguments, stdin=PAGE.encode())
            self.assert_ok(done)
            self.assertIn(SENTENCE, done.stdout.decode())

    def test_a_page_that_a_browser_saved_as_one_file(self):
        header = 'Snapshot-Content-Location: https://example.org/lamp\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
        part = "--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n--b--\r\n"
        self.write("saved/lamp.mhtml", header + part % base64.encodebytes(PAGE.encode()).decode())
        for named in ("saved/lamp.mhtml", "saved"):
            done = self.run_program("clean", "-f", "jsonl", named)
            self.assert_ok(done)
            row, = rows(done.stdout.decode())
            self.assertIn(SENTENCE, row["text"])
            self.assertEqual(row["url"], "https://example.org/lamp")
        self.write("empty.mht", header + "--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n")
        done = self.run_program("clean", "empty.mht")
        self.assertEqual(done.returncode, 8)
        self.assertIn(b"empty.mht: the MHTML file holds no HTML", done.stderr)

    def test_text_file_loses_residue_lines_and_explain_says_why(self):
        self.write("old.txt", "Skip to main content\n\nThe boat left at dawn.\n\nREAD MORE: Ferries\n")
        done = self.run_program("clean", "old.txt")
        self.assert_ok(done)
        self.assertEqual(done.stdout.decode().strip(), "The boat left at dawn.")
        done = self.run_program("explain", "old.txt", "-f", "json")
        self.assert_ok(done)
        self.assertEqual([(b["text"], b["reason"]) for b in json.loads(done.stdout)["blocks"]],
                         [("Skip to main content", "skip_link"),
                          ("The boat left at dawn.", "body_text"),
                          ("READ MORE: Ferries", "related_links")])

    def test_lines_that_texts_of_a_run_share_go_and_explain_says_why(self):
        plea = "This newsroom is paid for by its readers."
        for place in ("harbour", "school", "mill", "bridge"):
            self.write(f"texts/{place}.txt", f"The {place} was shut for eleven days after the storm.\n\n{plea}\n")
        self.write("texts.jsonl", "".join(json.dumps({"path": f"texts/{place}.txt"}) + "\n"
                                          for place in ("harbour", "school", "mill", "bridge")))
        for inputs in (["texts"], ["--manifest", "texts.jsonl"]):
            done = self.run_program("clean", *inputs, "-f", "jsonl")
            self.assert_ok(done)
            self.assertEqual(sorted(row["text"] for row in rows(done.stdout.decode())),
                             [f"The {place} was shut for eleven days after the storm."
                              for place in ("bridge", "harbour", "mill", "school")])
        self.assertIn(plea, self.run_program("clean", "texts/mill.txt").stdout.decode(), "alone it is no repeat")
        done = self.run_program("explain", "texts/mill.txt", "--beside", "texts", "-f", "json")
        self.assert_ok(done)
        self.assertEqual([b["reason"] for b in json.loads(done.stdout)["blocks"]], ["body_text", "run_repeat"])

    def test_text_under_any_name_and_on_stdin(self):
        text = "Skip to main content\n\nThe boat left <at> dawn.\n"
        self.write("note.dat", text)
        self.write("m.jsonl", json.dumps({"path": "note.dat", "content_type": "text/plain"}) + "\n")
        for arguments in (["--text"], ["--text", "note.dat"], ["--manifest", "m.jsonl"]):
            done = self.run_program("clean", *arguments, "-f", "txt", stdin=text.encode())
            self.assert_ok(done)
            self.assertEqual(done.stdout.decode().strip(), "The boat left <at> dawn.", arguments)

    def test_folder_as_json_is_one_array(self):
        self.write("site/a.html", PAGE)
        self.write("site/deep/b.htm", PAGE)
        self.write("site/notes.css", "p {}")
        done = self.run_program("clean", "site", "-f", "json")
        self.assert_ok(done)
        self.assertEqual(len(json.loads(done.stdout)), 2)

    def test_list_of_files(self):
        self.write("list.txt", "# pages\npage.html\n\n")
        done = self.run_program("clean", "-i", "list.txt", "-f", "jsonl")
        self.assertEqual([row["id"] for row in rows(done.stdout.decode())], ["page.html"])


class Manifest(CliTest):
    def manifest(self, *entries):
        return self.write("m.jsonl", "".join(json.dumps(entry) + "\n" for entry in entries))

    def test_one_object_a_page_with_its_id(self):
        self.write("p.html", PAGE)
        entries = [{"id": f"n{i}", "path": "p.html", "url": f"https://example.org/{i}"}
                   for i in range(50)]
        self.manifest(*entries)
        for jobs in ([], ["-j", "1"], ["-j", "4"]):
            done = self.run_program("clean", "--manifest", "m.jsonl", "-f", "jsonl", "-o", "out.jsonl",
                                    *jobs)
            self.assert_ok(done)
            out = rows((self.dir / "out.jsonl").read_text())
            self.assertEqual({row["id"]: row["url"] for row in out},
                             {entry["id"]: entry["url"] for entry in entries})

    def test_one_thread_keeps_the_order(self):
        self.write("p.html", PAGE)
        self.manifest(*({"id": str(i), "path": "p.html"} for i in range(20)))
        done = self.run_program("clean", "--manifest", "m.jsonl", "-f", "jsonl", "-j", "1")
        self.assertEqual([row["id"] for row in rows(done.stdout.decode())],
                         [str(i) for i in range(20)])

    def test_failed_pages_have_an_error_and_the_run_goes_on(self):
        self.write("p.html", PAGE)
        self.write("x.pdf", b"%PDF-1.7\n")
        self.manifest({"id": "gone", "path": "gone.html"}, {"id": "pdf", "path": "x.pdf"},
                      {"id": "good", "path": "p.html"})
        done = self.run_program("clean", "--manifest", "m.jsonl", "-f", "jsonl", "-o", "out.jsonl")
        self.assertEqual(done.returncode, 1)
        out = {row["id"]: row for row in rows((self.dir / "out.jsonl").read_text())}
        self.assertIn("gone.html", out["gone"]["error"])
        self.assertIn("PDF", out["pdf"]["error"])
        self.assertIn(SENTENCE, out["good"]["text"])

    def test_bad_lines_are_named_and_passed(self):
        self.write("p.html", PAGE)
        self.write("m.jsonl", '{"id": "a", "path": "p.html"}\nnot json\n{"id": "b"}\n')
        done = self.run_program("clean", "--manifest", "m.jsonl", "-f", "jsonl", "-q")
        self.assertEqual(done.returncode, 1)
        self.assertIn("m.jsonl:2: not a JSON object", done.stderr.decode())
        self.assertIn('m.jsonl:3: no "path"', done.stderr.decode())
        self.assertEqual([row["id"] for row in rows(done.stdout.decode())], ["a"])

    def test_deeply_nested_line_is_refused_like_any_other(self):
        self.write("m.jsonl", "[" * 2_000_000 + "]" * 2_000_000 + "\n")
        done = self.run_program("clean", "--manifest", "m.jsonl", "-f", "jsonl", "-q")
        self.assert_one_line(done, 8, "m.jsonl:1: not a JSON object")

    def test_a_page_without_an_article_keeps_what_it_declares(self):
        self.write("wall.html", "<html lang=en><head><title>Ferry returns</title><script type='application/ld+json'>"
                                '{"@type":"NewsArticle","headline":"Ferry returns","datePublished":"2026-01-03",'
                                '"author":{"@type":"Person","name":"Ann Lee"}}</script></head>'
                                "<body><noscript>Please enable JavaScript to read this page.</noscript>"
                                "<div id=root></div><script src=app.js></script></body></html>")
        self.manifest({"id": "wall", "path": "wall.html", "url": "https://example.org/2026/ferry"})
        done = self.run_program("clean", "--manifest", "m.jsonl", "-f", "jsonl", "-q")
        row, = rows(done.stdout.decode())
        self.assertEqual(row["error_kind"], "empty_shell")
        self.assertEqual((row["title"], row["authors"], row["date_published"], row["verdict"]),
                         ("Ferry returns", ["Ann Lee"], "2026-01-03", "empty_shell"))
        self.assertNotIn("text", row)

    def test_missing_manifest(self):
        done = self.run_program("clean", "--manifest", "no.jsonl", "-f", "jsonl")
        self.assert_one_line(done, 8, "no.jsonl")


class BadPages(CliTest):
    """Each gives one line and nothing half written, whatever is thrown at it."""

    def assert_refused(self, content, code, *parts):
        self.write("bad.html", content)
        done = self.run_program("clean", "bad.html", "-o", "out.txt")
        self.assert_one_line(done, code, "bad.html", *parts)
        self.assertEqual(sorted(path.name for path in self.dir.iterdir()), ["bad.html"])

    def assert_read(self, content):
        self.write("bad.html", content)
        done = self.run_program("clean", "bad.html")
        self.assert_ok(done)
        self.assertIn(SENTENCE, done.stdout.decode())
        return done.stdout.decode()

    def test_empty(self):
        self.assert_refused("", 8, "is empty")
        self.assert_refused(" \n\t", 8, "is empty")

    def test_pdf(self):
        self.assert_refused(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", 8, "a PDF document")

    def test_image_and_archive(self):
        self.assert_refused(b"\x89PNG\r\n\x1a\n" + bytes(200), 8, "a PNG image")
        self.assert_refused(b"PK\x03\x04" + bytes(200), 8, "a ZIP archive")

    def test_fifty_megabytes(self):
        self.assert_refused(b"<p>" + b"word " * (10 << 20), 8, "too large")

    def test_page_without_an_article(self):
        self.assert_refused("<html><body></body></html>", 3, "no article", "cuttings explain")

    def test_deep_nesting_is_refused_or_read_but_never_fatal(self):
        self.write("deep.html", "<table><tr><td>" * 300_000 + PAGE)
        done = self.run_program("clean", "deep.html")
        self.assertIn(done.returncode, (0, 3, 8), done.stderr.decode()[-500:])
        self.assertLessEqual(done.stderr.count(b"\n"), 1)

    def test_thirty_thousand_attributes(self):
        attributes = " ".join(f"a{i}=1" for i in range(30_000))
        self.assert_read(PAGE.replace("<article>", f"<article {attributes}>"))

    def test_cut_off_in_the_middle(self):
        self.assert_read(PAGE[:PAGE.index("</article>")])

    def test_nul_bytes(self):
        self.assertNotIn("\0", self.assert_read(PAGE.replace("dusk", "du\0sk")))

    def test_wrong_charset_declared(self):
        page = PAGE.replace("Nobody", "N\u00f6body").encode("latin-1")  # but meta says utf-8
        self.assert_read(page)

    def test_folder_without_pages(self):
        (self.dir / "none").mkdir()
        self.assert_one_line(self.run_program("clean", "none"), 8, "no page in none")

    def test_unreadable_output_folder(self):
        self.write("page.html", PAGE)
        done = self.run_program("clean", "page.html", "-o", "no/such/out.txt")
        self.assert_one_line(done, 8, "no/such/out.txt", "folder")

    def test_full_disk(self):
        self.write("page.html", PAGE)
        done = self.run_program("clean", "page.html", "-o", "/dev/full")
        self.assert_one_line(done, 8, "No space left", "free some space")

    def test_old_output_stands_when_the_run_fails(self):
        self.write("out.txt", "old\n")
        self.run_program("clean", "gone.html", "-o", "out.txt")
        self.assertEqual((self.dir / "out.txt").read_text(), "old\n")

    def test_several_that_fail_differently(self):
        self.write("empty.html", "<html></html>")
        done = self.run_program("clean", "empty.html", "gone.html")
        self.assertEqual(done.returncode, 1)

    def test_several_that_fail_alike(self):
        self.assertEqual(self.run_program("clean", "gone.html", "gone2.html").returncode, 8)


class Pipes(CliTest):
    def test_closed_pipe_ends_quietly(self):
        self.write("page.html", PAGE)
        self.write("list.txt", "page.html\n" * 2000)
        with subprocess.Popen([PROGRAM_DIR / "cuttings", "clean", "-i", "list.txt"], cwd=self.dir,
                              env=self.environment, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as process:
            process.stdout.read(10)
            process.stdout.close()
            self.assertEqual(process.stderr.read(), b"")
            self.assertEqual(process.wait(timeout=60), 0)

    def on_terminal(self, *arguments, **environment):
        """Output of a run whose stdout and stderr are a terminal."""
        master, slave = pty.openpty()
        process = subprocess.Popen([PROGRAM_DIR / "cuttings", *arguments], cwd=self.dir, stdin=slave,
                                   stdout=slave, stderr=slave,
                                   env=self.environment | {"TERM": "xterm"} | environment)
        os.close(slave)
        output = b""
        while select.select([master], [], [], 60)[0]:
            try:
                block = os.read(master, 65536)
            except OSError:  # the last writer has gone
                break
            output += block
        os.close(master)
        process.wait(timeout=60)
        return output.decode()

    def test_terminal_gets_a_reading_view_and_a_dim_footer(self):
        self.write("page.html", PAGE)
        output = self.on_terminal("clean", "page.html")
        self.assertIn(SENTENCE, output)
        self.assertRegex(output, r"\x1b\[2mkept \d+ of \d+ blocks · \d+\.\d\d s · "
                                 r"cuttings explain page.html shows why\x1b\[0m")

    def test_no_color(self):
        self.write("page.html", PAGE)
        self.assertNotIn("\x1b", self.on_terminal("clean", "page.html", NO_COLOR="1"))
        self.assertNotIn("\x1b", self.on_terminal("clean", "page.html", "--color", "never"))

    def test_escapes_in_a_page_never_reach_the_terminal(self):
        self.write("page.html", PAGE.replace("dusk", "dusk&#27;]0;owned&#7;\x1b[31m"))
        output = self.on_terminal("clean", "page.html", "-q")
        self.assertIn(SENTENCE, output)
        self.assertNotIn("\x1b", output)
        self.assertNotIn("\x07", output)

    def test_progress_as_json_lines(self):
        self.write("page.html", PAGE)
        done = self.run_program("clean", "page.html", "page.html", "-q", "--progress", "json")
        last = rows(done.stderr.decode())[-1]
        self.assertEqual((last["done"], last["total"], last["ok"], last["failed"]), (2, 2, 2, 0))


class Explain(CliTest):
    def test_kept_and_dropped_make_the_page(self):
        self.write("page.html", PAGE)
        done = self.run_program("explain", "page.html", "-f", "json")
        self.assert_ok(done)
        blocks = json.loads(done.stdout)["blocks"]
        kept = {block["text"]: block["kept"] for block in blocks}
        self.assertTrue(any(SENTENCE in text and is_kept for text, is_kept in kept.items()))
        self.assertIn("Imprint", " ".join(kept))

    def test_unknown_page(self):
        self.assert_one_line(self.run_program("explain", "gone.html"), 8, "gone.html")


if __name__ == "__main__":
    unittest.main()

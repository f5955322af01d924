#!/usr/bin/env python3
"""Machines and command lines that nobody planned for: one clear line and the right exit code, and nothing waits for ever."""
import fcntl
import os
import resource
import subprocess
import time
import unittest
from pathlib import Path

from cli import PAGE, PROGRAM_DIR, SANITIZED, SENTENCE
from site_test_case import SiteTest


class OddMachineTest(SiteTest):
    def run_with(self, prepare, *arguments, **options):
        return subprocess.run([PROGRAM_DIR / "cuttings", *map(str, arguments)], cwd=self.dir, env=self.environment, timeout=60,
                              preexec_fn=prepare, **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options)

    def keep(self, store="archive.db", path="/lamp"):
        return self.run_program("get", "--allow-private", "--store=" + str(store), self.origin + path)

    def test_a_pipe_or_a_folder_in_the_place_of_the_store_is_refused(self):
        os.mkfifo(self.dir / "pipe.db")
        for name in ("pipe.db", "."):
            self.assert_one_line(self.run_program("list", "--store", name), 7, "it is no file", "name the file of a store")

    def test_a_closed_stdout_is_no_success(self):
        self.write("page.html", PAGE)
        done = self.run_with(lambda: os.close(1), "clean", "page.html", stdout=None)
        self.assertEqual(done.returncode, 8, done.stderr)
        self.assertIn(b"cannot write standard output", done.stderr)

    def test_a_name_of_an_open_file_keeps_its_name(self):
        self.write("page.html", PAGE)
        for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
            with open(self.dir / "log", "w+b") as log:
                log.write(b"before\n"), log.flush()
                self.assertEqual(self.run_with(None, "clean", "-o", name, "page.html", stdout=log).returncode, 0)
                log.seek(0)
                text = log.read().decode()
            self.assertTrue(text.startswith("before\n") and SENTENCE in text, text)
        self.assertTrue(os.path.islink("/dev/stdout"))
        self.assert_one_line(self.run_program("clean", "-o", "/dev/fd/77", "page.html"), 8, "cannot write /dev/fd/77")

    def test_a_link_to_a_result_stays_a_link(self):
        self.write("page.html", PAGE)
        self.write("elsewhere/result.txt", "old")
        (self.dir / "link.txt").symlink_to("elsewhere/result.txt")
        for more in ([], ["--sandbox", "on"]):
            (self.dir / "elsewhere/result.txt").write_text("old")
            self.assert_ok(self.run_program("clean", "-o", "link.txt", *more, "page.html"))
            self.assertTrue((self.dir / "link.txt").is_symlink())
            self.assertIn(SENTENCE, (self.dir / "elsewhere/result.txt").read_text())
        self.assertEqual(os.listdir(self.dir / "elsewhere"), ["result.txt"])

    def test_a_result_may_have_the_longest_name_there_is(self):
        self.write("page.html", PAGE)
        name = "n" * 251 + ".txt"
        self.assert_ok(self.run_program("clean", "-o", name, "page.html"))
        self.assertIn(SENTENCE, (self.dir / name).read_text())
        self.assert_one_line(self.run_program("clean", "-o", name + "x", "page.html"), 8, "File name too long")
        self.assertEqual(sorted(os.listdir(self.dir)), [name, "page.html"])

    def stop(self, *arguments, stdin):
        """Asks once to stop, when the program waits for what nobody writes; how it ended."""
        process = subprocess.Popen([PROGRAM_DIR / "cuttings", *arguments], cwd=self.dir, env=self.environment, stdin=stdin,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while b"SigCgt:\t0000000000000000" in (status := Path(f"/proc/{process.pid}/status").read_bytes()) or b"(sleeping)" not in status:
            time.sleep(0.01)  # until it handles signals and waits
        process.terminate()
        out, err = process.communicate(timeout=60)
        self.assertEqual((process.returncode, out), (143, b""), err)
        return err.decode()

    def test_a_page_that_nobody_writes_can_be_waited_for_and_given_up(self):
        os.mkfifo(self.dir / "pipe.html")
        self.assertIn("stopped before all of pipe.html was read", self.stop("clean", "pipe.html", stdin=subprocess.DEVNULL))
        reader, writer = os.pipe()
        self.addCleanup(os.close, reader), self.addCleanup(os.close, writer)
        self.assertIn("stopped before all of standard input was read", self.stop("clean", "-", stdin=reader))
        with subprocess.Popen([PROGRAM_DIR / "cuttings", "clean", "pipe.html"], cwd=self.dir, env=self.environment,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            (self.dir / "pipe.html").write_text(PAGE)
            self.assertIn(SENTENCE, process.communicate(timeout=60)[0].decode())

    def test_archives_and_manifests_that_nobody_writes_can_be_given_up_at_once(self):
        reader, writer = os.pipe()
        self.addCleanup(os.close, reader), self.addCleanup(os.close, writer)
        os.mkfifo(self.dir / "pipe.warc.gz")
        for arguments in (["clean", "--warc", "-"], ["import", "-"], ["clean", "--manifest", "-"], ["clean", "pipe.warc.gz"],
                          ["import", "pipe.warc.gz"], ["clean", "-j2", "-f", "jsonl", "--manifest", "pipe.warc.gz"]):
            with self.subTest(arguments):
                self.assertIn("stopped before all of", self.stop(*arguments, stdin=reader))

    def test_an_archive_in_a_pipe_is_read_as_it_comes(self):
        self.assert_ok(self.run_program("get", "--allow-private", "--store", "archive.db", self.origin + "/lamp"))
        [warc] = (self.dir / "warc").glob("*.warc.gz")
        os.mkfifo(self.dir / "pipe.warc.gz")
        with subprocess.Popen([PROGRAM_DIR / "cuttings", "clean", "pipe.warc.gz"], cwd=self.dir, env=self.environment,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            (self.dir / "pipe.warc.gz").write_bytes(warc.read_bytes())
            self.assertIn(SENTENCE, process.communicate(timeout=60)[0].decode())

    def test_what_can_be_read_but_once_is_read_once(self):
        self.write("page.html", PAGE)
        for sandbox, code in ((["--sandbox", "off"], 0), (["--sandbox", "on"], 2)):
            reader, writer = os.pipe()
            os.write(writer, b'{"path":"page.html"}\n' * 3)
            os.close(writer)
            done = self.run_with(None, "clean", "-f", "jsonl", *sandbox, "--manifest", f"/dev/fd/{reader}", pass_fds=[reader])
            os.close(reader)
            self.assertEqual((done.returncode, done.stdout.count(SENTENCE.encode())), (code, 0 if code else 3), done.stderr)
        os.mkfifo(self.dir / "pipe.txt")
        with subprocess.Popen([PROGRAM_DIR / "cuttings", "clean", "-f", "jsonl", "pipe.txt", "page.html"], cwd=self.dir,
                              env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            (self.dir / "pipe.txt").write_text((SENTENCE + " " + SENTENCE + "\n\n") * 9)
            self.assertEqual(process.communicate(timeout=60)[0].count(b"\n"), 2)
            self.assertEqual(process.returncode, 0)

    def test_a_folder_is_no_manifest(self):
        (self.dir / "folder").mkdir()
        done = self.run_program("clean", "-f", "jsonl", "--manifest", "folder", "-v")
        self.assertEqual(done.returncode, 8, done.stderr)
        self.assertIn(b"cannot read folder: Is a directory", done.stderr)

    def test_a_result_never_takes_the_place_of_an_archive(self):
        self.assert_ok(self.keep())
        self.write("page.html", PAGE)
        (self.dir / "link.db").symlink_to("archive.db")
        for command in (["export", "--store", "archive.db", "-f", "sqlite", "-o", "archive.db"], ["db", "wacz", "--store", "archive.db", "archive.db"],
                        ["clean", "-o", "link.db", "page.html"], ["export", "--store", "archive.db", "-f", "csv", "-o", "archive.db.lock"],
                        ["clean", "-o", "./archive.db", "page.html"]):
            with self.subTest(command):
                self.assert_one_line(self.run_program(*command), 2, "belongs to an archive", "name another file")
        self.assert_ok(self.run_program("db", "verify", "--store", "archive.db"))
        for _ in range(2):  # an export is no archive that is written, and may be replaced
            self.assert_ok(self.run_program("export", "--store", "archive.db", "-f", "sqlite", "-o", "out.sqlite"))

    def test_a_result_never_takes_the_place_of_raw_pages(self):
        self.assert_ok(self.keep())
        self.write("page.html", PAGE)
        file = next((self.dir / "warc").iterdir())
        before = file.read_bytes()
        (self.dir / "link.txt").symlink_to(file)
        name = "warc/" + file.name
        for command in (["clean", "-f", "jsonl", "-o", name, name], ["export", "--store", "archive.db", "-f", "csv", "-o", name],
                        ["db", "wacz", "--store", "archive.db", name], ["clean", "-o", "link.txt", "page.html"],
                        ["get", "--allow-private", "-o", name, "http://127.0.0.1:1/"]):
            with self.subTest(command):
                self.assert_one_line(self.run_program(*command), 2, "holds raw pages and is not overwritten")
        self.assertEqual(file.read_bytes(), before)

    def test_what_must_be_whole_takes_the_place_of_no_device_and_no_folder(self):
        self.assert_ok(self.keep())
        os.mkfifo(self.dir / "pipe")  # as any device: root may rename a file over /dev/stdout
        (self.dir / "folder").mkdir()
        for name in ("pipe", "folder"):
            self.assert_one_line(self.run_program("db", "wacz", "--store", "archive.db", name), 2, name + " is no file")
            self.assertEqual(self.run_program("db", "backup", "--store", "archive.db", name).returncode, 2)
        self.assertTrue((self.dir / "pipe").is_fifo())
        for command in ("wacz", "backup"):
            self.assert_one_line(self.run_program("db", command, "--store", "archive.db", "-"), 2, "standard output", "name a file")
        self.assertFalse((self.dir / "-").exists())
        (self.dir / "link.wacz").symlink_to("real.wacz")
        self.assert_ok(self.run_program("db", "wacz", "--store", "archive.db", "link.wacz"))
        self.assertTrue((self.dir / "link.wacz").is_symlink() and (self.dir / "real.wacz").is_file())

    def test_a_message_stays_one_line_that_can_be_read(self):
        self.write("list.txt", "\u00fc" * 1_500_000)
        for command, code, end in ((["get", "-i", "list.txt"], 2, ""), (["clean", "-i", "list.txt"], 8, "File name too long")):
            done = self.run_program(*command)
            self.assert_one_line(done, code, " bytes] ", end)
            self.assertLess(len(done.stderr), 4000)
            done.stderr.decode()  # no character is cut

    def test_what_is_too_large_for_its_kind_is_an_input_that_cannot_be_read(self):
        for command in (["rules", "lint", "/dev/zero"], ["db", "verify-proof", "/dev/zero"]):
            self.assert_one_line(self.run_program(*command), 8, "/dev/zero holds more than")

    def test_a_list_too_large_to_be_one_is_an_input_that_cannot_be_read(self):
        with open(self.dir / "list.txt", "wb") as urls:
            urls.truncate(1 << 40)
        for command in ("get", "clean", "import"):
            self.assert_one_line(self.run_program(command, "-i", "list.txt"), 8, "list.txt holds more than 64 MiB")

    def test_a_subfolder_that_cannot_be_read_is_named_and_the_rest_is_read(self):
        self.write("pages/page.html", PAGE)
        here = os.open(self.dir / "pages", os.O_RDONLY)
        for _ in range(18):  # beyond what a path may have: for root, too, who may read every folder
            os.mkdir("d" * 250, dir_fd=here)
            deeper = os.open("d" * 250, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = deeper
        os.close(here)
        done = self.run_program("clean", "-f", "jsonl", "pages")
        message = done.stderr.decode()
        self.assertEqual(done.returncode, 1, message)
        self.assertIn(SENTENCE, done.stdout.decode())
        self.assertIn("cannot read pages/ddd", message)
        self.assertIn("File name too long", message)
        if os.geteuid() != 0:
            self.write("more/page.html", PAGE)
            (self.dir / "more/closed").mkdir(mode=0)
            self.assertIn(b"cannot read more/closed: Permission denied", self.run_program("clean", "more").stderr)

    def test_a_line_of_a_manifest_without_an_end_costs_no_memory(self):
        with open(self.dir / "pages.jsonl", "wb") as manifest:
            manifest.write(b'{"path":"page.html"}\n')
            manifest.truncate(1 << 40)
        self.write("page.html", PAGE)
        done = self.run_program("clean", "-j1", "-f", "jsonl", "-v", "--manifest", "pages.jsonl")
        self.assertIn("pages.jsonl:2: a line of more than 16 MiB; nothing behind it is read", done.stderr.decode())
        self.assertIn(SENTENCE, done.stdout.decode())
        self.assertEqual(done.returncode, 1, done.stderr)

    def test_a_time_that_is_no_number(self):
        for value in ("nan", "NaN", "inf", "-1", "1e300"):
            done = self.run_program("get", "--timeout", value, self.origin + "/lamp")
            self.assert_one_line(done, 2, "--timeout", value)

    @unittest.skipIf(SANITIZED, "a sanitizer holds files open itself")
    def test_few_open_files_are_named_as_the_reason(self):
        self.assert_ok(self.keep())
        done = self.run_with(lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (6, 6)), "get", "--allow-private", "--store",
                             "archive.db", self.origin + "/lamp1")
        self.assertGreater(done.returncode, 0)
        self.assertIn(b"Too many open files", done.stderr)
        self.assert_ok(self.run_program("db", "check", "--store", "archive.db"))

    def test_names_of_stores_that_a_shell_or_a_database_would_read_otherwise(self):
        for name in ("we'ird \"store\".db", "new\nline.db", "-dash.db", "semi;colon.db", "per%cent?mode=ro#f.db", "file:x.db",
                     ":memory:", "\x1b[31mred.db", "*.db", "$HOME.db", "\u00fc n\u00ef.db"):
            with self.subTest(name):
                self.assert_ok(self.keep(name))
                self.assertTrue((self.dir / name).exists(), name)
                done = self.run_program("show", "--store=" + name, self.origin + "/lamp")
                self.assertIn(SENTENCE, done.stdout.decode(), done.stderr)
                self.assertNotIn("\x1b", done.stderr.decode())

    def test_a_store_by_a_symbolic_link_is_the_one_it_leads_to(self):
        (self.dir / "real").mkdir()
        self.assert_ok(self.keep("real/archive.db"))
        (self.dir / "link.db").symlink_to("real/archive.db")
        self.assert_ok(self.keep("link.db", "/lamp2"))
        listed = self.run_program("list", "--store", "real/archive.db", "--json").stdout.decode()
        self.assertIn("/lamp2", listed)
        self.assert_ok(self.run_program("db", "verify", "--store", "real/archive.db"))

    def test_two_names_of_one_store_have_one_writer(self):
        (self.dir / "real").mkdir()
        self.assert_ok(self.keep("real/archive.db"))
        (self.dir / "link.db").symlink_to("real/archive.db")
        holder = open(self.dir / "real/archive.db.lock")
        self.addCleanup(holder.close)
        fcntl.flock(holder, fcntl.LOCK_EX)
        self.assertEqual(self.keep("real/archive.db").returncode, 7)
        self.assertEqual(self.keep("link.db").returncode, 7)

    def test_an_archive_on_a_medium_that_cannot_be_written_can_be_read(self):
        medium = self.dir / "medium #1"
        medium.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", medium], capture_output=True)
        if done.returncode != 0:
            self.skipTest("no tmpfs can be mounted here: " + done.stderr.decode().strip())
        self.addCleanup(subprocess.run, ["umount", "-l", str(medium)], check=True)
        store = "--store=medium #1/archive.db"
        self.assert_ok(self.keep("medium #1/archive.db"))
        subprocess.run(["mount", "-o", "remount,ro", medium], check=True)
        for command in (["search", store, "lamp"], ["list", store], ["db", "check", store], ["db", "verify", store],
                        ["export", store, "-f", "jsonl", "-o", "out.jsonl"]):
            with self.subTest(command[0]):
                self.assert_ok(self.run_program(*command))
        self.assertIn(SENTENCE, (self.dir / "out.jsonl").read_text())
        self.assert_one_line(self.keep("medium #1/archive.db", "/lamp2"), 8, "Read-only file system")

    def test_zones_and_languages_that_are_none(self):
        self.write("page.html", PAGE)
        for variable, value in (("TZ", "Nope/Zone"), ("TZ", ":/etc/passwd"), ("TZ", "X" * 5000), ("LC_ALL", "tr_TR.UTF-8"),
                                ("LC_ALL", "../../x"), ("TERM", "\x1b[31m"), ("COLUMNS", "-1"), ("TMPDIR", "/nowhere"), ("HOME", "/nowhere")):
            done = self.run_program("clean", "-f", "json", "page.html", **{variable: value})
            self.assert_ok(done)
            self.assertIn(SENTENCE, done.stdout.decode(), (variable, value))
        done = subprocess.run([PROGRAM_DIR / "cuttings", "clean", "page.html"], cwd=self.dir, env={}, capture_output=True, timeout=60)
        self.assert_ok(done)


if __name__ == "__main__":
    unittest.main(verbosity=2)

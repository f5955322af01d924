#!/usr/bin/env python3
"""What happens to a watch that nobody looks at for months: the disk fills up and has room again, a reader sits on the store,
a second writer comes, nobody reads its words any more."""
import os
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

from busy_web import BusyWeb
from cli import PROGRAM_DIR, CliTest

KSTORE = 7


class MonthsTest(CliTest):
    patience_s = 60

    def start_web(self, **options):
        self.web = BusyWeb(**{"hosts": 6, "new_each_time": 400, "has_errors": False} | options)
        self.addCleanup(self.web.server_close)
        self.addCleanup(self.web.shutdown)

    def start(self, **streams):
        self.write("cuttings.toml", self.web.configuration("manual"))
        self.watch = subprocess.Popen([PROGRAM_DIR / "cuttings", "crawl", "watch", "--allow-private", "-q"], cwd=self.dir,
                                      env=self.environment, **{"stderr": subprocess.PIPE} | streams)
        self.addCleanup(self.watch.wait)
        self.addCleanup(self.watch.kill)

    def articles(self):
        try:
            store = sqlite3.connect(f"file:{self.dir}/archive.db?mode=ro", uri=True)
        except sqlite3.OperationalError:
            return 0
        try:
            return store.execute("SELECT count(*) FROM articles").fetchone()[0]
        except sqlite3.OperationalError:  # being made
            return 0
        finally:
            store.close()

    def stop(self):
        self.watch.send_signal(signal.SIGTERM)
        self.assertEqual(self.watch.wait(60), 143)

    def read_until(self, words):
        for line in self.watch.stderr:
            if words in line.decode():
                return
        self.fail("it ended without: " + words)

    def log_bytes(self):
        return (self.dir / "archive.db-wal").stat().st_size


class FullDisk(MonthsTest):
    def setUp(self):
        super().setUp()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", self.dir], capture_output=True)
        if done.returncode != 0:
            self.skipTest("no tmpfs can be mounted here: " + done.stderr.decode().strip())
        self.addCleanup(subprocess.run, ["umount", "-l", str(self.dir)], check=True)

    def test_a_watch_says_so_and_goes_on_by_itself_when_there_is_room(self):
        self.start_web()
        self.write("ballast", b"x" * (8 << 20))
        self.start()
        self.read_until("waits until there is room")
        self.assertIsNone(self.watch.poll())
        kept = self.articles()
        self.assertGreater(kept, 0)
        (self.dir / "ballast").unlink()
        self.wait_until(lambda: self.articles() > kept)
        self.stop()
        self.watch.stderr.close()
        self.assert_ok(self.run_program("db", "check", "--store", "archive.db"))
        self.assert_ok(self.run_program("db", "verify", "--store", "archive.db"))

    def test_a_watch_that_waits_for_room_can_be_stopped(self):
        self.start_web()
        self.write("ballast", b"x" * (8 << 20))
        self.start()
        self.read_until("waits until there is room")
        self.stop()
        self.watch.stderr.close()

    def test_a_run_ends_and_says_what_to_do(self):
        self.start_web()
        self.write("ballast", b"x" * (8 << 20))
        self.write("cuttings.toml", self.web.configuration("manual"))
        done = self.run_program("crawl", "run", "--allow-private", "-q")
        self.assert_one_line(done, KSTORE, "make room on the disk")
        kept = self.articles()
        self.assertGreater(kept, 0)
        (self.dir / "ballast").unlink()
        self.assert_ok(self.run_program("db", "check", "--store", "archive.db"))
        self.assertEqual(self.articles(), kept)


class LongReader(MonthsTest):
    def test_the_crawl_goes_on_and_the_log_shrinks_when_the_reader_ends(self):
        self.start_web()
        self.start()
        self.wait_until(lambda: self.articles() > 20)
        reader = sqlite3.connect(f"file:{self.dir}/archive.db?mode=ro", uri=True, isolation_level=None)
        self.addCleanup(reader.close)
        reader.execute("BEGIN")
        seen = reader.execute("SELECT count(*) FROM articles").fetchone()[0]
        self.wait_until(lambda: self.articles() > seen + 150)
        self.assertEqual(reader.execute("SELECT count(*) FROM articles").fetchone()[0], seen, "its view stands still")
        reader.execute("COMMIT")
        before = self.articles()
        self.wait_until(lambda: self.articles() > before)
        self.stop()
        self.assertEqual(self.watch.stderr.read(), b"")
        self.watch.stderr.close()
        self.assertFalse((self.dir / "archive.db-wal").exists() and self.log_bytes(), "emptied at the end")
        self.assert_ok(self.run_program("db", "check", "--store", "archive.db"))

    def test_a_second_writer_is_told_and_harms_nobody(self):
        self.start_web()
        self.start()
        self.wait_until(lambda: self.articles() > 5)
        done = self.run_program("crawl", "run", "--allow-private")
        self.assert_ok(done)
        self.assertIn("nothing to do here", done.stderr.decode())
        before = self.articles()
        self.wait_until(lambda: self.articles() > before)
        self.stop()
        self.watch.stderr.close()


class ForeignLock(MonthsTest):
    """As by the sqlite3 shell, while it vacuums or makes an index."""

    def lock(self):
        shell = sqlite3.connect(self.dir / "archive.db", isolation_level=None)
        self.addCleanup(shell.close)
        shell.execute("BEGIN IMMEDIATE")
        return shell

    def test_a_watch_waits_for_it_and_goes_on(self):
        self.start_web()
        self.start()
        self.wait_until(lambda: self.articles() > 5)
        shell = self.lock()
        self.read_until("database is locked: the watch waits until it is let go")
        self.assertIsNone(self.watch.poll())
        before = self.articles()
        time.sleep(1)
        self.assertEqual(self.articles(), before)
        shell.execute("ROLLBACK")
        self.wait_until(lambda: self.articles() > before + 5)
        self.stop()
        self.watch.stderr.close()
        self.assert_ok(self.run_program("db", "check"))
        self.assert_ok(self.run_program("db", "verify"))

    def test_a_watch_that_waits_for_it_can_be_stopped(self):
        self.start_web()
        self.start()
        self.wait_until(lambda: self.articles() > 5)
        self.lock()
        self.read_until("the watch waits until it is let go")
        self.stop()
        self.watch.stderr.close()


class NobodyListens(MonthsTest):
    """As when journald or a pipe's reader dies, or the terminal is closed: what it says fails, not what it does."""

    def assert_goes_on(self):
        before = self.articles()
        self.wait_until(lambda: self.articles() > before + 5)
        self.assertIsNone(self.watch.poll())

    def start_loud(self, **streams):
        self.write("cuttings.toml", self.web.configuration("manual"))
        self.watch = subprocess.Popen([PROGRAM_DIR / "cuttings", "crawl", "watch", "--allow-private", "-v", "--progress", "lines"],
                                      cwd=self.dir, env=self.environment, **streams)
        self.addCleanup(self.watch.wait)
        self.addCleanup(self.watch.kill)

    def test_a_pipe_whose_reader_is_gone(self):
        self.start_web()
        self.start_loud(stderr=subprocess.PIPE)
        self.watch.stderr.readline()
        self.watch.stderr.close()
        self.assert_goes_on()
        self.stop()

    def test_a_terminal_that_is_closed_stops_it_in_order(self):
        self.start_web()
        self.start()
        self.wait_until(lambda: self.articles() > 5)
        self.watch.send_signal(signal.SIGHUP)
        self.assertEqual(self.watch.wait(60), 143)
        self.watch.stderr.close()
        self.assertFalse((self.dir / "archive.db-control").exists() or (self.dir / "archive.db-wal").exists())

    def test_a_terminal_that_is_closed_under_nohup_does_not(self):
        self.start_web()
        self.start(preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        self.wait_until(lambda: self.articles() > 5)
        self.watch.send_signal(signal.SIGHUP)
        self.assert_goes_on()
        self.stop()
        self.watch.stderr.close()

    def test_a_stderr_that_is_full(self):
        self.start_web()
        with open("/dev/full", "wb") as full:
            self.start_loud(stderr=full)
        self.assert_goes_on()
        self.stop()

    def test_streams_that_are_closed_from_the_start(self):
        self.start_web()
        self.start_loud(close_fds=True, preexec_fn=lambda: [os.close(number) for number in (0, 1, 2)])
        self.assert_goes_on()
        for number in (0, 1, 2):  # not a file of the store
            self.assertEqual(os.readlink(f"/proc/{self.watch.pid}/fd/{number}"), "/dev/null")
        self.stop()
        self.assert_ok(self.run_program("db", "check", "--store", "archive.db"))
        self.assert_ok(self.run_program("db", "verify", "--store", "archive.db"))

    def test_a_file_that_is_rotated_by_copy_and_truncate_or_by_a_new_name(self):
        self.start_web()
        with open(self.dir / "log", "ab") as log:
            self.start_loud(stderr=log)
        self.wait_until(lambda: (self.dir / "log").stat().st_size > 0)
        shutil.copy(self.dir / "log", self.dir / "log.1")
        os.truncate(self.dir / "log", 0)
        self.assert_goes_on()
        os.rename(self.dir / "log", self.dir / "log.2")
        self.assert_goes_on()
        self.stop()


if __name__ == "__main__":
    unittest.main()

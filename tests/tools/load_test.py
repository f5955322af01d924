#!/usr/bin/env python3
"""cuttings crawl watch under load, on a made-up web that never ends (busy_web.py): it obeys its control socket, and memory,
open files and the write-ahead log stay what they are. The long form of the soak: CUTTINGS_SOAK_MINUTES=60."""
import json
import os
import signal
import socket
import statistics
import subprocess
import time
import unittest

from busy_web import BusyWeb
from cli import PROGRAM_DIR, SANITIZED, CliTest
from store_facts import StoreFacts

SOAK_MINUTES = float(os.environ.get("CUTTINGS_SOAK_MINUTES", "0.12"))


class LoadTest(StoreFacts, CliTest):
    def start(self, web, schedule="manual", delay_ms=5):
        self.web = web
        self.addCleanup(web.server_close)
        self.addCleanup(web.shutdown)
        self.write("cuttings.toml", web.configuration(schedule, delay_ms))
        self.watch = subprocess.Popen([PROGRAM_DIR / "cuttings", "crawl", "watch", "--allow-private", "-q"], cwd=self.dir,
                                      env=self.environment, stderr=subprocess.PIPE)
        self.addCleanup(self.watch.stderr.close)
        self.addCleanup(self.watch.wait)
        self.addCleanup(self.watch.kill)
        self.wait_until(lambda: (self.dir / "archive.db-control").exists())
        self.wait_until(lambda: all(self.web.newest[host] for host in web.hosts))

    def wait_until(self, holds, seconds=30):
        end = time.monotonic() + seconds
        while not holds():
            self.assertIsNone(self.watch.poll(), "the watch has ended")
            self.assertLess(time.monotonic(), end, "waited in vain")
            time.sleep(0.02)

    def tell(self, *requests):
        """The answers to lines of one connection; each is ("do", "what") or ("do",)."""
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(30)
            client.connect(str(self.dir / "archive.db-control"))
            with client.makefile("rw") as lines:
                answers = []
                for request in requests:
                    lines.write(json.dumps(dict(zip(("do", "what"), request))) + "\n")
                    lines.flush()
                    answers.append(json.loads(lines.readline()))
        return answers

    def told(self, *request):
        answer = self.tell(request)[0]
        self.assertTrue(answer["ok"], answer)
        return answer

    def feed_all(self):
        """Every site has something new."""
        self.tell(*[("requeue", self.web.origin(host) + "/feed.xml") for host in self.web.hosts])

    def stop(self):
        self.watch.send_signal(signal.SIGTERM)
        self.assertEqual(self.watch.wait(30), 143, self.watch.stderr.read())


class ControlUnderLoad(LoadTest):
    """By the server's own log: what was told holds from the answer on, but for what was in flight then."""

    def setUp(self):
        super().setUp()
        # Answers take 20 ms and pauses 10 ms: every site has work for longer than the test.
        self.start(BusyWeb(hosts=8, new_each_time=2000, has_errors=False, delay_s=0.02), delay_ms=10)

    def settle(self):
        self.wait_until(lambda: self.told("status")["in_flight"] == 0)
        return time.monotonic()

    def assert_busy(self, host=None):
        begin = time.monotonic()
        self.feed_all()
        self.wait_until(lambda: self.web.count_since(begin, host) >= 10)

    def test_nothing_is_asked_while_paused_and_all_goes_on_after(self):
        self.assert_busy()
        for _ in range(2):
            self.told("pause")
            quiet = self.settle()
            self.feed_all()  # is queued, not asked
            time.sleep(0.5)
            self.assertEqual(self.web.count_since(quiet), 0)
            self.assertTrue(self.told("status")["paused"])
            self.told("resume")
            self.assert_busy()
        self.stop()

    def test_a_blocked_host_alone_is_left_in_peace(self):
        host, other = self.web.hosts[3], self.web.hosts[4]
        self.assert_busy(host)
        self.told("block", host)
        time.sleep(0.5)  # what was in flight: some 30 ms each
        quiet = time.monotonic()
        self.assert_busy(other)
        self.told("requeue", self.web.origin(host) + "/feed.xml")
        time.sleep(1)
        self.assertEqual(self.web.count_since(quiet, host), 0)
        self.assertGreaterEqual(self.web.count_since(quiet, other), 10)
        self.assertEqual(self.told("status")["blocked"], [host])
        self.told("unblock", host)
        self.assert_busy(host)
        self.stop()

    def test_requeue_has_a_page_asked_again_amid_the_others(self):
        host = self.web.hosts[0]
        first = next(path for _, name, path in list(self.web.log) if name == host and path == "/")
        before = self.web.asked[host, first]
        self.told("requeue", self.web.origin(host) + first)
        self.wait_until(lambda: self.web.asked[host, first] == before + 1)
        self.stop()


def slope_per_hour(samples):
    """Of (seconds, value), by least squares."""
    times, values = zip(*samples)
    mean_time, mean = statistics.fmean(times), statistics.fmean(values)
    spread = sum((at - mean_time) ** 2 for at in times)
    return 3600 * sum((at - mean_time) * (value - mean) for at, value in samples) / spread


class Soak(LoadTest):
    def sample(self):
        process = f"/proc/{self.watch.pid}"
        with open(process + "/status") as status:
            resident = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS:"))
        wal = self.dir / "archive.db-wal"
        return resident, len(os.listdir(process + "/fd")), wal.stat().st_size if wal.exists() else 0

    def outcomes(self):
        return dict(self.query("SELECT outcome, count(*) FROM fetches GROUP BY 1"))

    def watched(self, seconds):
        """The median of memory and the most of files and log within some seconds: a burst of pages is no growth."""
        samples, end = [self.sample()], time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(min(1.0, seconds / 5))
            samples.append(self.sample())
        memory, files, log = zip(*samples)
        return statistics.median(memory), max(files), max(log)

    def test_memory_files_and_log_stay_what_they_are(self):
        self.start(BusyWeb(hosts=40), "manual" if SOAK_MINUTES < 2 else "every 1 min")
        samples, begin = [], time.monotonic()
        while ((now := time.monotonic() - begin) < 60 * SOAK_MINUTES or len(samples) < 12
               or (now < 60 and not self.outcomes().get("failed"))):  # on a slow machine longer
            self.feed_all()
            samples.append((now, *self.watched(min(20.0, SOAK_MINUTES * 5))))
            self.assertIsNone(self.watch.poll(), "the watch has ended")
        self.stop()
        warm = samples[len(samples) // 3:]
        memory, files, log = ([(s[0], s[i]) for s in warm] for i in (1, 2, 3))
        half = len(files) // 2
        kinds = self.outcomes()
        print(f"soak of {SOAK_MINUTES} min: {sum(kinds.values())} fetches {kinds}; memory {memory[0][1]:.1f} to {memory[-1][1]:.1f} MB, "
              f"slope {slope_per_hour(memory):.2f} MB/h; open files at most {max(n for _, n in files)}; "
              f"log at most {max(size for _, size in log) / 1e6:.1f} MB")
        for kind in ("new", "changed", "unchanged", "not_modified", "failed") if SOAK_MINUTES >= 5 else ("new", "failed"):
            self.assertGreater(kinds.get(kind, 0), 0, kind)
        if not SANITIZED:  # memory then is theirs: AddressSanitizer alone keeps 256 MB of freed blocks
            self.assertLess(max(n for _, n in memory), 400)
        self.assertLessEqual(max(n for _, n in files[half:]), max(n for _, n in files[:half]) + 16)
        self.assertLess(max(size for _, size in log), 64 << 20)  # journal_size_limit
        self.assertEqual(self.query("PRAGMA integrity_check"), [("ok",)])
        if SOAK_MINUTES >= 30:
            self.assertLess(slope_per_hour(memory), 1)


if __name__ == "__main__":
    unittest.main()

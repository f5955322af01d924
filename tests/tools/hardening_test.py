#!/usr/bin/env python3
"""The programs are built with what makes a memory fault hard to misuse (config/project_flags.cmake), read from
the files themselves by readelf."""
import os
import re
import subprocess
import unittest
from pathlib import Path

PROGRAM_DIR = Path(os.environ["CUTTINGS_PROGRAM_DIR"])
CACHE = (Path(os.environ["CUTTINGS_BUILD_DIR"]) / "CMakeCache.txt").read_text()
IS_DEBUG = "CMAKE_BUILD_TYPE:STRING=Debug" in CACHE


def readelf(name, *options):
    return subprocess.run(["readelf", "-W", *options, PROGRAM_DIR / name], capture_output=True, check=True,
                          text=True).stdout


@unittest.skipIf(os.environ.get("CUTTINGS_SANITIZE"), "a build with sanitizers has their own checks instead")
class Hardening(unittest.TestCase):
    names = ("cuttings", "fetch-and-clean")

    def each(self, *options):
        for name in self.names:
            with self.subTest(name):
                yield readelf(name, *options)

    def test_loaded_at_a_random_address(self):
        for text in self.each("-h", "-d"):
            self.assertRegex(text, r"Type: +DYN")
            self.assertRegex(text, r"FLAGS_1.*\bPIE\b")

    def test_tables_of_functions_are_read_only_before_main(self):
        for text in self.each("-l", "-d"):
            self.assertIn("GNU_RELRO", text)
            self.assertRegex(text, r"FLAGS.*\bBIND_NOW\b")

    def test_no_memory_is_both_writable_and_executable(self):
        for text in self.each("-l"):
            for kind, flags in re.findall(r"^ +(LOAD|GNU_STACK) .* ([R ][W ][E ]) 0x", text, re.M):
                self.assertFalse("W" in flags and "E" in flags, (kind, flags))
            self.assertIn("GNU_STACK", text)

    def test_stacks_and_containers_are_checked(self):
        for text in self.each("--dyn-syms"):
            self.assertIn("__stack_chk_fail", text)
            self.assertIn("__glibcxx_assert_fail", text)

    @unittest.skipIf(IS_DEBUG, "_FORTIFY_SOURCE wants an optimised build")
    def test_calls_of_libc_are_checked(self):
        for text in self.each("--dyn-syms"):
            self.assertRegex(text, r"__(memcpy|memmove|snprintf|vsnprintf|read|pread|memset)_chk")


if __name__ == "__main__":
    unittest.main(verbosity=2)

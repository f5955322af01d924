#!/usr/bin/env python3
"""cmake --install puts everything in its place, and the installed programs run."""
import os
import subprocess
import unittest

from cli import PAGE, SENTENCE, CliTest

WANTED = [
    "bin/cuttings", "bin/fetch-and-clean", "share/man/man1/cuttings.1",
    "share/man/man1/fetch-and-clean.1", "share/bash-completion/completions/cuttings",
    "share/bash-completion/completions/fetch-and-clean", "share/zsh/site-functions/_cuttings",
    "share/fish/vendor_completions.d/cuttings.fish", "share/doc/cuttings/LICENSE",
    "share/doc/cuttings/README.md",
]


class Install(CliTest):
    def test_all_in_its_place_and_working(self):
        prefix = self.dir / "prefix"
        subprocess.run(["cmake", "--install", os.environ["CUTTINGS_BUILD_DIR"], "--prefix", prefix],
                       check=True, capture_output=True)
        self.assertEqual([name for name in WANTED if not (prefix / name).is_file()], [])
        done = subprocess.run([prefix / "bin/cuttings", "clean"], input=PAGE.encode(),
                              capture_output=True, env=self.environment, check=True)
        self.assertIn(SENTENCE, done.stdout.decode())
        subprocess.run([prefix / "bin/fetch-and-clean", "--help"], check=True, capture_output=True)


if __name__ == "__main__":
    unittest.main()

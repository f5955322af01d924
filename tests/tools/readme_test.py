#!/usr/bin/env python3
"""Every command of a ```console block in README.md runs and succeeds.

The blocks run in order in one folder that has tools/ of the clone in it; $ORIGIN is the demo server's
address. A command begins with "$ "; other lines are output and not compared. Blocks in other
languages (```sh) build, install or start the server and are not run."""
import re
import subprocess
import sys
import unittest

from cli import PROGRAM_DIR, SOURCE_DIR, CliTest


def console_commands(markdown):
    blocks = re.findall(r"^```console\n(.*?)^```", markdown, re.S | re.M)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


class Readme(CliTest):
    def start_demo(self):
        server = subprocess.Popen([sys.executable, "-B", SOURCE_DIR / "tools/demo/serve.py",
                                   "--port", "0"], stdout=subprocess.PIPE, text=True)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        return server.stdout.readline().strip()

    def test_every_command_works(self):
        commands = console_commands((SOURCE_DIR / "README.md").read_text())
        self.assertGreater(len(commands), 5)
        (self.dir / "tools").symlink_to(SOURCE_DIR / "tools")
        environment = self.environment | {
            "ORIGIN": self.start_demo(), "PATH": f"{PROGRAM_DIR}:{self.environment['PATH']}"}
        for command in commands:
            with self.subTest(command=command):
                done = subprocess.run(["bash", "-c", "set -eo pipefail; " + command], cwd=self.dir,
                                      env=environment, capture_output=True, text=True, timeout=60)
                self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()

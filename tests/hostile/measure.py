"""Measures every hostile shape: processor seconds and peak memory of `cuttings clean` on it.

  python3 tests/hostile/measure.py PROGRAM [--size BYTES] [--match WORD] [--threshold SECONDS] [--out FILE]

Prints the shapes over the threshold or over 300 MB, and those that end by a signal or a time-out, worst first.
"""
import argparse
import os
import resource
import subprocess
import sys
import tempfile

import shapes


def run(program, path, timeout):
    """Exit code, processor seconds and peak KiB of one run."""
    child = subprocess.Popen([program, "clean", "-f", "json", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (timeout, timeout)))
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--size", type=int, default=8 << 20)
    parser.add_argument("--match", default="")
    parser.add_argument("--threshold", type=float, default=1.0)
    parser.add_argument("--out", help="writes a line a shape: seconds, MB, exit code, name")
    options = parser.parse_args()
    out = open(options.out, "a") if options.out else None
    worst = []
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "page.html")
        for name, make in shapes.shapes(options.size):
            if options.match not in name:
                continue
            with open(path, "w", encoding="utf-8", errors="surrogatepass") as page:
                page.write(make())
            code, seconds, kib = run(options.program, path, 30)
            if out:
                print(f"{seconds:.2f}\t{kib >> 10}\t{code}\t{name}", file=out, flush=True)
            if seconds > options.threshold or kib > 300 << 10 or code < 0 or code > 10:
                worst.append((seconds, kib >> 10, code, name))
    for seconds, mib, code, name in sorted(worst, reverse=True):
        print(f"{seconds:6.2f} s  {mib:4} MB  exit {code}  {name}")
    return 1 if worst else 0


if __name__ == "__main__":
    sys.exit(main())

"""The readers of docs/examples, sqlite-utils and Datasette's detection query, in a loop while a crawl writes: none of them
ever hears that the database is locked, and neither does the crawl."""
import json
import shutil
import sqlite3
import subprocess
import sys
import unittest

from cli import PAGE, PROGRAM_DIR, SOURCE_DIR
from site_test_case import Site, SiteTest

EXAMPLES = SOURCE_DIR / "docs" / "examples"
PAGES = 200
# A program that opens or closes the store locks it for an instant: a reader waits for that, as docs/schema.md says.
SQLITE = "sqlite3 -readonly -cmd '.timeout 5000'"


class ManyPages(Site):
    def do_GET(self):
        if self.path == "/":
            links = "".join(f'<p><a href="/lamp/{n}">The lamp number {n} is lit again</a></p>' for n in range(PAGES))
            self.send(f"<!DOCTYPE html><title>All</title><body>{links}".encode())
        elif self.path.startswith("/lamp/"):
            number = self.path.rsplit("/", 1)[1]
            self.send(PAGE.replace("The lamp is", f"The lamp number {number} is").replace("eleven", f"{number} red").encode())
        else:
            super().do_GET()


class ExampleReadersTest(SiteTest):
    def setUp(self):
        super().setUp()
        self.server.RequestHandlerClass = ManyPages
        self.configure_crawl(["/", "/lamp/*"])
        self.runs = 0

    def run_shell(self, command, stdin=None):
        done = subprocess.run(command, shell=True, cwd=self.dir, stdin=stdin, capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""), command)
        self.runs += 1
        return done.stdout

    def read_all(self):
        found = [json.loads(line) for line in
                 self.run_shell(f"{sys.executable} {EXAMPLES}/newest.py archive.db red boats").splitlines()]
        self.run_shell(f"{sys.executable} {EXAMPLES}/newest.py archive.db")
        self.run_shell(f"{SQLITE} archive.db < {EXAMPLES}/overview.sql")
        if shutil.which("jq"):
            json.loads(self.run_shell(f"{SQLITE} -json archive.db 'SELECT * FROM v_news_article LIMIT 50'"
                                      f" | jq 'if . == null then [] else . end' | jq -f {EXAMPLES}/long_reads.jq") or "[]")
        if shutil.which("sqlite-utils"):
            json.loads(self.run_shell("sqlite-utils search archive.db articles lamp -c title --limit 5"))
        # datasette/utils/__init__.py, detect_fts_sql
        db = sqlite3.connect(f"file:{self.dir}/archive.db?mode=ro", uri=True)
        tables = db.execute("""select name from sqlite_master where rootpage = 0 and (
            sql like '%VIRTUAL TABLE%USING FTS%content="articles"%' or sql like '%VIRTUAL TABLE%USING FTS%content=[articles]%'
            or (tbl_name = "articles" and sql like '%VIRTUAL TABLE%USING FTS%'))""").fetchall()
        db.close()
        self.assertEqual(tables, [("articles_fts",)])
        return found

    def test_they_read_while_a_crawl_writes(self):
        for program in ("jq", "sqlite-utils"):
            if not shutil.which(program):
                print(f"left out: {program} is not installed", file=sys.stderr)
        self.assert_ok(self.run_program("crawl", "run", "--allow-private", "--max-pages", "5"))
        crawl = subprocess.Popen([PROGRAM_DIR / "cuttings", "crawl", "run", "--allow-private"], cwd=self.dir,
                                 env=self.environment, stderr=subprocess.PIPE)
        self.addCleanup(crawl.stderr.close)
        self.addCleanup(crawl.kill)
        rounds_beside = 0
        while True:
            self.read_all()
            if crawl.poll() is not None:
                break
            rounds_beside += 1
        words = crawl.stderr.read().decode()
        self.assertNotIn("locked", words)
        self.assertGreaterEqual(rounds_beside, 1, f"the crawl was too fast: {words}")
        self.assertEqual(len(self.read_all()), 20, "each page has these words")
        db = sqlite3.connect(self.dir / "archive.db")
        self.addCleanup(db.close)
        self.assertEqual(db.execute("SELECT count(*) FROM articles").fetchone(), (PAGES,))
        self.assertIn("The lamp number", self.run_shell(f"{SQLITE} archive.db < {EXAMPLES}/overview.sql"))


if __name__ == "__main__":
    unittest.main(verbosity=2)

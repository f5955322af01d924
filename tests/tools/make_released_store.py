"""make_released_store.py FOLDER: makes the archive that released_stores_test.py keeps of a version, by that version's
program (CUTTINGS_PROGRAM_DIR). Run once a release, before anything else is changed:

  CUTTINGS_PROGRAM_DIR=$PWD/build/release/tools python3 tests/tools/make_released_store.py tests/storage/released/0.1.0

All pages are of our own making. What is in it, in order: an edited article and a copy of it elsewhere, one in Japanese,
one that was taken down, all under seals and in a compact file; then a crawl of a site on loopback, which leaves a queue
and a WARC file of gzip members."""
import gzip
import shutil
import sys
from pathlib import Path

from care_test import HOST, StoreCase, page, response
from site_test_case import SiteTest

FUNE = """<html lang="ja"><head><meta charset="utf-8"><title>船が港に戻った</title></head><body><article><h1>船が港に戻った</h1>
<p>冬の間ずっと止まっていた渡し船が、今朝はじめて港に戻ってきた。岸壁には大勢の人が集まり、手を振って迎えた。</p>
<p>船長は「海がこれほど静かな朝は久しぶりだ」と話した。次の便は夕方に出る予定で、切符はもう売り切れている。</p></article></body></html>"""


class Maker(SiteTest, StoreCase):
    folder = None

    def runTest(self):
        for day, word in ((3, "lamp"), (10, "beacon"), (11, "beacon")):  # an import each: the last is a revisit record
            self.make(response(f"{HOST}/lamp", f"2026-02-{day:02}", page(word)))
        self.make(response(f"{HOST}/fune", "2026-02-04", FUNE), response(f"{HOST}/bad", "2026-02-03", page("zygote")),
                  response("https://copy.example/lamp", "2026-02-12", page("beacon")))
        self.run_db("takedown", f"{HOST}/bad", "--reason", "court order 12/26")
        self.run_db("seal")
        self.run_db("compact")
        self.server.answers["/"] = ('<a href="/lamp-a">The lamp of the north pier</a> <a href="/gone">Gone</a>', "text/html")
        self.configure_crawl(["/*"])
        self.assert_ok(self.run_program("crawl", "run", "--allow-private"))
        for what in ("check", "verify"):
            self.run_db(what)
        self.folder.mkdir(parents=True)
        (self.folder / "archive.db.gz").write_bytes(gzip.compress((self.dir / "archive.db").read_bytes(), mtime=0))
        shutil.copytree(self.dir / "warc", self.folder / "warc")


if __name__ == "__main__":
    Maker.folder = Path(sys.argv[1]).resolve()
    maker = Maker()
    try:
        maker.debug()
    finally:
        maker.doCleanups()
    print(*sorted(path.relative_to(Maker.folder) for path in Maker.folder.rglob("*")), sep="\n")

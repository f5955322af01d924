"""cuttings history tells what became of a page, of a site on loopback that loses one."""
import json
import unittest

from site_test_case import Site, SiteTest

FOR_SALE = "<!DOCTYPE html><title>news.example</title><body><h1>This domain is for sale</h1><p>Buy this domain.</p></body>"


class LosingSite(Site):
    def do_GET(self):
        answer = self.server.answer
        if self.path == "/robots.txt" or answer == "there":
            super().do_GET()
        elif answer == "gone":
            self.send(b"gone", status=410)
        elif answer == "busy":
            self.send(b"later", status=503)
        elif answer == "parked":
            self.send(FOR_SALE.encode())
        elif self.path == "/lamp":
            self.send(b"", status=301, Location="/lamp/new")
        else:
            super().do_GET()


class LivenessTest(SiteTest):
    def setUp(self):
        super().setUp()
        self.server.RequestHandlerClass = LosingSite

    def look(self, answer):
        self.server.answer = answer
        self.get("/lamp", "--store", "archive.db")

    def test_history_shows_the_series(self):
        for answer in ("there", "there", "moved", "busy", "gone", "gone", "gone", "parked"):
            self.look(answer)
        history = ("history", "--store", "archive.db", self.origin + "/lamp")
        told = json.loads(self.run_program(*history, "--json").stdout)
        self.assertEqual([(r["state"], r["checks"]) for r in told["liveness"]],
                         [("alive", 2), ("moved", 1), ("gone", 3), ("parked", 1)])
        self.assertEqual(told["liveness"][1]["moved_to"], self.origin + "/lamp/new")
        text = self.run_program(*history).stdout.decode()
        self.assertIn("3 checks", text)
        self.assertIn(f"to {self.origin}/lamp/new", text)
        found = json.loads(self.run_program("list", "--store", "archive.db", "is:gone", "--json").stdout)
        self.assertEqual([a["url"] for a in found], [self.origin + "/lamp"])


if __name__ == "__main__":
    unittest.main(verbosity=2)

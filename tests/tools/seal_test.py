"""cuttings db seal, prove, verify-proof: roots and proofs by docs/schema.md alone; every flipped bit of what is sealed is
named, nothing else is."""
import hashlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import time
import unittest

from care_test import HOST, page, response
from cli import CliTest

FLIPS = int(os.environ.get("CUTTINGS_FLIPS", "100"))


def digest(*fields):
    texts = [("" if f is None else str(f)).encode() for f in fields]
    return hashlib.sha256(b"".join(b"%d:%s," % (len(t), t) for t in texts)).hexdigest()


def root_of(leaves):
    """RFC 6962, section 2.1, as it stands there."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\1" + root_of(leaves[:half]) + root_of(leaves[half:])).digest()


class SealTest(CliTest):
    def setUp(self):
        super().setUp()
        self.make(*[response(f"{HOST}/{n}", f"2026-02-{1 + n % 3:02}", page(f"word{n}")) for n in range(23)])

    def make(self, *captures):
        self.write("made.warc", b"".join(captures))
        self.assert_ok(self.run_program("import", "--store", "archive.db", "made.warc"))

    def db(self):
        db = sqlite3.connect(self.dir / "archive.db", isolation_level=None)
        self.addCleanup(db.close)
        return db

    def seal(self, *arguments):
        done = self.run_program("db", "seal", "--store", "archive.db", "--json", *arguments)
        self.assert_ok(done)
        return json.loads(done.stdout)

    def findings(self):
        done = self.run_program("db", "verify", "--store", "archive.db", "--json")
        found = json.loads(done.stdout)["findings"]
        self.assertEqual(done.returncode, 7 if found else 0)
        return found

    def prove(self, what, name="proof.json"):
        self.assert_ok(self.run_program("db", "prove", "--store", "archive.db", what, "-o", name))
        return json.loads((self.dir / name).read_text())

    def key(self):
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", self.dir / "seal.pem"], check=True)

    def test_roots_and_chain_can_be_computed_by_the_document(self):
        self.assertEqual([s["day"] for s in self.seal()], ["2026-02-01", "2026-02-02", "2026-02-03"])
        db, previous = self.db(), ""
        for seal, day, at, count, root, before, chain in db.execute(
                "SELECT id, day, sealed_at, leaf_count, root, previous, chain FROM seals ORDER BY id").fetchall():
            leaves = [digest(*row) for row in db.execute(
                "SELECT f.url, started_at, http_status, outcome, sha256 FROM fetches f JOIN bodies b ON b.id = body_id"
                " WHERE started_at LIKE ? || '%' ORDER BY f.id", (day,))]
            leaves += [row[0] for row in db.execute(
                "SELECT row_digest FROM article_versions WHERE captured_at LIKE ? || '%' ORDER BY id", (day,))]
            self.assertEqual(count, len(leaves))
            self.assertEqual(root, root_of([leaf.encode() for leaf in leaves]).hex())
            self.assertEqual(before, previous)
            previous = digest(before, day, count, root, at)
            self.assertEqual(chain, previous)
        self.assertEqual(self.seal(), [], "all is sealed")
        self.assertEqual(self.findings(), [])

    def test_what_comes_later_has_a_seal_of_its_own_and_today_has_none(self):
        first = self.seal()
        tomorrow = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 86400))
        self.make(response(f"{HOST}/late", "2026-02-02", page("late")), response(f"{HOST}/ahead", tomorrow, page("ahead")))
        sealed = self.seal()
        self.assertEqual(len(sealed), 1, sealed)
        (late,) = sealed
        self.assertEqual((late["day"], late["leaf_count"]), ("2026-02-02", 2))
        self.assertEqual(self.db().execute("SELECT previous FROM seals ORDER BY id DESC").fetchone()[0], first[-1]["chain"])
        self.assertEqual(self.findings(), [])

    def test_a_signature_is_one_for_the_openssl_program(self):
        self.key()
        chain = self.seal("--key", "seal.pem")[0]["chain"]
        signature, public = self.db().execute("SELECT signature, public_key FROM seals ORDER BY id").fetchone()
        (self.dir / "signature").write_bytes(bytes.fromhex(signature))
        (self.dir / "chain").write_text(chain)
        subprocess.run(["openssl", "pkeyutl", "-verify", "-inkey", "seal.pem", "-rawin", "-in", "chain", "-sigfile",
                        "signature"], cwd=self.dir, check=True, stdout=subprocess.DEVNULL)
        told = subprocess.run(["openssl", "pkey", "-in", "seal.pem", "-pubout", "-outform", "DER"], cwd=self.dir,
                              check=True, capture_output=True).stdout
        self.assertTrue(told.hex().endswith(public))
        self.prove(f"{HOST}/4")
        words = self.run_program("db", "verify-proof", "proof.json")
        self.assertIn(f"signed by the Ed25519 key {public}", words.stdout.decode())

    def test_what_is_no_key(self):
        self.write("wrong.pem", "no key")
        self.assert_one_line(self.run_program("db", "seal", "--store", "archive.db", "--key", "wrong.pem"), 2, "openssl genpkey")
        self.assert_one_line(self.run_program("db", "seal", "--store", "archive.db", "--key", "none.pem"), 8, "none.pem")
        self.assertEqual(self.db().execute("SELECT count(*) FROM seals").fetchone(), (0,))

    def test_a_proof_holds_without_the_store_and_a_changed_one_does_not(self):
        self.key()
        self.assert_one_line(self.run_program("db", "prove", "--store", "archive.db", f"{HOST}/4"), 8, "db seal")
        self.seal("--key", "seal.pem")
        number = self.db().execute("SELECT id FROM fetches WHERE url = ?", (f"{HOST}/4",)).fetchone()[0]
        proof = self.prove(f"{HOST}/4")
        self.assertEqual(self.prove(number), proof)
        shutil.move(self.dir / "archive.db", self.dir / "gone.db")
        words = self.run_program("db", "verify-proof", "proof.json")
        self.assert_ok(words)
        self.assertIn(proof["body_sha256"], words.stdout.decode())
        for name, value in proof.items():
            with self.subTest(name=name):
                if isinstance(value, int):
                    other = value + 1
                elif isinstance(value, list):
                    other = value[1:]
                else:
                    other = ("1" if value[:1] == "0" else "0") + value[1:]
                (self.dir / "changed.json").write_text(json.dumps(proof | {name: other}))
                self.assert_one_line(self.run_program("db", "verify-proof", "changed.json"), 8, "changed.json")
                (self.dir / "changed.json").write_text(json.dumps({k: v for k, v in proof.items() if k != name}))
                self.assert_one_line(self.run_program("db", "verify-proof", "changed.json"), 8, "changed.json")

    def test_every_flipped_bit_of_what_is_sealed_is_named_and_nothing_else(self):
        self.key()
        self.seal("--key", "seal.pem")
        db, chance = self.db(), random.Random(11)
        urls = dict(db.execute("SELECT id, url FROM fetches"))
        places = [("fetches", c) for c in ("url", "started_at", "outcome", "http_status")]
        places += [("article_versions", c) for c in ("title", "authors", "date_published", "content_hash", "row_digest")]
        places += [("seals", c) for c in ("day", "root", "chain", "previous", "sealed_at", "signature", "public_key")]
        places += [("seal_leaves", "digest"), ("bodies", "sha256")]
        db.execute("PRAGMA ignore_check_constraints = ON")
        done = 0
        while done < FLIPS:
            table, column = chance.choice(places)
            key = "seal_id * 1000 + position" if table == "seal_leaves" else "id"
            row, old = chance.choice(db.execute(f"SELECT {key}, {column} FROM {table}").fetchall())
            if not old:
                continue
            at, bit = chance.randrange(len(str(old))), chance.randrange(7)
            flipped = str(old)[:at] + chr(ord(str(old)[at]) ^ 1 << bit) + str(old)[at + 1:]
            if flipped.isspace() or "\0" in flipped:
                continue
            done += 1
            db.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (flipped, row))
            found = self.findings()
            named = {f["place"] for f in found}
            if table == "seal_leaves":
                kind, wanted = db.execute(f"SELECT kind, row_id FROM seal_leaves WHERE {key} = ?", (row,)).fetchone()
                expected = {f"seals {row // 1000}", f"{'fetches' if kind == 'capture' else 'article_versions'} {wanted}"}
                self.assertEqual(named, expected, (table, column, row, at, bit))
            elif table == "bodies":
                wanted = db.execute("SELECT id FROM fetches WHERE body_id = ?", (row,)).fetchone()[0]
                self.assertEqual(named, {f"fetches {wanted}"})
                self.assertEqual({f["url"] for f in found}, {urls[wanted]})
            elif table == "seals":
                expected = {f"seals {row}"} | ({f"seals {row + 1}"} if column == "chain" else set())
                self.assertIn(f"seals {row}", named)
                self.assertLessEqual(named, expected, (column, row))
            else:
                self.assertEqual(named, {f"{table} {row}"}, (table, column, row, at, bit, flipped))
            db.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (old, row))
        self.assertEqual(self.findings(), [])

    def test_a_lost_row_and_a_lost_seal_are_named(self):
        self.seal()
        db = self.db()
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("DELETE FROM fetches WHERE id = 5")
        self.assertIn("fetches 5", {f["place"] for f in self.findings()})
        db.execute("DELETE FROM seal_leaves WHERE seal_id = 2")
        db.execute("DELETE FROM seals WHERE id = 2")
        self.assertIn("seals 3", {f["place"] for f in self.findings()})

    def test_reading_anew_taking_down_and_retention_raise_no_alarm(self):
        db = self.db()  # version 3 as an older extractor had read it
        fields = list(db.execute("SELECT article_id, version, content_hash, 'Home', authors, date_published, date_modified,"
                                 " description FROM article_versions WHERE id = 3").fetchone())
        db.execute("UPDATE article_versions SET title = 'Home', row_digest = ? WHERE id = 3", (digest(*fields),))
        self.seal()
        self.assertEqual(self.findings(), [])
        self.assert_ok(self.run_program("reextract", "--store", "archive.db"))
        self.assertEqual(self.findings(), [])
        self.assertEqual(db.execute("SELECT row_id FROM seal_leaves WHERE superseded_at IS NOT NULL").fetchall(), [(3,)])
        (again,) = self.seal()
        self.assertEqual(again["leaf_count"], 1, "the new reading")
        self.assert_ok(self.run_program("db", "takedown", "--store", "archive.db", f"{HOST}/7"))
        self.assert_ok(self.run_program("db", "retain", "--store", "archive.db", "--older-than", "1d"))
        self.assertEqual(self.findings(), [])
        self.seal()
        self.assertEqual(self.findings(), [])
        self.prove(f"{HOST}/7")
        self.assert_ok(self.run_program("db", "verify-proof", "proof.json"))


if __name__ == "__main__":
    unittest.main(verbosity=2)

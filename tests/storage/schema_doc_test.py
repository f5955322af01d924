"""schema_doc_test.py SCHEMA.md ARCHIVE.db: the document and a real store say the same; its examples run;
Datasette's query finds the full-text table; every digest can be computed by the document alone."""
import hashlib
import os
import re
import sqlite3
import sys

doc_path, db_path = sys.argv[1:]
doc = open(doc_path, encoding="utf-8").read()
db = sqlite3.connect(f"file:{db_path}?mode=ro", uri=True)
bad = []


def expect(ok, words):
    if not ok:
        bad.append(words)


def columns(name):
    return [row[1] for row in db.execute(f'PRAGMA table_info("{name}")')]


tables = {}
for part in re.split(r"^### ", doc.split("## Tables")[1].split("## Views")[0], flags=re.M)[1:]:
    name = part.split("\n", 1)[0].strip()
    tables[name] = [c for c in re.findall(r"^\| (\w+) \|", part, flags=re.M) if c != "column"]
views = dict((n, c.split()) for n, c in re.findall(r"^\| (\w+) \| (.+) \|$", doc.split("## Views")[1].split("## ")[0], flags=re.M) if n != "view")

for kind, told in (("table", tables), ("view", views)):
    real = {n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type = ?", (kind,))
            if "_fts_" not in n and not n.startswith(("_", "sqlite_"))}
    expect(real == set(told), f"{kind}s differ: {sorted(real ^ set(told))}")
    for name in real & set(told):
        expect(columns(name) == told[name], f"{name}: document {told[name]}, store {columns(name)}")

# The detection query of datasette/utils/__init__.py (detect_fts_sql).
found = db.execute("""select name from sqlite_master where rootpage = 0 and (
    sql like '%VIRTUAL TABLE%USING FTS%content="articles"%'
    or sql like '%VIRTUAL TABLE%USING FTS%content=[articles]%'
    or (tbl_name = "articles" and sql like '%VIRTUAL TABLE%USING FTS%'))""").fetchall()
expect(found == [("articles_fts",)], f"Datasette finds {found}")

digests = {t: re.search(rf"\b{t}:\s+((?:\w+\s+)*\w+)\.", doc.split("## Digests")[1]).group(1).split()
           for t in ("articles", "article_versions")}
for table, names in digests.items():
    rows = db.execute(f"SELECT row_digest, {', '.join(names)} FROM {table}").fetchall()
    expect(rows, f"{table} is empty")
    for digest, *fields in rows:
        texts = [("" if f is None else str(f)).encode() for f in fields]
        told = hashlib.sha256(b"".join(b"%d:%s," % (len(t), t) for t in texts)).hexdigest()
        expect(told == digest, f"{table}: digest differs")
for text, told in db.execute("SELECT text, content_hash FROM v_article_versions"):
    expect(hashlib.sha256(text.encode()).hexdigest() == told, "content_hash differs")

os.chdir(os.path.dirname(db_path))
for code in re.findall(r"```python\n(.*?)```", doc, flags=re.S):
    exec(compile(code, doc_path, "exec"))  # our own document's examples
for code in re.findall(r"```sql\n(.*?)```", doc, flags=re.S):
    for statement in filter(str.strip, code.split(";")):
        db.execute(statement).fetchall()
print("\n".join(bad))
sys.exit(1 if bad else 0)

"""newest.py ARCHIVE.db [WORDS]: the newest articles, or those with the words, as JSON lines. Python's sqlite3 alone."""
import json
import sqlite3
import sys

db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
db.row_factory = sqlite3.Row
words = '"' + " ".join(sys.argv[2:]).replace('"', '""') + '"'
if sys.argv[2:]:
    rows = db.execute("""SELECT a.* FROM articles_fts f JOIN articles a ON a.id = f.rowid
                         WHERE articles_fts MATCH ? AND a.removed_at IS NULL ORDER BY rank LIMIT 20""", (words,))
else:
    rows = db.execute("""SELECT * FROM articles WHERE removed_at IS NULL
                         ORDER BY coalesce(date_published, first_seen_at) DESC LIMIT 20""")
for row in rows:
    print(json.dumps({"url": row["url"], "title": row["title"], "authors": json.loads(row["authors"]),
                      "date": row["date_published"], "words": row["word_count"], "text": row["text"]}, ensure_ascii=False))

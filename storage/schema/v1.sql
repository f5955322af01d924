-- Store schema, version 1. What each table and column promises: docs/schema.md.
-- Times: ISO 8601 UTC text with milliseconds. Arrays and objects: JSON. Read by SQLite >= 3.31:
-- no STRICT, no generated columns, no ->> operator.
CREATE TABLE store_info (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE schema_migrations (
  version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL, app_version TEXT NOT NULL);

CREATE TABLE sites (
  id INTEGER PRIMARY KEY,
  hostname TEXT NOT NULL UNIQUE,  -- the only unique text column: Datasette shows it as the label
  registrable_domain TEXT NOT NULL, sitename TEXT,
  first_seen_at TEXT NOT NULL, last_fetched_at TEXT);
CREATE INDEX idx_sites_registrable_domain ON sites(registrable_domain);

CREATE TABLE bodies (
  id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, media_type TEXT, charset TEXT,
  byte_length INTEGER NOT NULL,
  warc_file TEXT, warc_offset INTEGER, warc_length INTEGER,  -- NULL: the bytes were removed
  removed_at TEXT, removal_reason TEXT);

CREATE TABLE fetches (
  id INTEGER PRIMARY KEY, site_id INTEGER REFERENCES sites(id),
  article_id INTEGER REFERENCES articles(id) ON DELETE SET NULL,
  url TEXT NOT NULL, final_url TEXT, redirects TEXT CHECK (redirects IS NULL OR json_valid(redirects)),
  started_at TEXT NOT NULL, duration_ms INTEGER, attempt INTEGER NOT NULL DEFAULT 1, http_status INTEGER,
  outcome TEXT NOT NULL CHECK (outcome IN ('new','changed','unchanged','not_modified','skipped','failed')),
  error_kind TEXT, error TEXT, content_type TEXT, bytes_received INTEGER, etag TEXT, last_modified TEXT,
  ip TEXT, directives TEXT, headers TEXT CHECK (headers IS NULL OR json_valid(headers)),
  body_id INTEGER REFERENCES bodies(id));
CREATE INDEX idx_fetches_article_id ON fetches(article_id, started_at);
CREATE INDEX idx_fetches_url ON fetches(url, started_at);
CREATE INDEX idx_fetches_site_id ON fetches(site_id, started_at);
CREATE INDEX idx_fetches_body_id ON fetches(body_id);

CREATE TABLE articles (
  id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, url TEXT NOT NULL UNIQUE, canonical_url TEXT,
  site_id INTEGER NOT NULL REFERENCES sites(id), hostname TEXT NOT NULL, sitename TEXT,
  title TEXT, author TEXT, authors TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(authors)),
  date_published TEXT, date_modified TEXT, description TEXT, section TEXT,
  tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
  language TEXT, image TEXT, license TEXT, pagetype TEXT, dateline TEXT,
  agencies TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(agencies)),
  corrections TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(corrections)),
  is_accessible_for_free INTEGER CHECK (is_accessible_for_free IN (0,1)),
  verdict TEXT NOT NULL DEFAULT 'article',
  text TEXT NOT NULL, word_count INTEGER NOT NULL,
  quality REAL, quality_reasons TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(quality_reasons)),
  fingerprint TEXT, content_hash TEXT NOT NULL,
  metadata_sources TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metadata_sources)),
  current_version_id INTEGER REFERENCES article_versions(id) DEFERRABLE INITIALLY DEFERRED,
  version_count INTEGER NOT NULL DEFAULT 1,
  first_seen_at TEXT NOT NULL, last_checked_at TEXT NOT NULL, last_changed_at TEXT NOT NULL,
  gone_at TEXT, removed_at TEXT,
  has_unspaced INTEGER NOT NULL DEFAULT 0 CHECK (has_unspaced IN (0,1)),
  row_digest TEXT NOT NULL);
CREATE INDEX idx_articles_site_date ON articles(site_id, date_published);
CREATE INDEX idx_articles_date_published ON articles(date_published);
CREATE INDEX idx_articles_newest ON articles(coalesce(date_published, first_seen_at), id);
CREATE INDEX idx_articles_last_changed_at ON articles(last_changed_at, id);
-- By each quarter of the fingerprint, the oldest first: near copies share one but for a bit or two.
CREATE INDEX idx_articles_fingerprint_1 ON articles(substr(fingerprint, 1, 4), id, fingerprint);
CREATE INDEX idx_articles_fingerprint_2 ON articles(substr(fingerprint, 5, 4), id, fingerprint);
CREATE INDEX idx_articles_fingerprint_3 ON articles(substr(fingerprint, 9, 4), id, fingerprint);
CREATE INDEX idx_articles_fingerprint_4 ON articles(substr(fingerprint, 13, 4), id, fingerprint);
CREATE INDEX idx_articles_content_hash ON articles(substr(content_hash, 1, 16));
CREATE INDEX idx_articles_language ON articles(language);
CREATE INDEX idx_articles_changed ON articles(id) WHERE version_count > 1;
CREATE INDEX idx_articles_gone_at ON articles(gone_at) WHERE gone_at IS NOT NULL;

CREATE TABLE article_urls (
  url TEXT PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  relation TEXT NOT NULL CHECK (relation IN ('requested','final','canonical')),
  first_seen_at TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX idx_article_urls_article_id ON article_urls(article_id);

CREATE TABLE article_versions (
  id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  version INTEGER NOT NULL, fetch_id INTEGER REFERENCES fetches(id),
  captured_at TEXT NOT NULL, last_seen_at TEXT NOT NULL,
  title TEXT, authors TEXT NOT NULL, date_published TEXT, date_modified TEXT, description TEXT,
  text TEXT,  -- NULL while this is the current version (then see articles.text)
  word_count INTEGER NOT NULL, content_hash TEXT NOT NULL,
  changed_fields TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(changed_fields)),
  words_added INTEGER NOT NULL DEFAULT 0, words_removed INTEGER NOT NULL DEFAULT 0,
  is_minor INTEGER NOT NULL DEFAULT 0 CHECK (is_minor IN (0,1)),
  extractor_version TEXT NOT NULL, options_hash TEXT, row_digest TEXT NOT NULL, UNIQUE (article_id, version));
CREATE INDEX idx_article_versions_captured_at ON article_versions(captured_at);
CREATE INDEX idx_article_versions_fetch_id ON article_versions(fetch_id);
CREATE TRIGGER article_versions_frozen BEFORE UPDATE ON article_versions
WHEN old.text IS NOT NULL AND NOT (new.text = '' AND EXISTS (
  SELECT 1 FROM takedowns t WHERE t.article_id = old.article_id)) BEGIN SELECT RAISE(ABORT, 'article_versions is append-only'); END;

-- What was taken down: the article's row stays, without its text, and takes none in again.
CREATE TABLE takedowns (
  id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL UNIQUE REFERENCES articles(id) ON DELETE CASCADE,
  url TEXT NOT NULL, taken_down_at TEXT NOT NULL, reason TEXT);

-- Copies of articles, linked as they are stored: of_article_id came first.
CREATE TABLE duplicates (
  article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
  of_article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('exact','near')), distance INTEGER NOT NULL);
CREATE INDEX idx_duplicates_of_article_id ON duplicates(of_article_id);

-- Whether each article's page is still there: a row a run of checks with the same answer.
CREATE TABLE liveness (
  id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('alive','moved','gone','soft_404','parked')),
  since_at TEXT NOT NULL, last_at TEXT NOT NULL, checks INTEGER NOT NULL, moved_to TEXT);
CREATE INDEX idx_liveness_article_id ON liveness(article_id);

-- Roots over what finished days brought, each chained to the one before.
CREATE TABLE seals (
  id INTEGER PRIMARY KEY, day TEXT NOT NULL, sealed_at TEXT NOT NULL, leaf_count INTEGER NOT NULL,
  root TEXT NOT NULL, previous TEXT NOT NULL, chain TEXT NOT NULL, public_key TEXT, signature TEXT);
CREATE TABLE seal_leaves (
  seal_id INTEGER NOT NULL REFERENCES seals(id), position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('capture','version')), row_id INTEGER NOT NULL,
  digest TEXT NOT NULL, superseded_at TEXT, PRIMARY KEY (seal_id, position)) WITHOUT ROWID;
CREATE INDEX idx_seal_leaves_row ON seal_leaves(kind, row_id);

CREATE TABLE images (
  id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  position INTEGER NOT NULL, url TEXT NOT NULL, alt TEXT, caption TEXT, credit TEXT,
  UNIQUE (article_id, position));

-- Crawling: what is read for new articles, and each run.
CREATE TABLE sources (
  id INTEGER PRIMARY KEY, site_url TEXT NOT NULL, url TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('feed','news_sitemap','sitemap','hub_page')),
  title TEXT, found_by TEXT NOT NULL, added_at TEXT NOT NULL,
  last_checked_at TEXT, next_check_at TEXT, last_new_at TEXT,
  entries_seen INTEGER NOT NULL DEFAULT 0, error_count INTEGER NOT NULL DEFAULT 0, last_error TEXT,
  is_silent INTEGER NOT NULL DEFAULT 0 CHECK (is_silent IN (0,1)),
  hubs TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(hubs)),
  rhythm TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(rhythm)));

CREATE TABLE crawls (
  id INTEGER PRIMARY KEY,
  status TEXT NOT NULL CHECK (status IN ('running','done','stopped','failed')),
  started_at TEXT NOT NULL, finished_at TEXT, app_version TEXT NOT NULL, user_agent TEXT NOT NULL,
  stats TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(stats)));

-- Private from here: may change without notice. Times are Unix milliseconds.
-- state: 0 ready, 1 waiting for due_at, 2 done, 3 given up, 4 skipped. kind: 0 page, 1 article,
-- 2 source. hash: 47 bits of the canonical URL's FNV-1a; the URL itself decides.
CREATE TABLE _queue (
  id INTEGER PRIMARY KEY, host_id INTEGER NOT NULL, hash INTEGER NOT NULL, url TEXT NOT NULL,
  state INTEGER NOT NULL, kind INTEGER NOT NULL, priority INTEGER NOT NULL, depth INTEGER NOT NULL,
  attempts INTEGER NOT NULL, due_at INTEGER, found_by INTEGER NOT NULL, found_via INTEGER,
  reason TEXT);
CREATE INDEX _queue_url ON _queue(host_id, hash);
CREATE INDEX _queue_ready ON _queue(host_id, priority DESC) WHERE state = 0;
CREATE INDEX _queue_due ON _queue(due_at) WHERE state = 1;
CREATE TABLE _hosts (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, address TEXT, queued INTEGER NOT NULL DEFAULT 0,
  response_ms INTEGER NOT NULL DEFAULT 0, crawl_delay_ms INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0, block_ms INTEGER NOT NULL DEFAULT 0,
  blocked_until INTEGER NOT NULL DEFAULT 0, block_reason TEXT, last_end INTEGER NOT NULL DEFAULT 0,
  revisit_looks TEXT NOT NULL DEFAULT '');
CREATE TABLE _robots (
  origin TEXT PRIMARY KEY, fetched_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
  has_rules INTEGER NOT NULL, body TEXT NOT NULL, unreachable_since INTEGER NOT NULL,
  failures INTEGER NOT NULL, error INTEGER NOT NULL, reason TEXT NOT NULL);
CREATE TABLE _revisits (
  queue_id INTEGER PRIMARY KEY, interval_s INTEGER NOT NULL, looks INTEGER NOT NULL,
  changes INTEGER NOT NULL, gone INTEGER NOT NULL, etag TEXT, last_modified TEXT);
-- What fetches of each pattern of a site's URLs brought; site is the URL of its [[site]].
CREATE TABLE _traps (
  site TEXT NOT NULL, pattern TEXT NOT NULL, fetches INTEGER NOT NULL, yields INTEGER NOT NULL,
  promises INTEGER NOT NULL, changed_at INTEGER NOT NULL,
  PRIMARY KEY (site, pattern)) WITHOUT ROWID;
-- What a site's pages have in common: block is the hash of a block's words, pages how many kept
-- pages had it.
CREATE TABLE _site_blocks (
  site TEXT NOT NULL, block INTEGER NOT NULL, pages INTEGER NOT NULL,
  PRIMARY KEY (site, block)) WITHOUT ROWID;

-- prefix: beginnings of one and two letters answer in 15 ms instead of 1.4 s, for a quarter more of the index.
-- content="articles" in double quotes: Datasette's detection misses single quotes (datasette#1991).
CREATE VIRTUAL TABLE "articles_fts" USING FTS5 ("title", "description", "author", "text",
  tokenize='unicode61 remove_diacritics 2', prefix='2', content="articles", content_rowid="id");
-- 8 segments are merged at a time, not 4: a sixth of the time of an insert.
INSERT INTO articles_fts(articles_fts, rank) VALUES ('automerge', 8);
CREATE TRIGGER articles_ai AFTER INSERT ON articles BEGIN
  INSERT INTO articles_fts(rowid, title, description, author, text)
    VALUES (new.id, new.title, new.description, new.author, new.text); END;
CREATE TRIGGER articles_ad AFTER DELETE ON articles BEGIN
  INSERT INTO articles_fts(articles_fts, rowid, title, description, author, text)
    VALUES ('delete', old.id, old.title, old.description, old.author, old.text); END;
CREATE TRIGGER articles_au AFTER UPDATE OF title, description, author, text ON articles BEGIN
  INSERT INTO articles_fts(articles_fts, rowid, title, description, author, text)
    VALUES ('delete', old.id, old.title, old.description, old.author, old.text);
  INSERT INTO articles_fts(rowid, title, description, author, text)
    VALUES (new.id, new.title, new.description, new.author, new.text); END;

-- Private: articles that hold text of scripts without spaces between words, or Korean: each of these
-- characters is a word, which no trigger can make of them, so whoever writes articles enters it.
CREATE VIRTUAL TABLE _unspaced_fts USING FTS5 (title, author, text, content='',
  tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'");

CREATE VIEW v_trafilatura AS SELECT id, title, author, url, hostname, description, sitename,
  substr(date_published, 1, 10) AS date,
  (SELECT group_concat(value, ';') FROM json_each(tags)) AS tags,
  fingerprint, license, text, language, image, pagetype FROM articles WHERE removed_at IS NULL;
CREATE VIEW v_news_article AS SELECT uid AS identifier, url, canonical_url AS mainEntityOfPage,
  title AS headline, description, authors AS author, date_published AS datePublished,
  date_modified AS dateModified, section AS articleSection, tags AS keywords,
  language AS inLanguage, sitename AS publisher, image, license,
  is_accessible_for_free AS isAccessibleForFree, word_count AS wordCount, text AS articleBody
  FROM articles WHERE removed_at IS NULL;
CREATE VIEW v_dublin_core AS SELECT uid AS dc_identifier, title AS dc_title, authors AS dc_creator,
  tags AS dc_subject, description AS dc_description, sitename AS dc_publisher,
  date_published AS dc_date, 'Text' AS dc_type, 'text/plain' AS dc_format, url AS dc_source,
  language AS dc_language, license AS dc_rights FROM articles WHERE removed_at IS NULL;
CREATE VIEW v_article_versions AS SELECT v.id, v.article_id, a.uid, a.url, v.version, v.captured_at,
  v.last_seen_at, v.title, v.authors, v.date_published, v.date_modified, v.description,
  COALESCE(v.text, a.text) AS text, v.word_count, v.content_hash, v.changed_fields, v.words_added,
  v.words_removed, v.is_minor, v.id = a.current_version_id AS is_current
  FROM article_versions v JOIN articles a ON a.id = v.article_id;
CREATE VIEW v_changes AS SELECT v.id, v.article_id, a.uid, a.url, v.version, v.captured_at, v.title,
  v.changed_fields, v.words_added, v.words_removed, v.is_minor
  FROM article_versions v JOIN articles a ON a.id = v.article_id WHERE v.version > 1;
CREATE VIEW v_site_days AS SELECT site_id, hostname, substr(first_seen_at, 1, 10) AS day,
  count(*) AS articles, sum(word_count) AS words FROM articles GROUP BY site_id, hostname, day;
CREATE VIEW article_tags AS SELECT a.id AS article_id, j.value AS tag
  FROM articles a, json_each(a.tags) j;
CREATE VIEW article_authors AS SELECT a.id AS article_id, j.key AS position, j.value AS author
  FROM articles a, json_each(a.authors) j;
CREATE VIEW v_fetch_errors AS SELECT s.hostname, f.error_kind, f.http_status, count(*) AS n,
  max(f.started_at) AS last_at FROM fetches f LEFT JOIN sites s ON s.id = f.site_id
  WHERE f.outcome = 'failed' GROUP BY 1, 2, 3;

PRAGMA application_id = 1129665585;  -- 0x43555431, "CUT1"
PRAGMA user_version = 1;

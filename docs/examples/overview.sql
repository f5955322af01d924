-- sqlite3 -readonly -cmd '.timeout 5000' archive.db < overview.sql
SELECT hostname, sum(articles), sum(words) FROM v_site_days GROUP BY hostname ORDER BY 2 DESC LIMIT 10;
SELECT hostname, error_kind, http_status, n FROM v_fetch_errors ORDER BY n DESC LIMIT 10;
SELECT url, version, captured_at, changed_fields, words_added, words_removed FROM v_changes ORDER BY captured_at DESC LIMIT 10;
SELECT author, count(*) FROM article_authors GROUP BY author ORDER BY 2 DESC LIMIT 10;
SELECT headline, datePublished, substr(articleBody, 1, 60) FROM v_news_article ORDER BY datePublished DESC LIMIT 10;

# sqlite3 -json -readonly -cmd '.timeout 5000' archive.db 'SELECT * FROM v_news_article' | jq -f long_reads.jq
map(select(.wordCount > 80) | {title: .headline, authors: (.author | fromjson), words: .wordCount}) | sort_by(-.words) | .[:10]

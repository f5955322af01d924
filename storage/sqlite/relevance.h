#pragma once
// relevance(articles_fts, w0, w1, ...): how well a row of a full-text table fits the query, for use
// in SQL; greater is better.

struct sqlite3;

namespace cuttings::sqlite {

/// Adds the function to the FTS5 of a connection: BM25 (Robertson and Zaragoza, "The Probabilistic
/// Relevance Framework", 2009, section 3) with the weights w0, w1, ... of the columns, k1 and b as
/// in SQLite's bm25(). That counts all rows of each phrase before it ranks the first; this one
/// looks at the first 1,000 and takes the others to be as dense. False when there is no FTS5.
bool add_relevance(sqlite3* handle);

}  // namespace cuttings::sqlite

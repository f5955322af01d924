#include "storage/sqlite/relevance.h"

#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <new>
#include <vector>

namespace cuttings::sqlite {
namespace {

constexpr double kK1 = 1.2, kB = 0.75;  // as in SQLite's bm25() (ext/fts5/fts5_aux.c)
// Of a phrase in more than half of the rows, whose weight would be negative: as there.
constexpr double kLeastWeight = 1e-6;
constexpr sqlite3_int64 kMostCounted = 1'000;

/// What is the same for all rows of one query.
struct QueryFacts {
  std::vector<double> weights;  // of the phrases: their inverse document frequency
  double mean_size = 1;         // of a row, in words
};

/// Rows of a phrase, in the order of their ids, as far as they were counted.
struct RowCount {
  sqlite3_int64 rows = 0, last_id = 0;
};

int count_row(const Fts5ExtensionApi* api, Fts5Context* context, void* data) {
  auto& count = *static_cast<RowCount*>(data);
  count.last_id = api->xRowid(context);
  return ++count.rows < kMostCounted ? SQLITE_OK : SQLITE_DONE;
}

double weight_of(const RowCount& count, double rows) {
  double hits = static_cast<double>(count.rows);
  if (count.rows >= kMostCounted)  // ids are given in order, hardly one is missing
    hits = std::clamp(hits * rows / static_cast<double>(std::max<sqlite3_int64>(count.last_id, 1)),
                      hits, rows);
  return std::max(std::log((rows - hits + 0.5) / (hits + 0.5)), kLeastWeight);
}

int read_facts(const Fts5ExtensionApi* api, Fts5Context* context, QueryFacts& facts) {
  sqlite3_int64 rows = 0, words = 0;
  int code = api->xRowCount(context, &rows);
  if (code == SQLITE_OK) code = api->xColumnTotalSize(context, -1, &words);
  facts.mean_size = std::max(
      1.0, static_cast<double>(words) / static_cast<double>(std::max<sqlite3_int64>(rows, 1)));
  const int phrases = api->xPhraseCount(context);
  if (phrases == 1) {  // one weight changes no order
    facts.weights = {1};
    return code;
  }
  for (int i = 0; code == SQLITE_OK && i < phrases; ++i) {
    RowCount count;
    code = api->xQueryPhrase(context, i, &count, count_row);
    facts.weights.push_back(weight_of(count, static_cast<double>(rows)));
  }
  return code;
}

void delete_facts(void* facts) { delete static_cast<QueryFacts*>(facts); }

/// Made at the first row of a query and kept by FTS5 until its end; null when that failed.
const QueryFacts* facts_of(const Fts5ExtensionApi* api, Fts5Context* context, int& code) {
  if (void* kept = api->xGetAuxdata(context, 0)) return static_cast<QueryFacts*>(kept);
  auto* facts = new (std::nothrow) QueryFacts;
  code = facts == nullptr ? SQLITE_NOMEM : read_facts(api, context, *facts);
  if (code != SQLITE_OK) {
    delete facts;
    return nullptr;
  }
  code = api->xSetAuxdata(context, facts, delete_facts);  // deletes it when it fails
  return code == SQLITE_OK ? facts : nullptr;
}

// For each phrase how often it is in the row, each time with the weight of its column.
int count_phrases(const Fts5ExtensionApi* api, Fts5Context* context, int values,
                  sqlite3_value** value, std::vector<double>& counts) {
  int instances = 0;
  int code = api->xInstCount(context, &instances);
  for (int i = 0; code == SQLITE_OK && i < instances; ++i) {
    int phrase = 0, column = 0, offset = 0;
    code = api->xInst(context, i, &phrase, &column, &offset);
    const double weight = column < values ? sqlite3_value_double(value[column]) : 1;
    if (code == SQLITE_OK) counts[static_cast<std::size_t>(phrase)] += weight;
  }
  return code;
}

void relevance(const Fts5ExtensionApi* api, Fts5Context* context, sqlite3_context* result,
               int values, sqlite3_value** value) {
  int code = SQLITE_OK, size = 0;
  const QueryFacts* facts = facts_of(api, context, code);
  if (facts == nullptr) return sqlite3_result_error_code(result, code);
  std::vector<double> counts(facts->weights.size());
  code = count_phrases(api, context, values, value, counts);
  if (code == SQLITE_OK) code = api->xColumnSize(context, -1, &size);
  if (code != SQLITE_OK) return sqlite3_result_error_code(result, code);
  const double length = kK1 * (1 - kB + kB * size / facts->mean_size);
  double score = 0;
  for (std::size_t i = 0; i < counts.size(); ++i)
    score += facts->weights[i] * counts[i] * (kK1 + 1) / (counts[i] + length);
  sqlite3_result_double(result, score);
}

// https://www.sqlite.org/fts5.html#extending_fts5
fts5_api* api_of(sqlite3* handle) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

}  // namespace

bool add_relevance(sqlite3* handle) {
  fts5_api* api = api_of(handle);
  return api != nullptr &&
         api->xCreateFunction(api, "relevance", nullptr, relevance, nullptr) == SQLITE_OK;
}

}  // namespace cuttings::sqlite

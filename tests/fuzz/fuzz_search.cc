// Any bytes as the words of a search: a query that survives being written, or a message, and never
// an error of the store.

#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "config/base/clock.h"
#include "storage/archive_reader.h"
#include "storage/article_store.h"
#include "tests/fuzz/require.h"

namespace {

using namespace cuttings;

/// A store of three articles, one without spaces, removed at the end.
class Store {
 public:
  Store() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "cuttings-fuzz-XXXXXX").string();
    directory_ = mkdtemp(pattern.data());
    StoreOptions options;
    options.path = directory_ + "/archive.db";
    options.keep_raw = false;
    const SystemClock clock;
    auto store = ArticleStore::open(options, clock);
    require(store.has_value(), "the store opens");
    for (const char* text :
         {"The ferry came back to the harbour.", "Der Sturm legte sich.", "渡轮回到了港口。"}) {
      Capture capture;
      capture.fetch.url = capture.fetch.final_url =
          "https://example.org/" + std::to_string(count_++);
      capture.fetch.http_status = 200;
      capture.article.emplace();
      capture.article->text = text;
      require((*store)->save(capture).has_value(), "the store keeps");
    }
    auto reader = ArchiveReader::open(options);
    require(reader.has_value(), "the store is read");
    reader_ = std::move(*reader);
  }
  ~Store() {
    reader_.reset();
    std::filesystem::remove_all(directory_);
  }
  ArchiveReader& reader() { return *reader_; }

 private:
  std::string directory_;
  int count_ = 0;
  std::unique_ptr<ArchiveReader> reader_;
};

std::string written(const SearchTerm& term) {
  std::string text = term.is_excluded ? "-" : "";
  if (term.field == SearchField::kTitle) text += "title:";
  if (term.field == SearchField::kAuthor) text += "author:";
  return text + (term.is_prefix ? term.text + "*" : '"' + term.text + '"');
}

std::string written(const SearchFilter& filter) {
  using Kind = SearchFilter::Kind;
  const std::string sign = filter.is_excluded ? "-" : "", value = '"' + filter.value + '"';
  switch (filter.kind) {
    case Kind::kSite:
      return sign + "site:" + value;
    case Kind::kLanguage:
      return sign + "lang:" + value;
    case Kind::kTag:
      return sign + "tag:" + value;
    case Kind::kAfter:
      return sign + "after:" + value;
    case Kind::kBefore:
      return sign + "before:" + value;
    case Kind::kChanged:
      return sign + "is:changed";
    case Kind::kGone:
      return sign + "is:gone";
  }
  return {};
}

void check_survives_writing(const SearchQuery& query) {
  std::string text;
  for (const SearchTerm& term : query.terms) {
    if (term.text.size() > 500) return;  // U+FFFD for a byte is longer than what may be asked
    text += written(term) + " ";
  }
  for (const SearchFilter& filter : query.filters) text += written(filter) + " ";
  const auto again = parse_search_query(text);
  require(again && again->terms == query.terms && again->filters == query.filters,
          "parse(serialise(query)) = query");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Store store;
  const auto query = parse_search_query({reinterpret_cast<const char*>(data), size});
  if (!query) {
    require(!query.error().message.empty() && !query.error().hint.empty(),
            "a refused query says why and what to write");
    return 0;
  }
  check_survives_writing(*query);
  const auto hits = store.reader().search(*query, {});
  require(hits.has_value(), "a query is answered");
  require(hits->size() <= 3, "nothing is found twice");
  return 0;
}

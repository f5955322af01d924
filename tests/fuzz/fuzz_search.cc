// Any bytes as the words of a search: a query or a message, and never an error of the store.

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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Store store;
  const auto query = parse_search_query({reinterpret_cast<const char*>(data), size});
  if (!query) {
    require(!query.error().message.empty() && !query.error().hint.empty(),
            "a refused query says why and what to write");
    return 0;
  }
  const auto hits = store.reader().search(*query, {});
  require(hits.has_value(), "a query is answered");
  require(hits->size() <= 3, "nothing is found twice");
  return 0;
}

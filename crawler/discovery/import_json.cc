// Imports of JSON as one value: what Chrome and Firefox keep bookmarks in, lists of addresses.
#include <nlohmann/json.hpp>

#include "crawler/discovery/import_list.h"

namespace cuttings {
namespace {

using nlohmann::json;

/// Takes the addresses of objects and of lists of strings in, wherever they stand; no tree is made.
class AddressSax final : public nlohmann::json_sax<json> {
 public:
  explicit AddressSax(ImportBuilder& builder) : builder_(builder) {}

  bool start_object(std::size_t) override { return begin({}); }
  bool start_array(std::size_t) override { return begin({.is_list = true}); }
  bool key(string_t& name) override {
    frames_.back().key = name;
    return true;
  }
  bool string(string_t& text) override {
    if (frames_.empty()) return add(text, {});
    Frame& frame = frames_.back();
    if (frame.is_list) return add(text, {});
    if (frame.key == "url" || frame.key == "uri") frame.url = text;
    if (frame.key == "title" || frame.key == "name") frame.title = text;
    return true;
  }
  bool end_object() override {
    const Frame frame = std::move(frames_.back());
    frames_.pop_back();
    return frame.url.empty() || add(frame.url, frame.title);
  }
  bool end_array() override {
    frames_.pop_back();
    return true;
  }
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

 private:
  struct Frame {
    bool is_list = false;
    std::string key = {}, url = {}, title = {};
  };

  bool begin(Frame frame) {
    constexpr std::size_t kMaxDepth = 1000;  // folders within folders; chosen by hand
    if (frames_.size() >= kMaxDepth) {
      builder_.list.end = ReadEnd::kTooDeep;
      return false;
    }
    frames_.push_back(std::move(frame));
    return true;
  }

  bool add(const std::string& url, const std::string& title) {
    (void)builder_.add(url, title, ImportKind::kPage);  // place:, javascript:
    return builder_.list.end == ReadEnd::kComplete;
  }

  ImportBuilder& builder_;
  std::vector<Frame> frames_;
};

}  // namespace

ImportedList import_json(std::string_view bytes) {
  ImportBuilder builder(bytes.size());
  AddressSax addresses(builder);
  const bool is_whole = json::sax_parse(bytes.substr(0, kMaxImportBytes), &addresses);
  if (!is_whole && builder.list.end == ReadEnd::kComplete) builder.list.end = ReadEnd::kMalformed;
  return std::move(builder.list);
}

}  // namespace cuttings

#include "tools/gold_pages.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "config/base/digest.h"
#include "config/base/script.h"
#include "config/base/text.h"
#include "config/base/utf8.h"
#include "storage/word_changes.h"
#include "tools/input_file.h"
#include "tools/page_reading.h"

namespace cuttings {
namespace {

constexpr double kSame = 1e-9;  // what adding up in another order may change

std::size_t count_parts(std::string_view text) {
  return static_cast<std::size_t>(count_word_changes({}, text).added);
}

/// White space around each character of a script without spaces.
std::string spaced(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_code_point(text, i);
    const bool is_alone = is_unspaced_script(point.value);
    if (is_alone) out += ' ';
    out += text.substr(i, point.length);
    if (is_alone) out += ' ';
    i += point.length;
  }
  return out;
}

Result<nlohmann::json> read_json(const std::string& path, std::size_t max_bytes) {
  auto bytes = read_whole_input(path, max_bytes);
  if (!bytes) return fail(std::move(bytes.error()));
  auto object = nlohmann::json::parse(*bytes, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return fail(ErrorCode::kParse, path + ": not a JSON object");
  return object;
}

std::string member(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<GoldScore> score_page(const std::string& folder, const ExtractOptions& options,
                             SiteKnowledge site) {
  const std::size_t most = options.limits.max_page_bytes;
  auto bytes = read_input(folder + "/source.html", most);
  if (!bytes) return fail(std::move(bytes.error()));
  auto source = read_json(folder + "/source.json", most);
  if (!source) return fail(std::move(source.error()));
  auto expected = read_json(folder + "/expected.json", most);
  if (!expected) return fail(std::move(expected.error()));
  const std::string url = member(*source, "url"), wanted = member(*expected, "text");
  GoldScore score;
  score.digest = sha256_hex(sha256_hex(*bytes) + url + "\n" + wanted).substr(0, 16);
  PageInput page{std::move(*bytes), url, member(*source, "content_type")};
  page.site = site;
  const PageReading reading = read_page(std::move(page), folder, options);
  score.f1 = word_f1(wanted, reading.is_article() ? reading.extraction.article.text : "");
  return score;
}

}  // namespace

double word_f1(std::string_view expected, std::string_view text) {
  const std::string wanted = spaced(expected), got = spaced(text);
  const std::size_t all = count_parts(wanted) + count_parts(got);
  if (all == 0) return 1;
  const WordChanges changes = count_word_changes(wanted, got);
  const auto different = static_cast<double>(changes.added + changes.removed);
  return 1 - different / static_cast<double>(all);
}

Result<GoldScores> score_gold_pages(const std::string& folder, const ExtractOptions& options,
                                    SiteKnowledge site) {
  std::error_code error;
  GoldScores scores;
  std::filesystem::directory_iterator entries(folder, error);
  if (error)
    return fail(ErrorCode::kNotFound, "gold pages " + folder + ": " + error.message(),
                "--gold FOLDER names them");
  for (const auto end = std::filesystem::directory_iterator(); !error && entries != end;
       entries.increment(error)) {
    if (!std::filesystem::exists(entries->path() / "source.html", error)) continue;
    auto score = score_page(entries->path().string(), options, site);
    if (!score) return fail(std::move(score.error()));
    scores[entries->path().filename().string()] = std::move(*score);
  }
  if (error) return fail(ErrorCode::kIo, "gold pages " + folder + ": " + error.message());
  if (scores.empty())
    return fail(ErrorCode::kInvalidArgument, "no gold page in " + folder,
                "a page is a folder with source.html, source.json and expected.json");
  return scores;
}

bool GoldComparison::is_worse() const { return now < before - kSame; }

GoldComparison compare_gold(const GoldScores& before, const GoldScores& now) {
  GoldComparison result;
  for (const auto& [name, score] : now) {
    const auto found = before.find(name);
    if (found == before.end() || found->second.digest != score.digest) continue;
    ++result.pages;
    result.before += found->second.f1;
    result.now += score.f1;
    if (score.f1 < found->second.f1 - kSame) result.worse.push_back(name);
  }
  const auto count = static_cast<double>(std::max<std::size_t>(result.pages, 1));
  result.before /= count;
  result.now /= count;
  return result;
}

std::string describe(const GoldComparison& comparison) {
  std::array<char, 80> text{};
  (void)std::snprintf(text.data(), text.size(), "F1 %.4f -> %.4f on %zu gold pages",
                      comparison.before, comparison.now, comparison.pages);
  return text.data();
}

std::string gold_json(const GoldScores& scores, std::string_view read_by) {
  nlohmann::json pages = nlohmann::json::object();
  for (const auto& [name, score] : scores)
    pages[to_valid_utf8(name)] = {{"digest", score.digest}, {"f1", score.f1}};
  return nlohmann::json{{"read_by", read_by}, {"pages", pages}}.dump();
}

GoldScores parse_gold_json(std::string_view json) {
  GoldScores scores;
  const auto object = nlohmann::json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object() || !object.contains("pages")) return scores;
  for (const auto& [name, score] : object["pages"].items()) {
    const auto f1 = score.find("f1");
    if (f1 != score.end() && f1->is_number())
      scores[name] = {member(score, "digest"), f1->get<double>()};
  }
  return scores;
}

}  // namespace cuttings

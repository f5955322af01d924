#include "extractor/verdict/wall_vocabulary.h"

#include <array>
#include <optional>

#include "config/base/text.h"
#include "extractor/verdict/wall_files.h"

namespace cuttings {
namespace {

constexpr std::array<std::string_view, kTopics> kTopicNames = {
    "needs_script", "consent",   "bot",          "login", "paywall",
    "offer",        "not_found", "server_error", "parked"};
constexpr std::array<std::string_view, kMarks> kMarkNames = {
    "bot_page", "captcha",  "consent_manager", "paywall_box",
    "app_root", "redirect", "parking_page",    "locked_tier"};

template <std::size_t N>
std::optional<std::uint8_t> number_of(const std::array<std::string_view, N>& names,
                                      std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<std::uint8_t>(i);
  return std::nullopt;
}

/// Adds "kind value"; false when the kind is not known.
bool add_mark(WallVocabulary& out, std::string_view line, Mark mark) {
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return false;
  const std::string_view kind = line.substr(0, space), value = line.substr(space + 1);
  const auto tag = static_cast<std::uint8_t>(mark);
  if (kind == "script") return out.scripts.add(value, tag);
  if (kind == "link") return out.links.add(value, tag);
  if (kind != "id" && kind != "class" && kind != "tag" && kind != "attr" && kind != "meta")
    return false;
  if (value.empty()) return false;
  out.name_ends.add(value);
  return out.names.emplace(to_ascii_lower(line), mark).second;
}

}  // namespace

std::string_view topic_name(Topic topic) { return kTopicNames[static_cast<std::size_t>(topic)]; }

Marks WallVocabulary::mark_of(std::string_view kind, std::string_view name) const {
  if (name.empty() || !name_ends.may_hold(name)) return 0;
  std::string key(kind);
  key += ' ';
  for (const char c : name) key += to_ascii_lower(c);
  const auto found = names.find(key);
  return found == names.end() ? Marks{0} : bit(found->second);
}

WallVocabulary read_wall_vocabulary(std::span<const std::string_view> files, std::string& problem) {
  WallVocabulary out;
  for (const std::string_view file : files) {
    std::optional<std::uint8_t> topic, mark;
    for (const std::string_view line : split(file, '\n')) {
      if (line.empty() || line.front() == '#') continue;
      bool is_good = true;
      if (line.front() == '[') {
        const std::string_view name = line.substr(1, line.size() - 2);
        topic = number_of(kTopicNames, name), mark = number_of(kMarkNames, name);
        is_good = topic || mark;
      } else if (topic) {
        is_good = out.phrases.add(line, *topic);
      } else {
        is_good = mark && add_mark(out, line, static_cast<Mark>(*mark));
      }
      if (!is_good && problem.empty()) problem = line;
    }
  }
  return out;
}

const WallVocabulary& wall_vocabulary() {
  static const WallVocabulary loaded = [] {
    std::string ignored;  // a test reads the files and shows what is wrong
    return read_wall_vocabulary(wall_files(), ignored);
  }();
  return loaded;
}

}  // namespace cuttings

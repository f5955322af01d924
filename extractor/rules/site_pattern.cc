// The files of https://github.com/fivefilters/ftr-site-config: a line a directive, "#" comments.

#include "config/base/text.h"
#include "extractor/rules/rule_builder.h"
#include "extractor/rules/rule_file.h"

namespace cuttings {

ReadRule read_site_pattern(std::string_view text, const std::string& file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  RuleBuilder builder(file);
  int number = 0;
  for (const std::string_view raw : split(text, '\n')) {
    ++number;
    const std::string_view line = trim_ascii(raw);
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      builder.add(line, "", number);
      continue;
    }
    const std::string_view key = trim_ascii(line.substr(0, colon));
    const std::string_view value = trim_ascii(line.substr(colon + 1));
    const std::size_t bracket = key.find('(');
    // "replace_string(find): replace", the short form of two lines; the find part may hold colons.
    const std::size_t end = line.find("):");
    if (key.starts_with("replace_string(") && end != std::string_view::npos)
      builder.add_replacement(line.substr(bracket + 1, end - bracket - 1),
                              trim_ascii(line.substr(end + 2)));
    else
      builder.add(trim_ascii(key.substr(0, bracket)), value, number);
  }
  ReadRule read;
  read.rule = builder.finish();
  read.problems = builder.problems();
  return read;
}

}  // namespace cuttings

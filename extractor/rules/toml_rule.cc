#include <toml++/toml.h>

#include "extractor/rules/rule_builder.h"
#include "extractor/rules/rule_file.h"

namespace cuttings {
namespace {

int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

class TomlRule {
 public:
  explicit TomlRule(const std::string& file) : file_(file), builder_(file) {}

  ReadRule read(const toml::table& table) {
    for (const auto& [key, value] : table) take(key.str(), value);
    ReadRule read;
    read.rule = builder_.finish();
    read.problems = builder_.problems();
    read.problems.insert(read.problems.end(), problems_.begin(), problems_.end());
    return read;
  }

 private:
  void problem(const toml::node& node, const std::string& what) {
    problems_.push_back(file_ + ":" + std::to_string(line_of(node)) + ": " + what);
  }

  void take(std::string_view key, const toml::node& value) {
    if (key == "replace") return take_replacements(value);
    if (key == "test") return take_tests(value);
    if (const auto* flag = value.as_boolean())
      return builder_.add(key, flag->get() ? "yes" : "no", line_of(value));
    take_strings(key, value);
  }

  void take_strings(std::string_view key, const toml::node& value) {
    if (const auto* text = value.as_string()) return builder_.add(key, text->get(), line_of(value));
    const toml::array* list = value.as_array();
    if (list == nullptr)
      return problem(value, std::string(key) + " is no string or list of strings");
    for (const toml::node& item : *list) {
      if (const auto* text = item.as_string())
        builder_.add(key, text->get(), line_of(item));
      else
        problem(item, std::string(key) + " is no list of strings");
    }
  }

  void take_replacements(const toml::node& value) {
    const toml::array* pairs = value.as_array();
    if (pairs == nullptr) return problem(value, R"(replace is no list of ["find", "replace"])");
    for (const toml::node& item : *pairs) {
      const toml::array* pair = item.as_array();
      if (pair == nullptr || pair->size() != 2 || !pair->is_homogeneous<std::string>())
        problem(item, R"(replace is no list of ["find", "replace"])");
      else
        builder_.add_replacement(pair->get(0)->as_string()->get(),
                                 pair->get(1)->as_string()->get());
    }
  }

  void take_tests(const toml::node& value) {
    const toml::array* tests = value.as_array();
    if (tests == nullptr) return problem(value, "write each test as [[test]]");
    for (const toml::node& item : *tests) {
      const toml::table* test = item.as_table();
      const toml::node* url = test == nullptr ? nullptr : test->get("url");
      if (url == nullptr || !url->is_string()) {
        problem(item, "a test has no url");
        continue;
      }
      take_strings("test_url", *url);
      if (const toml::node* contains = test->get("contains"))
        take_strings("test_contains", *contains);
    }
  }

  const std::string& file_;
  RuleBuilder builder_;
  std::vector<std::string> problems_;
};

}  // namespace

Result<ReadRule> read_toml_rule(std::string_view text, const std::string& file) {
  try {
    return TomlRule(file).read(toml::parse(text, file));
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::kParse, file + ":" + std::to_string(error.source().begin.line) + ": " +
                                       std::string(error.description()));
  }
}

}  // namespace cuttings

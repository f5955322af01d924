// cuttings rules: whether the user's own rules for sites are right, and whether they still fit.
#include <memory>

#include "config/base/text.h"
#include "config/base/url.h"
#include "extractor/dom/document.h"
#include "extractor/rules/xpath_page.h"
#include "tools/command.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/page_source.h"
#include "tools/parser.h"
#include "tools/rule_files.h"
#include "tools/rules_commands.h"

namespace cuttings {
namespace {

struct RulesOptions {
  std::vector<std::string> paths;
  std::string page, url;
  MessageOptions messages;
  ConfigOptions config;
};

/// The expressions of a rule that are no XPath 1.0, as problems.
std::vector<std::string> bad_expressions(const SiteRule& rule) {
  static const Document kEmpty = std::move(*Document::parse("", {}));
  XPathPage page(kEmpty);
  std::vector<std::string> problems;
  for (const auto* list : {&rule.title, &rule.author, &rule.date, &rule.body, &rule.strip,
                           &rule.single_page_link, &rule.next_page_link})
    for (const RuleXPath& xpath : *list)
      if (auto found = page.find(xpath.expression); !found)
        problems.push_back(xpath.place + ": " + found.error().message);
  return problems;
}

Result<ExitCode> run_lint(const RulesOptions& options) {
  auto files = read_rule_files(options.paths);
  if (!files) return fail(std::move(files.error()));
  std::vector<std::string> problems = files->problems;
  for (const auto& [name, rule] : files->rules) {
    const std::vector<std::string> bad = bad_expressions(rule);
    problems.insert(problems.end(), bad.begin(), bad.end());
  }
  std::string lines;
  for (const std::string& problem : problems)
    lines += escape_for_terminal(problem, LineMode::kOneLine) + "\n";
  auto written = write_whole("-", lines);
  if (!written) return written;
  options.messages.terminal().note(std::to_string(files->rules.size()) + " rules, " +
                                   std::to_string(problems.size()) + " problems");
  return problems.empty() ? ExitCode::kOk : ExitCode::kSomeFailed;
}

/// What one page says of its rule, as lines; "" when all is well.
std::string faults_of(const PageReading& reading, const RuleTest& test) {
  std::string faults;
  const auto add = [&](const std::string& what) { faults += "  " + what + "\n"; };
  const RuleUse& use = reading.extraction.rule;
  for (const std::string& problem : use.problems) add(problem);
  if (!reading.is_article()) {
    add(reading.error.message);
    return faults;
  }
  if (use.file.empty()) add("no rule is for this host");
  if (!use.file.empty() && !use.has_body) add(use.file + ": body finds nothing on this page");
  const std::string text = collapse_whitespace(reading.extraction.article.text);
  for (const std::string& words : test.contains)
    if (text.find(collapse_whitespace(words)) == std::string::npos)
      add("the article does not hold \"" + words + "\"");
  return faults;
}

class RulesTest {
 public:
  RulesTest(const RuleSet& rules, const Config& config) : rules_(rules), config_(config) {}

  void try_page(const std::string& page, const std::string& url, const RuleTest& test) {
    const PageReading reading = load_page(page, url, config_, {nullptr, &rules_});
    const std::string faults = faults_of(reading, test);
    const std::string name = escape_for_terminal(url.empty() ? page : url, LineMode::kOneLine);
    report_ += (faults.empty() ? "ok    " : "wrong ") + name + "\n" +
               escape_for_terminal(faults, LineMode::kKeepLines);
    ++(faults.empty() ? right_ : wrong_);
  }

  const std::string& report() const { return report_; }
  std::size_t right() const { return right_; }
  std::size_t wrong() const { return wrong_; }

 private:
  const RuleSet& rules_;
  const Config& config_;
  std::string report_;
  std::size_t right_ = 0, wrong_ = 0;
};

/// The words that the rule of `url` expects of this very page.
RuleTest expected_of(const RuleSet& rules, const std::string& url) {
  const auto parsed = Url::parse(url);
  const SiteRule* rule = parsed ? rules.find(parsed->host()) : nullptr;
  if (rule != nullptr)
    for (const RuleTest& test : rule->tests)
      if (test.url == url) return test;
  return {};
}

Result<ExitCode> run_test(const RulesOptions& options) {
  const Terminal terminal = options.messages.terminal();
  auto config = load_settings(options.config);
  if (!config) return fail(std::move(config.error()));
  auto files = load_rules(options.paths, terminal);
  if (!files) return fail(std::move(files.error()));
  if (!options.page.empty() && options.url.empty())
    return fail(ErrorCode::kInvalidArgument, "--page needs --url",
                "the address says which rule is for the page");
  RulesTest tests(files->rules, *config);
  if (!options.page.empty()) {
    tests.try_page(options.page, options.url, expected_of(files->rules, options.url));
  } else {
    for (const auto& [name, rule] : files->rules)
      for (const RuleTest& test : rule.tests) tests.try_page(test.url, test.url, test);
  }
  if (tests.right() + tests.wrong() == 0)
    return fail(ErrorCode::kInvalidArgument, "no rule has a test_url",
                "add one, or give --page FILE --url URL");
  auto written = write_whole("-", tests.report());
  if (!written) return written;
  terminal.note(std::to_string(tests.right()) + " pages right, " + std::to_string(tests.wrong()) +
                " wrong");
  return tests.wrong() == 0 ? ExitCode::kOk : ExitCode::kSomeFailed;
}

}  // namespace

void add_rules_command(CLI::App& program, CommandRun& run) {
  auto options = std::make_shared<RulesOptions>();  // shared by the parser and the runs
  CLI::App& rules = add_command_group(program, {"rules", "Draft and check your own rules for sites",
                                                "  cuttings rules new URL URL > example.org.toml\n"
                                                "  cuttings rules lint rules/\n"
                                                "  cuttings rules test rules/example.org.toml\n"
                                                "  cuttings rules test rules/ --page saved.html "
                                                "--url https://example.org/2026/ferry"});
  add_rules_new(rules, run);
  CLI::App& lint = add_command(rules, {"lint", "Name every fault with its file and line", ""},
                               [options, &run] { run = [options] { return run_lint(*options); }; });
  CLI::App& test = add_command(
      rules,
      {"test", "Read the pages that rules name as test_url, and look for their test_contains", ""},
      [options, &run] { run = [options] { return run_test(*options); }; });
  add_text(test, "--page", options->page, "FILE", "Try a saved page instead; nothing is fetched");
  add_page_url(test, options->url, "Where that page came from");
  add_network_options(test, options->config);
  for (CLI::App* command : {&lint, &test}) {
    add_arguments(*command, "PATH", options->paths, "Rule files or folders of them");
    add_message_options(*command, options->messages);
    add_config_options(*command, options->config);
  }
}

}  // namespace cuttings

#include "tools/rule_files.h"

#include <algorithm>
#include <filesystem>

#include "config/base/digest.h"
#include "extractor/rules/rule_file.h"
#include "tools/input_file.h"

namespace cuttings {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFileBytes = 1 << 20;  // the longest of FiveFilters has 6 KB

bool is_rule_name(const fs::path& path) {
  const std::string extension = path.extension().string();
  return extension == ".toml" || extension == ".txt";
}

Result<std::vector<std::string>> files_of(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return std::vector<std::string>{path};
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(path, error))
    if (entry.is_regular_file() && is_rule_name(entry.path()))
      files.push_back(entry.path().string());
  if (error) return fail(ErrorCode::kIo, path + " cannot be read: " + error.message());
  std::sort(files.begin(), files.end());
  return files;
}

Result<ReadRule> read_rule(const std::string& file, std::string_view text) {
  return file.ends_with(".toml") ? read_toml_rule(text, file)
                                 : Result<ReadRule>(read_site_pattern(text, file));
}

Result<void> add_file(RuleFiles& all, const std::string& file) {
  auto text = read_whole_input(file, kMaxFileBytes);
  if (!text) return fail(std::move(text.error()));
  auto read = read_rule(file, *text);
  if (!read) return fail(std::move(read.error()));
  all.problems.insert(all.problems.end(), read->problems.begin(), read->problems.end());
  all.rules.add(fs::path(file).stem().string(), std::move(read->rule));
  all.digest = sha256_hex(all.digest + file + '\n' + *text);
  return {};
}

}  // namespace

Result<RuleFiles> read_rule_files(const std::vector<std::string>& paths) {
  RuleFiles all;
  for (const std::string& path : paths) {
    auto files = files_of(path);
    if (!files) return fail(std::move(files.error()));
    for (const std::string& file : *files)
      if (auto ok = add_file(all, file); !ok) return fail(std::move(ok.error()));
  }
  return all;
}

Result<RuleFiles> load_rules(const std::vector<std::string>& paths, const Terminal& terminal) {
  auto all = read_rule_files(paths);
  if (all)
    for (const std::string& problem : all->problems) terminal.note(problem);
  return all;
}

}  // namespace cuttings

#include "tests/verdict/fixtures.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "config/base/text.h"

namespace cuttings {
namespace {

const std::filesystem::path kFolder =
    std::filesystem::path(CUTTINGS_SOURCE_DIR) / "tests/verdict/fixtures";

using Parts = std::map<std::string, std::string>;

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "verdict fixtures: %s\n", what.c_str());
  std::abort();
}

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// {"head words", body} of each section that begins with `mark` at a line's begin.
std::vector<std::pair<std::string, std::string>> sections(const std::string& text,
                                                          const std::string& mark) {
  std::vector<std::pair<std::string, std::string>> found;
  for (const std::string_view line : split(text, '\n')) {
    if (line.starts_with(mark))
      found.emplace_back(line.substr(mark.size()), "");
    else if (!found.empty())
      found.back().second.append(line).push_back('\n');
  }
  for (auto& [head, body] : found) body.erase(body.find_last_not_of('\n') + 1);
  return found;
}

std::string fill(std::string text, const Parts& parts, int depth = 0) {
  if (depth > 8) give_up("parts nest too deep");
  for (std::size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{", at)) {
    if (text.compare(at, 3, "{{ ") == 0) {  // a template engine's own: it is the page's text
      at += 3;
      continue;
    }
    const std::size_t end = text.find("}}", at);
    const auto words = split(std::string_view(text).substr(at + 2, end - at - 2), '|');
    const auto part = parts.find(std::string(words[0]));
    if (end == std::string::npos || part == parts.end()) give_up("no part " + text.substr(at, 40));
    std::string body = part->second;
    for (std::size_t i = words.size() - 1; i > 0; --i)
      body = replace_all(body, "$" + std::to_string(i), words[i]);
    body = fill(std::move(body), parts, depth + 1);
    text.replace(at, end + 2 - at, body);
    at += body.size();
  }
  return text;
}

Verdict verdict_called(const std::string& name) {
  for (std::size_t i = 0; i < kVerdicts; ++i)
    if (verdict_name(static_cast<Verdict>(i)) == name) return static_cast<Verdict>(i);
  give_up("no verdict " + name);
}

VerdictFixture fixture_of(const std::string& head, const std::string& body, const Parts& parts) {
  VerdictFixture fixture;
  fixture.html = fill(body, parts);
  const auto words = split(head, ' ');
  fixture.verdict = verdict_called(std::string(words[0]));
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::size_t is = words[i].find('=');
    const std::string_view name = words[i].substr(0, is);
    const std::string value(words[i].substr(is + 1));
    if (name == "kind") fixture.kind = value;
    if (name == "status") fixture.transfer.http_status = std::atoi(value.c_str());
    if (name == "cut")
      fixture.html.resize(fixture.html.size() * static_cast<std::size_t>(std::atoi(value.c_str())) /
                          100);
    if (name == "length")
      fixture.transfer.declared_bytes = static_cast<std::uint64_t>(std::atoll(value.c_str())),
      fixture.transfer.received_bytes = fixture.html.size();
  }
  return fixture;
}

}  // namespace

std::vector<VerdictFixture> verdict_fixtures() {
  Parts parts;
  for (auto& [name, body] : sections(read(kFolder / "parts.txt"), "@part "))
    parts.emplace(name, std::move(body));
  std::vector<VerdictFixture> fixtures;
  for (std::size_t verdict = 0; verdict < kVerdicts; ++verdict) {
    const std::string file = std::string(verdict_name(static_cast<Verdict>(verdict))) + ".txt";
    int number = 0;
    for (const auto& [head, body] : sections(read(kFolder / file), "@page ")) {
      fixtures.push_back(fixture_of(head, body, parts));
      fixtures.back().name = file + " #" + std::to_string(++number);
      fixtures.back().is_held_out = number % 3 == 0;
    }
  }
  return fixtures;
}

}  // namespace cuttings

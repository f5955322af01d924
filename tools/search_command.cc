// cuttings search, cuttings list: find articles in an archive.
#include <algorithm>
#include <array>

#include "config/base/text.h"
#include "extractor/render/json_writer.h"
#include "tools/command.h"
#include "tools/open_archive.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include "tools/parser.h"

namespace cuttings {
namespace {

constexpr std::size_t kMostHits = 1'000'000;

struct SearchOptions {
  std::vector<std::string> words;
  SearchPage page;
  bool is_json = false;
  bool is_list = false;
  MessageOptions messages;
  ConfigOptions config;
};

/// How matches and dim lines look where the result goes.
struct Look {
  std::string_view match_begin = "**", match_end = "**", dim_begin, dim_end;
};
constexpr Look kColours = {"\x1b[1;33m", "\x1b[0m", "\x1b[2m", "\x1b[0m"};

std::string safe(std::string_view text) { return escape_for_terminal(text, LineMode::kOneLine); }

std::string snippet_text(const std::vector<SnippetPart>& parts, const Look& look) {
  std::string text;
  for (const SnippetPart& part : parts) {
    if (part.is_match) text += look.match_begin;
    text += safe(part.text);
    if (part.is_match) text += look.match_end;
  }
  return text;
}

/// "2026-02-03 · The Example · Ann Lee · 412 words · 3 versions · gone"
std::string facts_of(const SearchHit& hit) {
  std::string facts = hit.date_published.empty() ? hit.first_seen_at.substr(0, 10)
                                                 : hit.date_published.substr(0, 10);
  for (const std::string* fact : {&hit.site, &hit.author})
    if (!fact->empty()) facts += " · " + *fact;
  facts += " · " + std::to_string(hit.word_count) + " words";
  if (hit.version_count > 1) facts += " · " + std::to_string(hit.version_count) + " versions";
  if (!hit.gone_at.empty()) facts += " · gone since " + hit.gone_at.substr(0, 10);
  return safe(facts);
}

std::string reading_of(const SearchHit& hit, const Look& look) {
  std::string text = safe(hit.title.empty() ? "(no title)" : hit.title) + "\n";
  text.append("  ").append(look.dim_begin).append(facts_of(hit)).append(look.dim_end).append("\n");
  const std::string snippet = snippet_text(hit.snippet, look);
  if (!snippet.empty()) text += "  " + snippet + "\n";
  return text + "  " + safe(hit.url) + "\n\n";
}

/// One line for programs: day, URL, title, with tabs between.
std::string line_of(const SearchHit& hit) {
  const std::string& date = hit.date_published.empty() ? hit.first_seen_at : hit.date_published;
  return safe(date.substr(0, 10)) + "\t" + safe(hit.url) + "\t" + safe(hit.title) + "\n";
}

void write_hit(JsonWriter& json, const SearchHit& hit) {
  json.begin_object();
  const auto text = [&](std::string_view name, const std::string& value) {
    json.key(name), json.string_or_null(value);
  };
  text("url", hit.url), text("title", hit.title), text("author", hit.author);
  text("date_published", hit.date_published), text("site", hit.site);
  text("language", hit.language), text("first_seen_at", hit.first_seen_at);
  text("gone_at", hit.gone_at);
  json.key("word_count"), json.number(static_cast<std::size_t>(hit.word_count));
  json.key("version_count"), json.number(static_cast<std::size_t>(hit.version_count));
  json.key("snippet"), json.begin_array();
  for (const SnippetPart& part : hit.snippet) {
    json.begin_object();
    json.key("text"), json.string(part.text);
    json.key("is_match"), json.boolean(part.is_match);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

std::string json_of(const std::vector<SearchHit>& hits) {
  JsonWriter json(JsonStyle::kPretty);
  json.begin_array();
  for (const SearchHit& hit : hits) write_hit(json, hit);
  json.end_array();
  return json.take() + "\n";
}

std::string text_of(const std::vector<SearchHit>& hits, const SearchOptions& options,
                    const Terminal& terminal) {
  if (options.is_json) return json_of(hits);
  const Look look = terminal.colors_stdout() ? kColours : Look{};
  const bool is_lines = options.is_list && !terminal.stdout_is_terminal();
  std::string text;
  for (const SearchHit& hit : hits) text += is_lines ? line_of(hit) : reading_of(hit, look);
  return text;
}

// What stands before the colon of a word when it is no field, as in "sit:example.org" or
// "date:2026": such a word is looked for as it is. Empty when there is none.
std::string unknown_field(const std::vector<std::string>& words) {
  constexpr std::array<std::string_view, 10> kNoHint = {"title", "author", "site", "lang", "tag",
                                                        "after", "before", "is",   "http", "https"};
  const std::string typed = join(words, " ");
  for (std::string_view word : split(typed, ' ')) {
    if (word.starts_with('-')) word.remove_prefix(1);
    const std::size_t colon = word.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == word.size()) continue;
    const std::string name = to_ascii_lower(word.substr(0, colon));
    const bool is_name = std::all_of(name.begin(), name.end(), is_ascii_alpha);
    if (is_name && std::find(kNoHint.begin(), kNoHint.end(), name) == kNoHint.end()) return name;
  }
  return {};
}

void note_more(const Terminal& terminal, const SearchOptions& options, std::size_t found,
               bool has_more) {
  const std::string field = found == 0 ? unknown_field(options.words) : std::string();
  if (!field.empty())
    terminal.note("nothing found; " + field +
                  ": is no field, these are: title author site lang tag after before is");
  else if (found == 0)
    terminal.note("nothing found; fewer words find more, word* finds beginnings");
  else if (has_more)
    terminal.note("there is more: --offset " +
                  std::to_string(options.page.offset + options.page.limit) + " shows the next");
}

Result<ExitCode> run_search(const SearchOptions& options) {
  const Terminal terminal = options.messages.terminal();
  if (!options.is_list && options.words.empty())
    return fail(ErrorCode::kInvalidArgument, "nothing to search for",
                "try: cuttings search ferry; cuttings list shows the newest articles");
  auto query = read_query(options.words);
  if (!query) return fail(std::move(query.error()));
  auto archive = open_archive(options.config);
  if (!archive) return fail(std::move(archive.error()));
  SearchPage page = options.page;
  if (options.is_list) page.order = SearchOrder::kNewest;
  ++page.limit;  // one more, to know whether there is more
  auto hits = (*archive)->search(*query, page);
  if (!hits) return fail(std::move(hits.error()));
  const bool has_more = hits->size() > options.page.limit;
  if (has_more) hits->pop_back();
  auto written = write_whole("-", text_of(*hits, options, terminal));
  note_more(terminal, options, hits->size(), has_more);
  return written;
}

void add_common(CLI::App& command, SearchOptions& options) {
  add_count(command, "--limit", options.page.limit, kMostHits, "At most so many articles");
  add_count(command, "--offset", options.page.offset, kMostHits, "Leave out so many of the first");
  add_switch(command, "--json", options.is_json, "Print them as a JSON array");
  add_store_option(command, options.config, "The archive; default: store.path, archive.db");
  add_message_options(command, options.messages);
  add_config_options(command, options.config);
}

}  // namespace

void add_search_command(CLI::App& program, CommandRun& run) {
  auto options = std::make_shared<SearchOptions>();  // shared by the parser and the run
  CLI::App& search =
      add_command(program,
                  {"search", "Find articles of an archive by their words",
                   "  cuttings search ferry after:2026-01-01 site:example.org\n"
                   "  cuttings search '\"came back\" title:harb* -storm is:changed'\n"
                   "  words, \"phrases\", beginnings*, -without; title: author: site: lang: tag:\n"
                   "  after:DAY before:DAY is:changed is:gone"},
                  [options, &run] { run = [options] { return run_search(*options); }; });
  add_arguments(search, "QUERY", options->words, "What to find");
  add_word_choice(
      search, "--sort", {"relevance", "newest"},
      [options](std::size_t i) {
        options->page.order = i == 0 ? SearchOrder::kRelevance : SearchOrder::kNewest;
      },
      "Which come first");
  add_common(search, *options);
}

void add_list_command(CLI::App& program, CommandRun& run) {
  auto options = std::make_shared<SearchOptions>();  // shared by the parser and the run
  options->is_list = true;
  CLI::App& list =
      add_command(program,
                  {"list", "List articles of an archive, the newest first",
                   "  cuttings list --limit 100\n"
                   "  cuttings list site:example.org is:gone"},
                  [options, &run] { run = [options] { return run_search(*options); }; });
  add_arguments(list, "QUERY", options->words, "Which, in the words of `search`; none: all");
  add_common(list, *options);
}

}  // namespace cuttings

#include "tools/page_reading.h"

#include <exception>

#include "config/base/text.h"
#include "crawler/transfer_of.h"
#include "extractor/plain_text.h"
#include "extractor/verdict/verdict.h"

namespace cuttings {
namespace {

PageReading failed(ExitCode code, std::string kind, Error error) {
  return {.code = code, .error_kind = std::move(kind), .error = std::move(error)};
}

std::int64_t unix_seconds(WallTime time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

PageReading no_article(std::string kind, std::string message, std::string hint) {
  return failed(ExitCode::kNoArticle, std::move(kind),
                {ErrorCode::kParse, std::move(message), std::move(hint)});
}

std::string join_frames(const std::vector<std::string>& frames) {
  std::string list;
  for (const std::string& frame : frames)
    list += (list.empty() ? "" : " ") + escape_for_terminal(frame, LineMode::kOneLine);
  return list;
}

PageReading read_checked(PageInput page, std::string_view name, const ExtractOptions& options) {
  const std::string title(name);
  if (trim_ascii(page.bytes).empty())
    return no_article("empty", title + " is empty", "nothing to clean");
  const bool is_text = starts_with_ignoring_ascii_case(page.content_type, "text/plain");
  Result<Extraction> extraction =
      is_text ? extract_text(std::move(page), options) : extract(std::move(page), options);
  if (!extraction) {
    Error error = std::move(extraction.error());
    error.message = title + ": " + error.message;
    const ExitCode code = exit_code_for(error.code);
    return failed(code, error.code == ErrorCode::kTooLarge ? "too_large" : "not_html",
                  std::move(error));
  }
  PageReading reading;
  const Verdict verdict = extraction->article.verdict;
  const std::string leads_on = extraction->refresh_url.empty()
                                   ? std::string()
                                   : "it sends its readers on to " + extraction->refresh_url;
  if (!has_usable_text(verdict))
    reading = no_article(std::string(verdict_name(verdict)),
                         title + ": " + std::string(verdict_text(verdict)),
                         leads_on.empty() ? std::string(verdict_advice(verdict)) : leads_on);
  else if (extraction->sends_on)
    reading = no_article("not_article", title + " is no article", leads_on);
  else if (extraction->article.text.empty() && !extraction->frames.empty())
    reading = no_article("not_article", title + " is a frameset: its text stands in other pages",
                         "read them: " + join_frames(extraction->frames));
  else if (extraction->article.text.empty())
    reading = no_article("not_article", "no article found in " + title,
                         leads_on.empty() ? "cuttings explain " + title + " shows why" : leads_on);
  reading.extraction = std::move(*extraction);
  return reading;
}

// The message of a fetch holds what, where and what to do.
PageReading failed_fetch(const FetchResult& fetched) {
  return failed(exit_code_for(fetched.error), std::string(fetch_error_name(fetched.error)),
                {error_code_for(fetched.error), fetched.message});
}

PageReading read_body(const FetchResult& fetched, std::string body, const ExtractOptions& options,
                      SiteKnowledge site) {
  Transfer transfer = transfer_of(fetched.status, fetched.headers, body);
  transfer.is_cut_off = fetched.is_cut_off;
  PageInput page{std::move(body), fetched.final_url, std::string(fetched.header("content-type")),
                 std::string(fetched.header("last-modified")), unix_seconds(fetched.started_at)};
  page.transfer = transfer;
  page.refresh = fetched.header("refresh");
  page.site = site;
  return read_page(std::move(page), fetched.url, options);
}

}  // namespace

PageReading read_page(PageInput page, std::string_view name, const ExtractOptions& options) {
  try {
    return read_checked(std::move(page), name, options);
  } catch (const std::exception& e) {  // a bug of ours or no memory: this page fails, not the run
    return failed(ExitCode::kBug, "internal",
                  {ErrorCode::kInternal, std::string(name) + ": " + e.what(), "please report it"});
  }
}

PageReading read_page_file(PageInput page, std::string_view name, const ExtractOptions& options) {
  PageReading reading = read_page(std::move(page), name, options);
  const bool is_no_page = reading.error_kind == "empty" || reading.error_kind == "not_html";
  if (is_no_page) reading.code = ExitCode::kInput;
  return reading;
}

PageReading read_fetch(const FetchResult& fetched, const ExtractOptions& options,
                       SiteKnowledge site) {
  if (fetched.error != FetchError::kNone) return failed_fetch(fetched);
  return read_body(fetched, fetched.body, options, site);
}

PageReading read_fetch(FetchResult&& fetched, const ExtractOptions& options, SiteKnowledge site) {
  if (fetched.error != FetchError::kNone) return failed_fetch(fetched);
  std::string body = std::move(fetched.body);
  return read_body(fetched, std::move(body), options, site);
}

}  // namespace cuttings

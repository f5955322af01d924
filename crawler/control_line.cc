#include "crawler/control_line.h"

#include <array>
#include <optional>

#include <nlohmann/json.hpp>

#include "config/base/url.h"
#include "storage/frontier_store.h"

namespace cuttings {
namespace {

using nlohmann::json;

struct VerbForm {
  ControlVerb verb;
  std::string_view name, wants;  ///< what follows it; "": nothing
};
constexpr auto kVerbs = std::to_array<VerbForm>({{ControlVerb::kPause, "pause", ""},
                                                 {ControlVerb::kResume, "resume", ""},
                                                 {ControlVerb::kBlock, "block", "HOST"},
                                                 {ControlVerb::kUnblock, "unblock", "HOST"},
                                                 {ControlVerb::kRequeue, "requeue", "URL"},
                                                 {ControlVerb::kStatus, "status", ""}});

const VerbForm& form_of(ControlVerb verb) { return kVerbs.at(static_cast<std::size_t>(verb)); }

Result<ControlRequest> request_of(std::string_view name, const std::string& what) {
  for (const VerbForm& form : kVerbs) {
    if (form.name != name) continue;
    if (what.empty() != form.wants.empty())
      return fail(ErrorCode::kInvalidArgument,
                  std::string(name) + (what.empty() ? " wants a " + std::string(form.wants)
                                                    : " takes nothing more"));
    if (what.empty()) return ControlRequest{form.verb};
    const bool is_host = form.wants == "HOST";
    const auto url = Url::parse(is_host ? "http://" + what + "/" : what);
    const bool is_bare = !is_host || (url && url->path() == "/" && url->username().empty() &&
                                      what.find_first_of("/?#@") == std::string::npos);
    if (!url || !url->is_http() || !is_bare)
      return fail(ErrorCode::kInvalidArgument,
                  std::string(name) + ": that is no " + std::string(form.wants));
    return ControlRequest{form.verb, is_host ? queue_host(*url) : url->href()};
  }
  return fail(ErrorCode::kInvalidArgument, "no such command",
              "one of pause, resume, block HOST, unblock HOST, requeue URL, status");
}

std::string line_of(const json& value) {
  return value.dump(-1, ' ', true, json::error_handler_t::replace) + "\n";
}

/// A member that is text; empty when there is none.
std::optional<std::string> text_member(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

}  // namespace

Result<ControlRequest> parse_control_line(std::string_view line) {
  if (line.size() > kMaxControlLine)
    return fail(ErrorCode::kInvalidArgument, "a line of more than 32 KiB");
  // The parser takes a NUL for the end.
  const std::string_view text = line.substr(0, line.find('\0') == line.npos ? line.size() : 0);
  const json object = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return fail(ErrorCode::kInvalidArgument, "the line is no JSON object");
  const auto name = text_member(object, "do");
  if (!name) return fail(ErrorCode::kInvalidArgument, "the object has no text \"do\"");
  if (object.contains("what") && !text_member(object, "what"))
    return fail(ErrorCode::kInvalidArgument, "\"what\" is no text");
  return request_of(*name, text_member(object, "what").value_or(""));
}

Result<ControlRequest> control_request(const std::vector<std::string>& words) {
  if (words.empty() || words.size() > 2)
    return fail(ErrorCode::kInvalidArgument, "a command and at most one host or URL are wanted");
  return request_of(words[0], words.size() == 2 ? words[1] : "");
}

std::string control_line(const ControlRequest& request) {
  json object = {{"do", form_of(request.verb).name}};
  if (!request.what.empty()) object["what"] = request.what;
  return line_of(object);
}

std::string control_done() { return line_of({{"ok", true}}); }

std::string control_done(const ControlStatus& status) {
  return line_of({{"ok", true},
                  {"paused", status.is_paused},
                  {"fetches", status.fetches},
                  {"queued", status.queued},
                  {"in_flight", status.in_flight},
                  {"hosts", status.hosts},
                  {"blocked", status.blocked}});
}

std::string control_refusal(const Error& error) {
  return line_of({{"ok", false}, {"error", error.message}});
}

Result<std::string> control_answer(std::string_view line) {
  const json object = json::parse(line, nullptr, /*allow_exceptions=*/false);
  const bool has_ok = object.is_object() && object.contains("ok") && object["ok"].is_boolean();
  if (!has_ok) return fail(ErrorCode::kParse, "the watch gave no answer that can be read");
  if (object["ok"].get<bool>()) return std::string(line);
  return fail(ErrorCode::kInvalidArgument,
              "the watch refused: " + text_member(object, "error").value_or("no reason given"));
}

}  // namespace cuttings

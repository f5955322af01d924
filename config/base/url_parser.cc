// The standard walks one code point at a time and steps back where it has read too far. Here each
// state reads its whole run up to the next delimiter, which gives the same result: every delimiter
// is ASCII, so bytes of UTF-8 can be searched directly. A state is a method of the standard's name.

#include "config/base/url_parser.h"

#include <algorithm>
#include <string>

#include "config/base/host_parser.h"
#include "config/base/percent_encoding.h"
#include "config/base/text.h"
#include "config/base/url_path.h"

namespace cuttings {
namespace {

bool is_c0_control_or_space(char c) { return static_cast<unsigned char>(c) <= ' '; }

/// Without leading and trailing C0 controls and spaces, and without any tab or newline.
std::string clean_input(std::string_view input) {
  while (!input.empty() && is_c0_control_or_space(input.front())) input.remove_prefix(1);
  while (!input.empty() && is_c0_control_or_space(input.back())) input.remove_suffix(1);
  std::string out = to_valid_utf8(input);
  std::erase_if(out, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return out;
}

bool is_scheme_character(char c) {
  return is_ascii_alphanumeric(c) || c == '+' || c == '-' || c == '.';
}

/// One run of the state machine. A state returns the next one; kFailed leaves `reason_`.
class UrlStateMachine {
 public:
  UrlStateMachine(std::string_view input, const UrlRecord* base)
      : input_(clean_input(input)), rest_(input_), base_(base) {}

  Result<UrlRecord> run() {
    State state = scheme_start();
    while (state != State::kDone && state != State::kFailed) state = step(state);
    if (state == State::kFailed) return fail(ErrorCode::kInvalidArgument, reason_);
    return std::move(url_);
  }

 private:
  enum class State {
    kNoScheme,
    kSpecialRelativeOrAuthority,
    kPathOrAuthority,
    kRelative,
    kRelativeSlash,
    kSpecialAuthoritySlashes,
    kSpecialAuthorityIgnoreSlashes,
    kAuthority,
    kFile,
    kFileSlash,
    kFileHost,
    kPathStart,
    kPath,
    kOpaquePath,
    kQuery,
    kFragment,
    kDone,
    kFailed,
  };

  State step(State state) {
    switch (state) {
      case State::kNoScheme:
        return no_scheme();
      case State::kSpecialRelativeOrAuthority:
        return special_relative_or_authority();
      case State::kPathOrAuthority:
        return path_or_authority();
      case State::kRelative:
        return relative();
      case State::kRelativeSlash:
        return relative_slash();
      case State::kSpecialAuthoritySlashes:
        return special_authority_slashes();
      case State::kSpecialAuthorityIgnoreSlashes:
        return special_authority_ignore_slashes();
      case State::kAuthority:
        return authority();
      case State::kFile:
        return file();
      case State::kFileSlash:
        return file_slash();
      case State::kFileHost:
        return file_host();
      case State::kPathStart:
        return path_start();
      case State::kPath:
        return path();
      case State::kOpaquePath:
        return opaque_path();
      case State::kQuery:
        return query();
      case State::kFragment:
        return fragment();
      case State::kDone:
      case State::kFailed:
        break;
    }
    return state;
  }

  // Reading. `rest_` is what has not been read.

  bool at_end() const { return rest_.empty(); }
  bool is_at(char c) const { return !rest_.empty() && rest_.front() == c; }
  /// At "/", or at "\" where a special URL takes it for one.
  bool is_at_slash() const { return is_at('/') || (is_special_ && is_at('\\')); }
  void skip(std::size_t count) { rest_.remove_prefix(count); }

  /// Reads up to the first of `delimiters` or the end; the delimiter is left.
  std::string_view take_until(std::string_view delimiters) {
    const std::string_view run = rest_.substr(0, rest_.find_first_of(delimiters));
    skip(run.size());
    return run;
  }
  std::string_view path_delimiters() const { return is_special_ ? "/\\?#" : "/?#"; }

  State failed(std::string reason) {
    reason_ = std::move(reason);
    return State::kFailed;
  }

  void set_scheme(std::string scheme) {
    url_.scheme = std::move(scheme);
    is_special_ = is_special_scheme(url_.scheme);
  }
  void copy_authority_from_base() {
    url_.username = base_->username;
    url_.password = base_->password;
    url_.host = base_->host;
    url_.port = base_->port;
  }

  // https://url.spec.whatwg.org/#scheme-start-state and #scheme-state
  State scheme_start() {
    if (at_end() || !is_ascii_alpha(rest_.front())) return State::kNoScheme;
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_scheme_character);
    if (end == rest_.end() || *end != ':') return State::kNoScheme;
    const auto length = static_cast<std::size_t>(end - rest_.begin());
    set_scheme(to_ascii_lower(rest_.substr(0, length)));
    skip(length + 1);
    return after_scheme();
  }

  State after_scheme() {
    if (url_.scheme == "file") return State::kFile;
    if (is_special_ && base_ != nullptr && base_->scheme == url_.scheme)
      return State::kSpecialRelativeOrAuthority;
    if (is_special_) return State::kSpecialAuthoritySlashes;
    if (!is_at('/')) return State::kOpaquePath;
    skip(1);
    return State::kPathOrAuthority;
  }

  // https://url.spec.whatwg.org/#no-scheme-state
  State no_scheme() {
    if (base_ == nullptr) return failed("no scheme and no base");
    if (base_->has_opaque_path) {
      if (!is_at('#')) return failed("relative reference to a base without hierarchy");
      url_ = *base_;
      is_special_ = is_special_scheme(url_.scheme);
      return after_path();
    }
    return base_->scheme == "file" ? State::kFile : State::kRelative;
  }

  // https://url.spec.whatwg.org/#special-relative-or-authority-state
  State special_relative_or_authority() {
    if (!rest_.starts_with("//")) return State::kRelative;
    skip(2);
    return State::kSpecialAuthorityIgnoreSlashes;
  }

  // https://url.spec.whatwg.org/#path-or-authority-state
  State path_or_authority() {
    if (!is_at('/')) return State::kPath;
    skip(1);
    return State::kAuthority;
  }

  // https://url.spec.whatwg.org/#relative-state
  State relative() {
    set_scheme(base_->scheme);
    if (is_at_slash()) {
      skip(1);
      return State::kRelativeSlash;
    }
    copy_authority_from_base();
    return continue_base_path();
  }

  /// The end of the relative and file states: a query, a fragment or a path that goes on from the
  /// base's folder.
  State continue_base_path() {
    url_.path = base_->path;
    if (is_at('?')) return after_path();
    if (at_end() || is_at('#')) {
      url_.query = base_->query;
      return after_path();
    }
    if (url_.scheme == "file" && starts_with_windows_drive_letter(rest_)) {
      url_.path.clear();
    } else {
      shorten_path(url_);
    }
    return State::kPath;
  }

  // https://url.spec.whatwg.org/#relative-slash-state
  State relative_slash() {
    if (is_special_ && is_at_slash()) {
      skip(1);
      return State::kSpecialAuthorityIgnoreSlashes;
    }
    if (is_at('/')) {
      skip(1);
      return State::kAuthority;
    }
    copy_authority_from_base();
    return State::kPath;
  }

  // https://url.spec.whatwg.org/#special-authority-slashes-state
  State special_authority_slashes() {
    if (rest_.starts_with("//")) skip(2);
    return State::kSpecialAuthorityIgnoreSlashes;
  }

  // https://url.spec.whatwg.org/#special-authority-ignore-slashes-state
  State special_authority_ignore_slashes() {
    while (is_at_slash()) skip(1);
    return State::kAuthority;
  }

  // https://url.spec.whatwg.org/#authority-state
  State authority() {
    const std::string_view run = take_until(path_delimiters());
    const std::size_t at = run.rfind('@');
    if (at == std::string_view::npos) return host(run);
    if (at + 1 == run.size()) return failed("credentials without host");
    const std::string_view credentials = run.substr(0, at);
    const std::size_t colon = credentials.find(':');
    append_percent_encoded(url_.username, credentials.substr(0, colon),
                           PercentEncodeSet::kUserinfo);
    if (colon != std::string_view::npos)
      append_percent_encoded(url_.password, credentials.substr(colon + 1),
                             PercentEncodeSet::kUserinfo);
    return host(run.substr(at + 1));
  }

  // https://url.spec.whatwg.org/#host-state; `run` is the host and perhaps a port.
  State host(std::string_view run) {
    const std::size_t colon = find_port_colon(run);
    const std::string_view name = run.substr(0, colon);
    if (name.empty() && (is_special_ || colon != std::string_view::npos))
      return failed("empty host");
    Result<std::string> host =
        parse_host(name, is_special_ ? HostKind::kDomain : HostKind::kOpaque);
    if (!host) return failed(std::move(host.error().message));
    url_.host = std::move(*host);
    if (colon == std::string_view::npos) return State::kPathStart;
    return port(run.substr(colon + 1));
  }

  /// The first ":" outside brackets.
  static std::size_t find_port_colon(std::string_view run) {
    bool is_inside_brackets = false;
    for (std::size_t i = 0; i < run.size(); ++i) {
      if (run[i] == '[') is_inside_brackets = true;
      if (run[i] == ']') is_inside_brackets = false;
      if (run[i] == ':' && !is_inside_brackets) return i;
    }
    return std::string_view::npos;
  }

  // https://url.spec.whatwg.org/#port-state
  State port(std::string_view digits) {
    unsigned value = 0;
    for (const char c : digits) {
      if (!is_ascii_digit(c)) return failed("invalid port");
      value = value * 10 + static_cast<unsigned>(c - '0');
      if (value > 65535) return failed("port out of range");
    }
    const auto port = static_cast<std::uint16_t>(value);
    if (!digits.empty() && default_port(url_.scheme) != port) url_.port = port;
    return State::kPathStart;
  }

  // https://url.spec.whatwg.org/#file-state
  State file() {
    set_scheme("file");
    url_.host = "";
    if (is_at_slash()) {
      skip(1);
      return State::kFileSlash;
    }
    if (base_ == nullptr || base_->scheme != "file") return State::kPath;
    url_.host = base_->host;
    return continue_base_path();
  }

  // https://url.spec.whatwg.org/#file-slash-state
  State file_slash() {
    if (is_at_slash()) {
      skip(1);
      return State::kFileHost;
    }
    if (base_ != nullptr && base_->scheme == "file") {
      url_.host = base_->host;
      if (!starts_with_windows_drive_letter(rest_) && begins_with_normalized_drive(base_->path))
        url_.path = base_->path.substr(0, 3);
    }
    return State::kPath;
  }

  // https://url.spec.whatwg.org/#file-host-state
  State file_host() {
    const std::string_view name = rest_.substr(0, rest_.find_first_of(path_delimiters()));
    if (is_windows_drive_letter(name)) return State::kPath;
    skip(name.size());
    if (name.empty()) return State::kPathStart;
    Result<std::string> host = parse_host(name, HostKind::kDomain);
    if (!host) return failed(std::move(host.error().message));
    if (*host != "localhost") url_.host = std::move(*host);
    return State::kPathStart;
  }

  // https://url.spec.whatwg.org/#path-start-state
  State path_start() {
    if (!is_special_ && (at_end() || is_at('?') || is_at('#'))) return after_path();
    if (is_at_slash()) skip(1);
    return State::kPath;
  }

  // https://url.spec.whatwg.org/#path-state; starts after the segment's slash.
  State path() {
    for (;;) {
      const std::string_view segment = take_until(path_delimiters());
      const bool is_followed = is_at_slash();
      add_path_segment(url_, segment, is_followed);
      if (!is_followed) return after_path();
      skip(1);
    }
  }

  // https://url.spec.whatwg.org/#cannot-be-a-base-url-path-state
  State opaque_path() {
    url_.has_opaque_path = true;
    const std::string_view run = take_until("?#");
    append_percent_encoded(url_.path, run, PercentEncodeSet::kC0Control);
    if (!at_end() && run.ends_with(' ')) url_.path.replace(url_.path.size() - 1, 1, "%20");
    return after_path();
  }

  /// At the end, "?" or "#".
  State after_path() {
    if (at_end()) return State::kDone;
    const bool is_query = is_at('?');
    skip(1);
    return is_query ? State::kQuery : State::kFragment;
  }

  // https://url.spec.whatwg.org/#query-state
  State query() {
    url_.query.emplace();
    append_percent_encoded(
        *url_.query, take_until("#"),
        is_special_ ? PercentEncodeSet::kSpecialQuery : PercentEncodeSet::kQuery);
    return after_path();
  }

  // https://url.spec.whatwg.org/#fragment-state
  State fragment() {
    url_.fragment.emplace();
    append_percent_encoded(*url_.fragment, rest_, PercentEncodeSet::kFragment);
    return State::kDone;
  }

  std::string input_;
  std::string_view rest_;  // into input_
  const UrlRecord* base_;
  UrlRecord url_;
  bool is_special_ = false;
  std::string reason_;
};

}  // namespace

Result<UrlRecord> parse_url(std::string_view input, const UrlRecord* base) {
  if (input.size() > kMaxUrlBytes) return fail(ErrorCode::kInvalidArgument, "too long");
  return UrlStateMachine(input, base).run();
}

}  // namespace cuttings

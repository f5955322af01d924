#pragma once
// What make_url_vectors.mjs writes of a URL, made of ours.

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "config/base/url.h"

namespace cuttings {

/// The URL of {"input", "base"?}; the base's error when there is none.
inline Result<Url> parse_vector(const nlohmann::json& vector) {
  const std::string input = vector.at("input");
  if (!vector.contains("base")) return Url::parse(input);
  const Result<Url> base = Url::parse(vector.at("base").get<std::string>());
  return base ? base->resolve(input) : base;
}

/// The parts of `url` under the oracle's names; empty ones are left out.
inline nlohmann::json parts_of(const Url& url) {
  nlohmann::json parts = nlohmann::json::object();
  const auto put = [&](const char* name, std::string_view mark, std::string_view text) {
    if (!text.empty()) parts[name] = std::string(mark) + std::string(text);
  };
  put("href", "", url.href());
  put("origin", "", url.origin());
  put("username", "", url.username());
  put("password", "", url.password());
  put("hostname", "", url.host());
  put("pathname", "", url.path());
  put("search", "?", url.query());
  put("hash", "#", url.fragment());
  parts["protocol"] = std::string(url.scheme()) + ":";
  if (url.port()) parts["port"] = std::to_string(*url.port());
  return parts;
}

}  // namespace cuttings

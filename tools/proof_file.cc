#include "tools/proof_file.h"

#include <nlohmann/json.hpp>

#include "extractor/render/json_writer.h"

namespace cuttings {
namespace {

constexpr std::string_view kKind = "cuttings-proof-1";

// The text members, so that writing and reading agree.
std::vector<std::pair<const char*, std::string*>> texts_of(Proof& proof) {
  SealedCapture& capture = proof.capture;
  Seal& seal = proof.seal;
  return {{"url", &capture.url},
          {"started_at", &capture.started_at},
          {"http_status", &capture.http_status},
          {"outcome", &capture.outcome},
          {"body_sha256", &capture.body_sha256},
          {"day", &seal.day},
          {"sealed_at", &seal.sealed_at},
          {"root", &seal.root},
          {"previous", &seal.previous},
          {"chain", &seal.chain},
          {"public_key", &seal.signature.public_key},
          {"signature", &seal.signature.signature}};
}

tl::unexpected<Error> malformed(const std::string& member) {
  return fail(ErrorCode::kParse, "no proof: \"" + member + "\" is missing or of another kind");
}

}  // namespace

std::string proof_json(const Proof& proof) {
  Proof copy = proof;
  JsonWriter json(JsonStyle::kPretty);
  json.begin_object();
  json.key("kind"), json.string(kKind);
  for (const auto& [name, text] : texts_of(copy)) json.key(name), json.string(*text);
  json.key("leaf_index"), json.number(proof.leaf_index);
  json.key("leaf_count"), json.number(static_cast<std::size_t>(proof.seal.leaf_count));
  json.key("path"), json.strings(proof.path);
  json.end_object();
  return json.take() + "\n";
}

Result<Proof> parse_proof(std::string_view text) {
  const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || json.value("kind", nlohmann::json()) != kKind) return malformed("kind");
  const auto member = [&](const char* name) {
    const auto found = json.find(name);
    return found == json.end() ? nlohmann::json() : *found;
  };
  Proof proof;
  for (const auto& [name, value] : texts_of(proof)) {
    const auto found = member(name);
    if (!found.is_string()) return malformed(name);
    *value = found.get<std::string>();
  }
  for (const char* name : {"leaf_index", "leaf_count"})
    if (!member(name).is_number_unsigned()) return malformed(name);
  proof.leaf_index = member("leaf_index").get<std::size_t>();
  proof.seal.leaf_count = member("leaf_count").get<std::int64_t>();
  const auto path = member("path");
  if (!path.is_array()) return malformed("path");
  for (const auto& hash : path) {
    if (!hash.is_string()) return malformed("path");
    proof.path.push_back(hash.get<std::string>());
  }
  return proof;
}

}  // namespace cuttings

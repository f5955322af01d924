// url_parts: what Url makes of many inputs, for url_peer_test.py. Reads a JSON array of {"input",
// "base"?}; prints one of {"failure": true} or the URL's parts.
#include <iostream>

#include "tests/config/base/url_vector.h"

int main() {
  nlohmann::json answers = nlohmann::json::array();
  for (const nlohmann::json& vector : nlohmann::json::parse(std::cin)) {
    const auto url = cuttings::parse_vector(vector);
    answers.push_back(url ? cuttings::parts_of(*url) : nlohmann::json{{"failure", true}});
  }
  std::cout << answers.dump() << "\n";
}

// robots_decide: what RobotsRules says of many files, for robots_peer_test.py. Reads a JSON array
// of
// {"body", "paths"}; prints one of strings, a character a path: 1 allowed, 0 not.
#include <iostream>

#include <nlohmann/json.hpp>

#include "crawler/robots.h"

int main() {
  const nlohmann::json files = nlohmann::json::parse(std::cin);
  nlohmann::json answers = nlohmann::json::array();
  for (const auto& file : files) {
    const auto rules = cuttings::RobotsRules::parse(file["body"].get<std::string>(), "cuttings");
    std::string answer;
    for (const auto& path : file["paths"])
      answer += rules.allows_path(path.get<std::string>()) ? '1' : '0';
    answers.push_back(answer);
  }
  std::cout << answers.dump() << "\n";
}

#pragma once
// A site of 500 articles inside about a million addresses, as a function from URL to links.

#include <string>
#include <vector>

namespace cuttings {

inline std::string maze_article(const std::string& root, int i) {
  return root + "/news/" + std::to_string(10'000 + i) + "-boat-left-harbour-" + std::to_string(i);
}

/// The links of a page of the site at `root`: 500 articles are listed ten a page in 10 sections;
/// everything else is the maze.
inline std::vector<std::string> maze_links(const std::string& root, const std::string& url) {
  std::vector<std::string> out;
  unsigned h = 7;
  for (const char c : url.substr(root.size())) h = h * 31 + static_cast<unsigned char>(c);
  const auto maze = [&](unsigned k) {
    const std::string a = std::to_string((h + k * 7919u) % 1000),
                      b = std::to_string((h * 3 + k) % 1000);
    switch (k % 5) {
      case 0:
        return root + "/browse/w" + a + "/w" + b;
      case 1:
        return root + "/list?page=" + a + "&tag=" + b;
      case 2:
        return root + "/stories/" + a + "-quay-wall-and-stone-" + b;  // shaped like articles
      case 3:
        return root + "/calendar/" + std::to_string(2027 + h % 900) + "/" + a;
      default:
        return root + "/shop?color=" + a + "&sort=" + b;
    }
  };
  for (unsigned k = 0; k < 30; ++k) out.push_back(maze(k));
  if (url == root + "/") {
    for (int s = 0; s < 10; ++s) out.push_back(root + "/section/" + std::to_string(s));
  }
  for (int s = 0; s < 10; ++s) {
    const std::string section = root + "/section/" + std::to_string(s);
    for (int p = 0; p < 5; ++p) {
      if (url != section + (p == 0 ? "" : "/" + std::to_string(p))) continue;
      for (int i = 0; i < 10; ++i) out.push_back(maze_article(root, s * 50 + p * 10 + i));
      if (p < 4) out.push_back(section + "/" + std::to_string(p + 1));
    }
  }
  return out;
}

}  // namespace cuttings

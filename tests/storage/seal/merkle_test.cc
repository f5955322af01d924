// The tree against the vectors of Certificate Transparency's own tests, and every path of every
// tree of up to 70 leaves.
#include "storage/seal/merkle.h"

#include <gtest/gtest.h>

#include "config/base/digest.h"

namespace cuttings {
namespace {

// github.com/google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc
const std::vector<std::string> kInputs = {"",
                                          "00",
                                          "10",
                                          "2021",
                                          "3031",
                                          "40414243",
                                          "5051525354555657",
                                          "606162636465666768696a6b6c6d6e6f"};
const std::vector<std::string> kRoots = {
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

std::vector<std::string> leaves_of(std::size_t count) {
  std::vector<std::string> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(merkle_leaf(std::to_string(i)));
  return leaves;
}

TEST(Merkle, RootsAreThoseOfCertificateTransparency) {
  EXPECT_EQ(hex_of(merkle_root({})),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  std::vector<std::string> leaves;
  for (std::size_t i = 0; i < kInputs.size(); ++i) {
    leaves.push_back(merkle_leaf(*bytes_of_hex(kInputs[i])));
    EXPECT_EQ(hex_of(merkle_root(leaves)), kRoots[i]) << i + 1;
  }
}

TEST(Merkle, EveryPathLeadsToTheRootAndNoOtherLeafIndexOrCountDoes) {
  for (std::size_t count = 1; count <= 70; ++count) {
    const auto leaves = leaves_of(count);
    const std::string root = merkle_root(leaves);
    for (std::size_t i = 0; i < count; ++i) {
      const auto path = merkle_path(leaves, i);
      EXPECT_EQ(merkle_root_of_path(leaves[i], i, count, path), root) << count << " " << i;
      EXPECT_NE(merkle_root_of_path(merkle_leaf("other"), i, count, path), root);
      if (i + 1 < count) {
        EXPECT_NE(merkle_root_of_path(leaves[i], i + 1, count, path), root);
      }
      EXPECT_EQ(merkle_root_of_path(leaves[i], count, count, path), std::nullopt);
    }
  }
}

}  // namespace
}  // namespace cuttings

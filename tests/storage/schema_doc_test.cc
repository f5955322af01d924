// docs/schema.md against a real store, by a program that is not ours: Python's sqlite3.

#include "tests/storage/store_fixture.h"

namespace cuttings {
namespace {

using SchemaDocument = StoreTest;

TEST_F(SchemaDocument, SaysWhatTheStoreHolds) {
  auto store = open();
  save(*store, capture("The ferry left at dawn."));
  auto other = capture("The ferry left at noon — late.");
  other.article->metadata.tags = {"sea"};
  other.article->metadata.sources = {{"title", "json-ld"}};
  save(*store, other);
  const std::string command = "python3 '" CUTTINGS_SOURCE_DIR
                              "/tests/storage/schema_doc_test.py' '" CUTTINGS_SOURCE_DIR
                              "/docs/schema.md' '" +
                              options_.path + "'";
  EXPECT_EQ(std::system(command.c_str()), 0);
}

}  // namespace
}  // namespace cuttings

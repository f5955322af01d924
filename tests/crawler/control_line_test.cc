// The lines of a watch's control socket: what is understood, and what is refused with a reason.
#include "crawler/control_line.h"

#include <string>

#include <gtest/gtest.h>

namespace cuttings {
namespace {

TEST(ControlLine, EachCommandSurvivesItsOwnLine) {
  const std::vector<std::vector<std::string>> commands = {
      {"pause"},
      {"resume"},
      {"status"},
      {"block", "news.example.org"},
      {"unblock", "news.example.org"},
      {"requeue", "https://news.example.org/a?b=\"c\""}};
  for (const auto& words : commands) {
    const auto request = control_request(words);
    ASSERT_TRUE(request) << words[0];
    const std::string line = control_line(*request);
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    const auto read = parse_control_line(line.substr(0, line.size() - 1));
    ASSERT_TRUE(read) << line;
    EXPECT_EQ(read->verb, request->verb);
    EXPECT_EQ(read->what, request->what);
  }
}

TEST(ControlLine, HostsAreNamedAsTheQueueNamesThem) {
  EXPECT_EQ(control_request({"block", "NEWS.Example.org:8080"})->what, "news.example.org");
  EXPECT_EQ(control_request({"block", "bücher.example"})->what, "xn--bcher-kva.example");
}

TEST(ControlLine, WhatIsNoRequestIsRefusedWithAReason) {
  const std::pair<std::string, const char*> faults[] = {
      {"", "no JSON object"},
      {"pause", "no JSON object"},
      {"[1]", "no JSON object"},
      {"{\"do\":\"pause\"", "no JSON object"},
      {std::string(20'000, '['), "no JSON object"},
      {std::string("{\"do\":\"pause\"}\0x", 16), "no JSON object"},
      {"{\"do\":\"\xff\xfe\"}", "no JSON object"},
      {"{}", "no text \"do\""},
      {"{\"do\":1}", "no text \"do\""},
      {"{\"do\":\"halt\"}", "no such command"},
      {"{\"do\":\"block\"}", "block wants a HOST"},
      {"{\"do\":\"block\",\"what\":7}", "\"what\" is no text"},
      {"{\"do\":\"block\",\"what\":\"a/b\"}", "no HOST"},
      {"{\"do\":\"block\",\"what\":\"me@a\"}", "no HOST"},
      {"{\"do\":\"pause\",\"what\":\"a\"}", "nothing more"},
      {"{\"do\":\"requeue\",\"what\":\"file:///etc/passwd\"}", "no URL"},
      {"{\"do\":\"" + std::string(kMaxControlLine, 'a') + "\"}", "more than 32 KiB"}};
  for (const auto& [line, reason] : faults) {
    const auto request = parse_control_line(line);
    ASSERT_FALSE(request) << line.substr(0, 80);
    EXPECT_NE(request.error().message.find(reason), std::string::npos) << request.error().message;
  }
}

TEST(ControlLine, AnAnswerIsBelievedOnlyWhenItSaysOk) {
  EXPECT_TRUE(control_answer("{\"ok\":true}"));
  const auto refused = control_answer("{\"ok\":false,\"error\":\"x is not blocked\"}");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "the watch refused: x is not blocked");
  EXPECT_FALSE(control_answer(""));
  EXPECT_FALSE(control_answer("{\"ok\":1}"));
  EXPECT_FALSE(control_answer("[]"));
}

}  // namespace
}  // namespace cuttings

#include "crawler/discovery/glob.h"

#include <string>
#include <vector>

namespace cuttings {
namespace {

/// One step of a pattern; the automaton's states are the places between steps.
struct Step {
  enum class Kind { kLiteral, kAny, kRun, kDeepRun } kind;
  char c;
};

std::vector<Step> steps_of(std::string_view pattern) {
  std::vector<Step> steps;
  if (!pattern.starts_with('/')) steps = {{Step::Kind::kDeepRun, 0}, {Step::Kind::kLiteral, '/'}};
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '?') {
      steps.push_back({Step::Kind::kAny, 0});
    } else if (pattern[i] != '*') {
      steps.push_back({Step::Kind::kLiteral, pattern[i]});
    } else if (pattern.substr(i).starts_with("**")) {
      steps.push_back({Step::Kind::kDeepRun, 0});
      ++i;
    } else {
      steps.push_back({Step::Kind::kRun, 0});
    }
  }
  return steps;
}

bool is_run(const Step& step) {
  return step.kind == Step::Kind::kRun || step.kind == Step::Kind::kDeepRun;
}

/// Runs may be empty: what stands before one stands behind it, too.
void pass_runs(const std::vector<Step>& steps, std::vector<char>& states) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (states[i] && is_run(steps[i])) states[i + 1] = 1;
  }
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view path) {
  const std::vector<Step> steps = steps_of(pattern);
  std::vector<char> states(steps.size() + 1, 0), next;
  states[0] = 1;
  pass_runs(steps, states);
  for (const char c : path) {
    next.assign(states.size(), 0);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (!states[i]) continue;
      const Step& step = steps[i];
      if (step.kind == Step::Kind::kDeepRun || (step.kind == Step::Kind::kRun && c != '/')) {
        next[i] = 1;
      }
      const bool takes = (step.kind == Step::Kind::kLiteral && step.c == c) ||
                         (step.kind == Step::Kind::kAny && c != '/');
      if (takes) next[i + 1] = 1;
    }
    pass_runs(steps, next);
    states.swap(next);
  }
  return states.back() != 0;
}

}  // namespace cuttings

#pragma once
// Quality: how good the text is expected to be.

#include "extractor/article.h"
#include "extractor/blocks/decisions.h"

namespace cuttings {

/// The F1 of the kept words that the scorer's probabilities promise, uncalibrated: twice the words
/// expected to be right over the words kept plus the words expected to belong (Jansche, ACL 2007).
/// 0 without kept words. Any thread. O(blocks).
double expected_f1(const PassInput& input, const Decisions& decisions);

/// 0-1: the word F1 such pages had where the truth is known: expected_f1() through a curve that
/// tools/train/calibrate.py fits on folds over domains. Pages without usable text have 0. Any
/// thread. O(blocks).
double estimate_quality(Verdict verdict, const PassInput& input, const Decisions& decisions);

}  // namespace cuttings

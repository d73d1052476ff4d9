// The JPEG XL encoder's options, and what they come to.
#pragma once

#include "src/codec.h"

namespace imwrite::jxl {

struct Options {
  std::optional<int> effort;
  std::optional<int> quality;
  std::optional<double> distance;
  bool progressive = false;
  int decoding_speed = 0;
};

extern const std::span<const Option> kOptions;
extern const std::span<const OptionRule> kRules;

struct Settings {
  int effort;
  // In libjxl's steps of what can be seen; 0: lossless.
  float distance;
  bool progressive;
  int decoding_speed;

  bool lossless() const { return distance == 0; }
  // Whether libjxl's fast lossless coder does it.
  bool fast() const { return lossless() && effort == 1; }
};
Settings SettingsOf(const Options& options);

// For Encoder::option_sample_types.
std::span<const SampleType> SampleTypesFor(const void* options);

}  // namespace imwrite::jxl

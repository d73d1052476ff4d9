// What the codestream's header says of color: a color space by its numbers, or that an ICC profile
// follows.
#pragma once

#include <span>

#include "src/codecs/jxl/header-bits.h"
#include "src/metadata.h"
#include "src/status.h"

namespace imwrite::jxl {

// Those of ITU-T H.273 that the standard has a number for, or that coordinates say. 6, 14 and 15
// are BT.709's curve; 4 and 5 are powers.
inline constexpr uint8_t kCicpPrimaries[] = {1, 4, 5, 6, 7, 9, 11, 12, 22};
inline constexpr uint8_t kCicpTransfers[] = {1, 4, 5, 6, 8, 13, 14, 15, 16, 17, 18};

// A color space without its curve, by the standard's own numbers.
struct Space {
  uint8_t cicp_primaries;
  uint32_t white_point;
  uint32_t primaries;
  // White, red, green and blue in millionths, where they have no number.
  int32_t white[2];
  int32_t colors[6];
};
const Space& SpaceOf(uint8_t cicp_primaries);

// A curve: a number, or a power, in ten millionths.
struct Transfer {
  uint32_t number;
  uint32_t power;
};
Transfer TransferOf(uint8_t cicp_transfer);

// Numbers are taken before a profile.
bool HasProfile(const Metadata& metadata);

// cd/m² that the largest sample stands for; 0: what readers assume.
int PeakOf(const Metadata& metadata);

void AddColor(const Metadata& metadata, bool gray, HeaderBits* bits);

// The profile, as the codestream holds it behind its header.
void AddProfile(std::span<const uint8_t> icc, HeaderBits* bits);

}  // namespace imwrite::jxl

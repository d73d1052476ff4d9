// IPTC-IIM: captions, credits and keywords as agencies write them.
#pragma once

#include <cstdint>
#include <span>

namespace imwrite {

// The complete data sets at the start of `bytes`, without anything after the last one.
std::span<const uint8_t> IptcRecords(std::span<const uint8_t> bytes);

}  // namespace imwrite

// IPTC-IIM: captions, credits and keywords as agencies write them.
#pragma once

#include <cstdint>
#include <span>

namespace imwrite {

// The data sets that `bytes` begin with, without what lies behind the last whole one.
std::span<const uint8_t> IptcRecords(std::span<const uint8_t> bytes);

}  // namespace imwrite

// IEEE 754's binary16, which OpenEXR and TIFF store.
#pragma once

#include <bit>
#include <cstdint>

namespace imwrite {

constexpr float FromHalf(uint16_t half) {
  const uint32_t sign = uint32_t{half & 0x8000u} << 16;
  const uint32_t exponent = half >> 10 & 31;
  const uint32_t fraction = half & 0x3ff;
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7f800000 | fraction << 13);
  if (exponent > 0) return std::bit_cast<float>(sign | (exponent + 112) << 23 | fraction << 13);
  const float small = static_cast<float>(fraction) / 16777216.0f;
  return sign ? -small : small;
}

// Rounds to nearest, ties to even; what is too large becomes infinite.
constexpr uint16_t ToHalf(float value) {
  const auto bits = std::bit_cast<uint32_t>(value);
  const auto sign = static_cast<uint16_t>(bits >> 16 & 0x8000);
  const uint32_t size = bits & 0x7fffffff;
  // NaN keeps the first bits of its payload, and at least one.
  if (size > 0x7f800000) {
    const uint32_t payload = size >> 13 & 0x3ff;
    return static_cast<uint16_t>(sign | 0x7c00 | (payload ? payload : 1));
  }
  // From 65520 on.
  if (size >= 0x477ff000) return sign | 0x7c00;
  // Normal numbers: the carry of rounding goes into the exponent.
  if (size >= 0x38800000) {
    const uint32_t rebiased = size - (112u << 23);
    return static_cast<uint16_t>(sign | (rebiased + 0xfff + (rebiased >> 13 & 1)) >> 13);
  }
  // The sum's last bits are the rounded multiple of 2^-24.
  const float sum = std::bit_cast<float>(size) + 0.5f;
  return static_cast<uint16_t>(sign | (std::bit_cast<uint32_t>(sum) - 0x3f000000));
}

}  // namespace imwrite

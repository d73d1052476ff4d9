#include "src/netpbm.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace imwrite::netpbm {
namespace {

bool IsSpace(uint8_t byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

}  // namespace

void WordReader::SkipSpace() {
  for (; at_ < bytes_.size(); ++at_) {
    if (bytes_[at_] == '#') {
      while (at_ + 1 < bytes_.size() && bytes_[at_] != '\n' && bytes_[at_] != '\r') ++at_;
    } else if (!IsSpace(bytes_[at_])) {
      return;
    }
  }
}

std::string_view WordReader::Word() {
  SkipSpace();
  const size_t begin = at_;
  while (at_ < bytes_.size() && !IsSpace(bytes_[at_]) && bytes_[at_] != '#') ++at_;
  return {reinterpret_cast<const char*>(bytes_.data()) + begin, at_ - begin};
}

std::optional<uint32_t> WordReader::Number() { return ToNumber(Word()); }

uint8_t WordReader::Digit() {
  SkipSpace();
  return at_ < bytes_.size() ? bytes_[at_++] : uint8_t{0};
}

std::span<const uint8_t> WordReader::Rest() const {
  return bytes_.subspan(std::min(at_ + 1, bytes_.size()));
}

std::optional<uint32_t> ToNumber(std::string_view word) {
  constexpr size_t kMaxDigits = 10;
  if (word.empty() || word.size() > kMaxDigits) return std::nullopt;
  uint64_t number = 0;
  for (const char digit : word) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + static_cast<uint64_t>(digit - '0');
  }
  return number <= INT32_MAX ? std::optional(static_cast<uint32_t>(number)) : std::nullopt;
}

Scale::Scale(uint32_t max)
    : max(max),
      sample_type(max > 255 ? SampleType::kU16 : SampleType::kU8),
      exact(max == 255 || max == 65535) {
  if (max <= 255 || max == 65535 || !std::has_single_bit(max + 1)) return;
  precision = static_cast<uint8_t>(std::bit_width(max));
  exact = true;
}

uint16_t Scale::Of(uint32_t sample) const {
  const uint32_t clamped = std::min(sample, max);
  if (exact) return static_cast<uint16_t>(clamped);
  const uint64_t full = sample_type == SampleType::kU8 ? 255 : 65535;
  return static_cast<uint16_t>((clamped * full + max / 2) / max);
}

void ReadSamples(const Scale& scale, const uint8_t* stored, size_t count, uint8_t* to) {
  if (scale.exact && scale.sample_type == SampleType::kU8)
    return void(std::memcpy(to, stored, count));
  for (size_t i = 0; i < count; ++i) {
    if (scale.sample_type == SampleType::kU8) {
      to[i] = static_cast<uint8_t>(scale.Of(stored[i]));
    } else {
      const uint16_t sample = scale.Of(uint32_t{stored[2 * i]} << 8 | stored[2 * i + 1]);
      std::memcpy(to + 2 * i, &sample, 2);
    }
  }
}

void WriteSamples(const uint8_t* samples, size_t count, size_t bytes, uint8_t* to) {
  if (bytes == 1) return void(std::memcpy(to, samples, count));
  for (size_t i = 0; i < count; ++i) {
    uint16_t sample = 0;
    std::memcpy(&sample, samples + 2 * i, 2);
    to[2 * i] = static_cast<uint8_t>(sample >> 8);
    to[2 * i + 1] = static_cast<uint8_t>(sample);
  }
}

uint32_t MaxOf(const ImageInfo& info) {
  if (info.precision > 0) return (1u << info.precision) - 1;
  return info.sample_type == SampleType::kU8 ? 255 : 65535;
}

}  // namespace imwrite::netpbm

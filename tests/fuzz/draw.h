// What the fuzz targets draw out of the bytes that they are given: numbers, options and pictures.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "tests/native/images.h"

namespace imwrite::fuzz {

using testing::Image;
using testing::Values;

// A finding: what must never happen.
inline void Check(bool holds, std::string_view what, const std::string& detail = {}) {
  if (holds) return;
  std::fprintf(stderr, "finding: %.*s: %s\n", static_cast<int>(what.size()), what.data(),
               detail.c_str());
  std::abort();
}

// Zeros once the bytes are at their end.
class Draw {
 public:
  Draw(const uint8_t* data, size_t size) : rest_(data, size) {}

  uint8_t Byte() {
    if (rest_.empty()) return 0;
    const uint8_t byte = rest_.front();
    rest_ = rest_.subspan(1);
    return byte;
  }
  uint32_t Below(uint32_t limit) {
    return limit < 257 ? Byte() % limit : (Byte() << 8 | Byte()) % limit;
  }
  bool Coin() { return Byte() % 2 == 1; }
  std::vector<uint8_t> Bytes(size_t most) {
    const size_t size = std::min<size_t>(most, rest_.size());
    std::vector<uint8_t> bytes(rest_.begin(), rest_.begin() + static_cast<ptrdiff_t>(size));
    rest_ = rest_.subspan(size);
    return bytes;
  }
  // As many as a byte says, or 16 times as many.
  std::vector<uint8_t> Block() { return Bytes(Coin() ? Byte() : 16 * Byte()); }
  std::string Text() {
    const std::vector<uint8_t> bytes = Bytes(Byte() % 40);
    return {bytes.begin(), bytes.end()};
  }
  std::span<const uint8_t> rest() const { return rest_; }

 private:
  std::span<const uint8_t> rest_;
};

// A value that the option takes, but for what other options have to say to it.
inline OptionValue DrawValue(const Option& option, Draw* draw) {
  const auto number = [&]() -> double {
    const double range = option.max - option.min;
    const uint8_t kind = draw->Byte();
    if (kind < 32) return kind < 16 ? option.min : option.max;
    const double value = option.min + range * draw->Byte() / 255;
    return option.type == OptionType::kNumber ? value
           : kind < 128                       ? std::min(option.max, option.min + draw->Byte() % 17)
                                              : std::floor(value);
  };
  const auto numbers = [&](size_t count) {
    std::vector<double> list(count);
    for (double& item : list)
      item = draw->Below(65536) %
             (option.max > 0 ? static_cast<uint32_t>(std::min(option.max, 65535.0)) + 1 : 256);
    return list;
  };
  switch (option.type) {
    case OptionType::kInteger:
    case OptionType::kNumber: return number();
    case OptionType::kBoolean: return draw->Coin();
    case OptionType::kChoice: {
      const std::string choice(option.choices[draw->Byte() % option.choices.size()]);
      return IsNumber(choice) ? OptionValue(std::stod(choice)) : OptionValue(choice);
    }
    case OptionType::kColor: return numbers(3);
    case OptionType::kLimit: return 1.0 + draw->Below(65536);
    case OptionType::kRange:
      return std::vector<double>{draw->Below(65536) / 256.0, draw->Below(65536) / 65536.0};
    case OptionType::kSampleValue: return numbers(draw->Coin() ? 1 : 3);
    case OptionType::kNumberLists: {
      std::vector<std::vector<double>> tables(1 + draw->Byte() % std::max(1u, option.max_tables));
      for (auto& table : tables)
        table = numbers(option.table_length > 16 && draw->Coin() ? option.min_table_length
                                                                 : option.table_length);
      return tables;
    }
  }
  return {};
}

// Up to four of the table.
inline Values DrawOptions(std::span<const Option> table, Draw* draw) {
  Values values;
  for (uint32_t count = draw->Byte() % 5; count > 0 && !table.empty(); --count) {
    const Option& option = table[draw->Byte() % table.size()];
    const bool again = std::ranges::any_of(
        values, [&](const NamedValue& value) { return value.name == option.name; });
    if (!again) values.push_back({std::string(option.name), DrawValue(option, draw)});
  }
  return values;
}

// A small picture whose samples are the rest of the bytes, again and again.
inline Image DrawImage(Draw* draw, uint32_t channels, SampleType sample_type) {
  Image image{
      {1 + draw->Below(40), 1 + draw->Below(40), static_cast<uint16_t>(channels), sample_type}, {}};
  image.info.is_cmyk = channels == 4 && sample_type == SampleType::kU8 && draw->Byte() == 1;
  image.bytes.resize(image.info.image_bytes());
  const std::span<const uint8_t> samples = draw->rest();
  for (size_t i = 0; i < image.bytes.size() && !samples.empty(); ++i)
    image.bytes[i] = samples[i % samples.size()];
  return image;
}

inline Image DrawImage(const Encoder& encoder, Draw* draw) {
  const SampleType sample_type =
      draw->Byte() < 200 ? encoder.sample_types[draw->Byte() % encoder.sample_types.size()]
                         : static_cast<SampleType>(draw->Byte() % 8);
  return DrawImage(draw, 1 + draw->Byte() % 4, sample_type);
}

}  // namespace imwrite::fuzz

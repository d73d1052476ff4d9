// Counts symbols, chooses codes and writes both.
#include "src/codecs/webp/lossless-image.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace imwrite::webp {
namespace {

using entropy::BitWriter;
using entropy::HuffmanCode;

constexpr uint32_t kLengthCodes = 24;
constexpr uint32_t kDistanceCodes = 40;
constexpr int kLongestCode = 15;

// Lengths and distances: a code for the magnitude, the rest as it is.
struct Prefix {
  explicit Prefix(uint32_t value) : code(value - 1) {
    if (code < 4) return;
    const auto top = static_cast<uint32_t>(std::bit_width(code) - 1);
    extra_bits = top - 1;
    extra = code & ((1u << extra_bits) - 1);
    code = 2 * top + (code >> extra_bits & 1);
  }
  uint32_t code;
  uint32_t extra_bits = 0;
  uint32_t extra = 0;
};

// A code that has one symbol takes no bits.
void Choose(std::span<const uint32_t> counts, std::vector<uint8_t>* lengths,
            std::vector<HuffmanCode>* codes) {
  lengths->resize(counts.size());
  codes->resize(counts.size());
  entropy::ChooseLengths(counts, kLongestCode, lengths->data());
  entropy::AssignCodes(*lengths, codes->data());
  if (std::ranges::count_if(counts, [](uint32_t count) { return count > 0; }) < 2)
    std::ranges::fill(*codes, HuffmanCode{});
}

// The lengths, with their runs of zeros shortened, in a code of their own.
void WriteLengths(std::span<const uint8_t> lengths, BitWriter* bits) {
  constexpr uint8_t kOrder[] = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  constexpr uint8_t kFewZeros = 17, kManyZeros = 18;
  if (std::ranges::count(lengths, 0) == static_cast<std::ptrdiff_t>(lengths.size())) {
    bits->Add(1, 4);  // a simple code whose one symbol is 0
    bits->Flush();
    return;
  }
  struct Item {
    uint8_t symbol;
    uint8_t extra;
  };
  std::vector<Item> items;
  std::array<uint32_t, std::size(kOrder)> counts{};
  for (size_t i = 0; i < lengths.size();) {
    size_t end = i;
    while (end < lengths.size() && lengths[end] == 0 && end - i < 138) ++end;
    const auto zeros = static_cast<uint8_t>(end - i);
    if (zeros < 3) {
      items.push_back({lengths[i++], 0});
    } else {
      items.push_back(zeros <= 10 ? Item{kFewZeros, static_cast<uint8_t>(zeros - 3)}
                                  : Item{kManyZeros, static_cast<uint8_t>(zeros - 11)});
      i = end;
    }
    ++counts[items.back().symbol];
  }
  std::array<uint8_t, std::size(kOrder)> sizes;
  std::array<HuffmanCode, std::size(kOrder)> codes;
  entropy::ChooseLengths(counts, 7, sizes.data());
  entropy::AssignCodes(sizes, codes.data());
  if (std::ranges::count(sizes, 0) + 1 == static_cast<std::ptrdiff_t>(sizes.size())) codes = {};
  size_t named = std::size(kOrder);
  while (named > 4 && sizes[kOrder[named - 1]] == 0) --named;
  bits->Add(0, 1);
  bits->Add(named - 4, 4);
  for (size_t i = 0; i < named; ++i) {
    bits->Add(sizes[kOrder[i]], 3);
    bits->Flush();
  }
  bits->Add(0, 1);  // all symbols are named
  for (const Item& item : items) {
    bits->Add(codes[item.symbol]);
    if (item.symbol == kFewZeros) bits->Add(item.extra, 3);
    if (item.symbol == kManyZeros) bits->Add(item.extra, 7);
    bits->Flush();
  }
}

}  // namespace

// Calls visitor.Pixel(group, argb), .Cached(group, number) or .Copy(group, match) for all that is
// written.
template <class Visitor>
void LosslessCoder::Walk(Visitor&& visitor) const {
  const auto [argb, width, matches, cache_bits, tiles] =
      std::tie(image_.argb, image_.width, image_.matches, image_.cache_bits, image_.tiles);
  const auto total = static_cast<uint32_t>(argb.size());
  std::vector<uint32_t> cache(cache_bits ? size_t{1} << cache_bits : 0);
  const auto number = [shift = 32 - cache_bits](uint32_t color) {
    return 0x1e35a7bdu * color >> shift;
  };
  auto match = matches.begin();
  for (uint32_t position = 0; position < total;) {
    const uint32_t y = position / width;
    const uint32_t x = position % width;
    uint32_t end = match == matches.end() ? total : match->position;
    uint32_t group = 0;
    if (tiles) {
      group = tiles->groups[size_t{y >> kTileBits} * tiles->columns + (x >> kTileBits)];
      end = std::min({end, position + kTile - x % kTile, (y + 1) * width});
    }
    if (!visitor.Reach(position)) return;
    if (match != matches.end() && match->position == position) {
      visitor.Copy(group, *match);
      if (cache_bits) {
        for (uint32_t i = 0; i < match->length; ++i)
          cache[number(argb[position + i])] = argb[position + i];
      }
      position += match->length;
      ++match;
      continue;
    }
    if (!cache_bits) {
      for (; position < end; ++position) visitor.Pixel(group, argb[position]);
      continue;
    }
    end = std::min(end, position + kTile);
    for (; position < end; ++position) {
      uint32_t& slot = cache[number(argb[position])];
      if (slot == argb[position]) {
        visitor.Cached(group, number(argb[position]));
      } else {
        visitor.Pixel(group, argb[position]);
        slot = argb[position];
      }
    }
  }
}

LosslessCoder::LosslessCoder(const LosslessImage& image)
    : image_(image), groups_(image.tiles ? image.tiles->group_count : 1) {
  const size_t cached = image.cache_bits ? size_t{1} << image.cache_bits : 0;
  for (Codes& group : groups_) {
    group.counts = {std::vector<uint32_t>(256 + kLengthCodes + cached), std::vector<uint32_t>(256),
                    std::vector<uint32_t>(256), std::vector<uint32_t>(256),
                    std::vector<uint32_t>(kDistanceCodes)};
  }
  struct Counter {
    bool Reach(uint32_t) const { return true; }
    void Pixel(uint32_t group, uint32_t argb) {
      auto& counts = groups[group].counts;
      ++counts[kGreen][argb >> 8 & 255];
      ++counts[kRed][argb >> 16 & 255];
      ++counts[kBlue][argb & 255];
      ++counts[kAlpha][argb >> 24];
    }
    void Cached(uint32_t group, uint32_t number) {
      ++groups[group].counts[kGreen][256 + kLengthCodes + number];
    }
    void Copy(uint32_t group, const Match& match) {
      const Prefix length(match.length), distance(match.distance);
      ++groups[group].counts[kGreen][256 + length.code];
      ++groups[group].counts[kDistance][distance.code];
      extra_bits += length.extra_bits + distance.extra_bits;
    }
    std::vector<Codes>& groups;
    uint64_t extra_bits = 0;
  } counter{groups_};
  Walk(counter);
  pixel_bits_ = counter.extra_bits;
  for (auto& [counts, lengths, codes] : groups_) {
    for (int i = 0; i < kAlphabets; ++i) {
      Choose(counts[i], &lengths[i], &codes[i]);
      for (size_t symbol = 0; symbol < counts[i].size(); ++symbol)
        pixel_bits_ += uint64_t{counts[i][symbol]} * codes[i][symbol].length;
    }
  }
}

size_t LosslessCoder::HeaderBound() const {
  // Two bytes a length are more than any takes.
  return 64 + groups_.size() * 2 *
                  (groups_[0].counts[kGreen].size() + 3 * 256 + kDistanceCodes + kAlphabets * 16);
}

void LosslessCoder::WriteHeader(BitWriter* bits) const {
  for (const Codes& group : groups_) {
    for (const auto& lengths : group.lengths) WriteLengths(lengths, bits);
  }
}

bool LosslessCoder::WritePixels(BitWriter* bits, const std::function<bool(uint32_t)>& flush) const {
  struct Writer {
    bool Reach(uint32_t position) {
      if (++steps % 16 == 0) going = flush(position);
      return going;
    }
    void Pixel(uint32_t group, uint32_t argb) {
      const auto& codes = groups[group].codes;
      bits->Add(codes[kGreen][argb >> 8 & 255]);
      bits->Add(codes[kRed][argb >> 16 & 255]);
      bits->Flush();
      bits->Add(codes[kBlue][argb & 255]);
      bits->Add(codes[kAlpha][argb >> 24]);
      bits->Flush();
    }
    void Cached(uint32_t group, uint32_t number) {
      bits->Add(groups[group].codes[kGreen][256 + kLengthCodes + number]);
      bits->Flush();
    }
    void Copy(uint32_t group, const Match& match) {
      const Prefix length(match.length), distance(match.distance);
      bits->Add(groups[group].codes[kGreen][256 + length.code]);
      bits->Add(length.extra, length.extra_bits);
      bits->Flush();
      bits->Add(groups[group].codes[kDistance][distance.code]);
      bits->Add(distance.extra, distance.extra_bits);
      bits->Flush();
    }
    const std::vector<Codes>& groups;
    BitWriter* bits;
    const std::function<bool(uint32_t)>& flush;
    uint32_t steps = 0;
    bool going = true;
  } writer{groups_, bits, flush};
  Walk(writer);
  return writer.going;
}

}  // namespace imwrite::webp

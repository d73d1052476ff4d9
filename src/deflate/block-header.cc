#include "src/deflate/block-header.h"

namespace imwrite::deflate {
namespace {

constexpr int kMaxLength = 7;
constexpr uint8_t kOrder[] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

int ExtraBits(int symbol) {
  constexpr uint8_t kBits[] = {2, 3, 7};
  return symbol < 16 ? 0 : kBits[symbol - 16];
}

}  // namespace

void BlockHeader::Make(std::span<const uint8_t, kLiterals> literals, uint16_t distance) {
  while (literals[literal_count_ - 1] == 0) --literal_count_;
  std::array<uint8_t, kLiterals + 1> all;
  std::copy_n(literals.begin(), literal_count_, all.begin());
  all[literal_count_] = static_cast<uint8_t>(distance);
  const size_t total = static_cast<size_t>(literal_count_) + 1;
  std::array<uint32_t, kSymbols> counts{};
  const auto put = [&](int symbol, size_t extra) {
    symbols_[count_] = static_cast<uint8_t>(symbol);
    extra_[count_++] = static_cast<uint8_t>(extra);
    ++counts[symbol];
  };
  for (size_t i = 0; i < total;) {
    size_t same = 1;
    while (i + same < total && all[i + same] == all[i]) ++same;
    if (all[i] == 0 && same >= 3) {
      same = std::min<size_t>(same, 138);
      put(same < 11 ? 17 : 18, same < 11 ? same - 3 : same - 11);
    } else if (same >= 4) {
      same = std::min<size_t>(same, 7);
      put(all[i], 0);
      put(16, same - 4);
    } else {
      same = 1;
      put(all[i], 0);
    }
    i += same;
  }
  entropy::ChooseLengths(counts, kMaxLength, lengths_.data());
  entropy::AssignCodes(lengths_, codes_.data());
  while (written_ > 4 && lengths_[kOrder[written_ - 1]] == 0) --written_;
}

size_t BlockHeader::bits() const {
  size_t bits = 14 + 3 * static_cast<size_t>(written_);
  for (size_t i = 0; i < count_; ++i)
    bits += lengths_[symbols_[i]] + static_cast<size_t>(ExtraBits(symbols_[i]));
  return bits;
}

void BlockHeader::Write(entropy::BitWriter* out) const {
  out->Add(static_cast<uint64_t>(literal_count_ - 257), 5);
  out->Add(0, 5);  // one distance code
  out->Add(static_cast<uint64_t>(written_ - 4), 4);
  out->Flush();
  for (int i = 0; i < written_; ++i) {
    out->Add(lengths_[kOrder[i]], 3);
    out->Flush();
  }
  for (size_t i = 0; i < count_; ++i) {
    out->Add(codes_[symbols_[i]]);
    out->Add(extra_[i], static_cast<unsigned>(ExtraBits(symbols_[i])));
    out->Flush();
  }
}

}  // namespace imwrite::deflate

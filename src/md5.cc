#include "src/md5.h"

#include <array>
#include <bit>
#include <cmath>
#include <vector>

namespace imwrite {

std::string Md5(std::span<const uint8_t> bytes) {
  // RFC 1321.
  constexpr int kShifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  constexpr uint32_t kBlock = 64, kLengthBytes = 8;
  std::vector<uint8_t> padded(bytes.begin(), bytes.end());
  padded.push_back(0x80);
  while (padded.size() % kBlock != kBlock - kLengthBytes) padded.push_back(0);
  for (uint32_t i = 0; i < kLengthBytes; ++i) padded.push_back(static_cast<uint8_t>(uint64_t{bytes.size()} * 8 >> (8 * i)));

  std::array<uint32_t, 64> sines;
  for (uint32_t i = 0; i < 64; ++i) sines[i] = static_cast<uint32_t>(std::floor(std::abs(std::sin(i + 1.0)) * 0x1p32));

  std::array<uint32_t, 4> state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  for (size_t block = 0; block < padded.size(); block += kBlock) {
    auto [a, b, c, d] = state;
    for (uint32_t i = 0; i < 64; ++i) {
      const uint32_t round = i / 16;
      const uint32_t mixed = round == 0 ? (b & c) | (~b & d) : round == 1 ? (d & b) | (~d & c) : round == 2 ? b ^ c ^ d : c ^ (b | ~d);
      const uint32_t word = (round == 0 ? i : round == 1 ? 5 * i + 1 : round == 2 ? 3 * i + 5 : 7 * i) % 16;
      uint32_t value = 0;
      for (uint32_t k = 0; k < 4; ++k) value |= uint32_t{padded[block + 4 * word + k]} << (8 * k);
      const uint32_t turned = b + std::rotl(a + mixed + sines[i] + value, kShifts[round][i % 4]);
      a = d, d = c, c = b, b = turned;
    }
    state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d};
  }

  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string digits;
  for (const uint32_t word : state) {
    for (int shift = 0; shift < 32; shift += 8) {
      digits.push_back(kDigits[word >> (shift + 4) & 0xf]);
      digits.push_back(kDigits[word >> shift & 0xf]);
    }
  }
  return digits;
}

}  // namespace imwrite

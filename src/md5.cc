#include "src/md5.h"

#include <array>
#include <bit>
#include <vector>

namespace imwrite {
namespace {

// The absolute sines of 1, 2, …, in 32 bits. sin() is larger than its values.
constexpr uint32_t kSines[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
};

}  // namespace

std::string Md5(std::span<const uint8_t> bytes) {
  // RFC 1321.
  constexpr int kShifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  constexpr uint32_t kBlock = 64, kLengthBytes = 8;
  std::vector<uint8_t> padded(bytes.begin(), bytes.end());
  padded.push_back(0x80);
  while (padded.size() % kBlock != kBlock - kLengthBytes) padded.push_back(0);
  for (uint32_t i = 0; i < kLengthBytes; ++i)
    padded.push_back(static_cast<uint8_t>(uint64_t{bytes.size()} * 8 >> (8 * i)));

  std::array<uint32_t, 4> state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  for (size_t block = 0; block < padded.size(); block += kBlock) {
    auto [a, b, c, d] = state;
    for (uint32_t i = 0; i < 64; ++i) {
      const uint32_t round = i / 16;
      const uint32_t mixed = round == 0   ? (b & c) | (~b & d)
                             : round == 1 ? (d & b) | (~d & c)
                             : round == 2 ? b ^ c ^ d
                                          : c ^ (b | ~d);
      const uint32_t word = (round == 0   ? i
                             : round == 1 ? 5 * i + 1
                             : round == 2 ? 3 * i + 5
                                          : 7 * i) %
                            16;
      uint32_t value = 0;
      for (uint32_t k = 0; k < 4; ++k) value |= uint32_t{padded[block + 4 * word + k]} << (8 * k);
      const uint32_t turned = b + std::rotl(a + mixed + kSines[i] + value, kShifts[round][i % 4]);
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

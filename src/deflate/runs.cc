#include "src/deflate/runs.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "src/deflate/block-header.h"
#include "src/entropy/bit-writer.h"
#include "src/entropy/huffman.h"

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

namespace imwrite::deflate {
namespace {

using entropy::AssignCodes;
using entropy::BitWriter;
using entropy::ChooseLengths;
using entropy::HuffmanCode;

constexpr size_t kBlockBytes = 65535;  // also the most that a stored block takes
constexpr size_t kStoredOverhead = 5;
constexpr int kEndOfBlock = 256;
constexpr int kMinRun = 3;
constexpr int kMaxRun = 258;
// Of the runs that are looked for: shorter ones save next to nothing where their byte has a short
// code, and cost time.
constexpr int kShortestRun = 8;
constexpr size_t kWindow = 16;
// Four codes and the bits that wait fit into 64 bits.
constexpr int kMaxCodeLength = 14;

// Length symbols: their smallest length and extra bits (RFC 1951, 3.2.5).
struct LengthSymbol {
  uint16_t symbol;
  uint8_t extra_bits;
  uint8_t extra;
};

constexpr auto kLengthSymbols = [] {
  std::array<LengthSymbol, kMaxRun + 1> table{};
  int length = kMinRun;
  for (int symbol = 257; symbol < 285; ++symbol) {
    const int bits = symbol < 265 ? 0 : (symbol - 261) / 4;
    for (int extra = 0; extra < 1 << bits && length < kMaxRun; ++extra) {
      table[length++] = {static_cast<uint16_t>(symbol), static_cast<uint8_t>(bits),
                         static_cast<uint8_t>(extra)};
    }
  }
  table[kMaxRun] = {285, 0, 0};
  return table;
}();

// How many of the next kWindow bytes come before the first run, one that repeats the byte in front
// of it at least kShortestRun times. Reads 2 * kWindow bytes.
inline size_t LiteralsAhead(const uint8_t* data) {
#ifdef __wasm_simd128__
  const v128_t first = wasm_i8x16_eq(wasm_v128_load(data), wasm_v128_load(data - 1));
  const v128_t second = wasm_i8x16_eq(wasm_v128_load(data + 16), wasm_v128_load(data + 15));
  uint32_t repeats = wasm_i8x16_bitmask(first) | static_cast<uint32_t>(wasm_i8x16_bitmask(second))
                                                     << 16;
  for (int shift = 1; shift < kShortestRun; shift *= 2) repeats &= repeats >> shift;
  return static_cast<size_t>(std::countr_zero(repeats | 0x10000u));
#else
  const uint8_t* before = data - 1;
  int repeats = 0;
  for (size_t i = 0; i < kWindow + kShortestRun - 1; ++i) {
    repeats = data[i] == before[i] ? repeats + 1 : 0;
    if (repeats == kShortestRun) return i + 1 - kShortestRun;
  }
  return kWindow;
#endif
}

// How many of the `most` next bytes, at least kShortestRun, repeat the byte in front of them, as
// far as runs of up to kMaxRun can say. Looks at 16 bytes at once.
inline size_t RunLength(const uint8_t* data, size_t most) {
  const uint64_t repeated = data[-1] * uint64_t{0x0101010101010101};
  size_t length = 0;
  for (; length < most; length += 16) {
    uint64_t words[2];
    std::memcpy(words, data + length, sizeof words);
    const uint64_t first = words[0] ^ repeated;
    const uint64_t second = words[1] ^ repeated;
    if ((first | second) == 0) continue;
    length +=
        static_cast<size_t>(first ? std::countr_zero(first) : 64 + std::countr_zero(second)) / 8;
    break;
  }
  length = std::min(length, most);
  const size_t rest = length % kMaxRun;
  return rest < kMinRun ? length - rest : length;
}

// Calls literals(bytes, count) for up to 16 bytes and run(length) for one run or several over the
// block. The byte in front of `data` can be read. Each is called at one place, so that the compiler
// inlines it and keeps what it works on in registers.
template <class Literals, class Run>
inline void Tokenise(const uint8_t* data, size_t size, bool runs, Literals&& literals, Run&& run) {
  for (size_t i = 0; i < size;) {
    const size_t left = size - i;
    const size_t count =
        runs && left >= 2 * kWindow ? LiteralsAhead(data + i) : std::min(left, kWindow);
    literals(data + i, count);
    i += count;
    if (count == kWindow || i == size) continue;
    const size_t length = RunLength(data + i, size - i);
    run(length);
    i += length;
  }
}

// Counts the symbols of a block. Four tables, because the same symbol often comes again at once.
void CountSymbols(const uint8_t* data, size_t size, bool runs, uint32_t* counts) {
  std::array<std::array<uint32_t, 256>, 4> tables{};
  std::fill(counts, counts + kLiterals, 0);
  Tokenise(
      data, size, runs,
      [&](const uint8_t* bytes, size_t count) {
        size_t i = 0;
        for (; i + 4 <= count; i += 4) {
          for (size_t lane = 0; lane < 4; ++lane) ++tables[lane][bytes[i + lane]];
        }
        for (; i < count; ++i) ++tables[0][bytes[i]];
      },
      [&](size_t length) {
        counts[kLengthSymbols[kMaxRun].symbol] += static_cast<uint32_t>(length / kMaxRun);
        ++counts[kLengthSymbols[length % kMaxRun].symbol];
      });
  counts[0] = 0;  // whole runs of kMaxRun, which leave none
  for (int symbol = 0; symbol < 256; ++symbol) {
    counts[symbol] = tables[0][symbol] + tables[1][symbol] + tables[2][symbol] + tables[3][symbol];
  }
  counts[kEndOfBlock] = 1;
}

struct BlockCode {
  std::array<uint8_t, kLiterals> lengths;
  std::array<HuffmanCode, kLiterals> codes;
  HuffmanCode distance;
};

size_t BodyBits(const BlockCode& block, const uint32_t* counts) {
  size_t bits = 0;
  for (int symbol = 0; symbol < kLiterals; ++symbol)
    bits += size_t{counts[symbol]} * block.lengths[symbol];
  for (int length = kMinRun, previous = 0; length <= kMaxRun; ++length) {
    const LengthSymbol& symbol = kLengthSymbols[length];
    if (symbol.symbol == previous) continue;
    previous = symbol.symbol;
    bits += size_t{counts[previous]} * (symbol.extra_bits + block.distance.length);
  }
  return bits;
}

void WriteBody(const uint8_t* data, size_t size, bool runs, const BlockCode& block,
               BitWriter* shared) {
  BitWriter out =
      *shared;  // a copy whose address nobody has, which the compiler keeps in registers
  const HuffmanCode* codes = block.codes.data();
  Tokenise(
      data, size, runs,
      [&](const uint8_t* bytes, size_t count) {
        size_t i = 0;
        for (; i + 4 <= count; i += 4) {
          for (size_t lane = 0; lane < 4; ++lane) out.Add(codes[bytes[i + lane]]);
          out.Flush();
        }
        for (; i < count; ++i) out.Add(codes[bytes[i]]);
        out.Flush();
      },
      [&](size_t length) {
        for (; length >= kMaxRun; length -= kMaxRun) {
          out.Add(codes[kLengthSymbols[kMaxRun].symbol]);
          out.Add(block.distance);
          out.Flush();
        }
        if (length == 0) return;
        const LengthSymbol& symbol = kLengthSymbols[length];
        out.Add(codes[symbol.symbol]);
        out.Add(symbol.extra, symbol.extra_bits);
        out.Add(block.distance);
        out.Flush();
      });
  out.Add(codes[kEndOfBlock]);
  out.Flush();
  *shared = out;
}

BlockCode FixedCode() {
  std::array<uint8_t, 288> lengths;
  for (size_t symbol = 0; symbol < lengths.size(); ++symbol)
    lengths[symbol] = symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8;
  std::array<HuffmanCode, 288> codes;
  AssignCodes(lengths, codes.data());
  BlockCode block;
  std::copy_n(lengths.begin(), kLiterals, block.lengths.begin());
  std::copy_n(codes.begin(), kLiterals, block.codes.begin());
  block.distance = {0, 5};
  return block;
}

void WriteStored(const uint8_t* data, size_t size, bool final, BitWriter* out) {
  out->Add(final, 3);
  out->Align();
  const auto length = static_cast<uint16_t>(size);
  out->Add(length | uint64_t{static_cast<uint16_t>(~length)} << 16, 32);
  out->Flush();
  out->Append(data, size);
}

void WriteBlock(const uint8_t* data, size_t size, RunCoding coding, bool final, BitWriter* out) {
  constexpr uint64_t kFixedType = 1;
  constexpr uint64_t kDynamicType = 2;
  const bool runs = coding != RunCoding::kHuffman;
  std::array<uint32_t, kLiterals> counts;
  CountSymbols(data, size, runs, counts.data());
  BlockCode block;
  BlockHeader header;
  size_t bits = 3;
  if (coding == RunCoding::kFixed) {
    block = FixedCode();
  } else {
    ChooseLengths(counts, kMaxCodeLength, block.lengths.data());
    AssignCodes(block.lengths, block.codes.data());
    block.distance = {0, 1};  // the only distance is 1
    header.Make(block.lengths, block.distance.length);
    bits += header.bits();
  }
  bits += BodyBits(block, counts.data());
  if (bits >= 8 * (size + kStoredOverhead)) return WriteStored(data, size, final, out);
  out->Add(final | (coding == RunCoding::kFixed ? kFixedType : kDynamicType) << 1, 3);
  out->Flush();
  if (coding != RunCoding::kFixed) header.Write(out);
  WriteBody(data, size, runs, block, out);
}

}  // namespace

// A block is never larger than a stored one; one more closes the stream or brings it to a byte; 8
// bytes are touched behind it.
size_t RunsBound(size_t size) {
  return size + (size / kBlockBytes + 2) * (kStoredOverhead + 1) + 8;
}

size_t CompressRuns(const uint8_t* data, size_t size, RunCoding coding, bool last, uint8_t* to) {
  BitWriter out(to);
  for (size_t i = 0; i < size || (last && i == 0); i += kBlockBytes) {
    const size_t count = std::min(kBlockBytes, size - i);
    WriteBlock(data + i, count, coding, last && count == size - i, &out);
  }
  if (last) {
    out.Align();
  } else {
    WriteStored(nullptr, 0, false, &out);
  }
  return static_cast<size_t>(out.next() - to);
}

}  // namespace imwrite::deflate

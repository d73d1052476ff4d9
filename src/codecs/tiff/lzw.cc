#include "src/codecs/tiff/lzw.h"

#include <algorithm>
#include <cstring>

namespace imwrite::tiff {
namespace {

constexpr uint32_t kClear = 256;
constexpr uint32_t kEnd = 257;
constexpr uint32_t kFirstCode = 258;
// The codes between two clears: a string is added for each but the last code, 4094, which decoders
// cannot have.
constexpr uint32_t kCodes = 4094 - kFirstCode;

// A string is its prefix's code and a byte, 20 bits, which are mixed by a multiplication that can
// be undone: some bits of the product choose a bucket of two slots, the others tell the strings of
// a bucket apart. A string that finds its bucket full goes to the next, and says how far it has
// come; one that would go too far is left out, which costs some output.
constexpr uint32_t kCodeBits = 12;
constexpr uint32_t kStringBits = 20;
constexpr uint32_t kBucketBits = 13;
constexpr uint32_t kTagBits = kStringBits - kBucketBits;
constexpr uint32_t kWayBits = 3;
constexpr uint32_t kMix = 0x9e375;
constexpr size_t kSlots = 2 << kBucketBits;
// A slot is of the table of its generation, so that no table has to be cleared.
constexpr uint32_t kGenerationShift = kWayBits + kTagBits + kCodeBits;
constexpr uint32_t kLastGeneration = (1u << (32 - kGenerationShift)) - 1;

constexpr uint32_t kCodeMask = (1u << kCodeBits) - 1;

// The bits of the code that is written when `count` came since the clear.
constexpr unsigned Width(uint32_t count) {
  const uint32_t next = kFirstCode + count;
  return next < 512 ? 9 : next < 1024 ? 10 : next < 2048 ? 11 : 12;
}

// Bits, highest first.
class BitWriter {
 public:
  explicit BitWriter(uint8_t* to) : next_(to) {}
  void Add(uint32_t bits, unsigned count) {
    bits_ = bits_ << count | bits;
    count_ += count;
    if (count_ < 32) return;
    count_ -= 32;
    const uint32_t word = __builtin_bswap32(static_cast<uint32_t>(bits_ >> count_));
    std::memcpy(next_, &word, sizeof word);
    next_ += sizeof word;
  }
  uint8_t* Finish() {
    for (; count_ >= 8; count_ -= 8) *next_++ = static_cast<uint8_t>(bits_ >> (count_ - 8));
    if (count_ > 0) *next_++ = static_cast<uint8_t>(bits_ << (8 - count_));
    return next_;
  }

 private:
  uint8_t* next_;
  uint64_t bits_ = 0;
  unsigned count_ = 0;
};

// Writes the codes since a clear, two at once.
void Pack(const uint16_t* codes, uint32_t count, BitWriter* shared) {
  BitWriter out =
      *shared;  // a copy whose address nobody has, which the compiler keeps in registers
  uint32_t i = 0;
  while (i < count) {
    const unsigned width = Width(i);
    const uint32_t stop = std::min(count, (1u << width) - kFirstCode);
    for (; i + 2 <= stop; i += 2) out.Add(uint32_t{codes[i]} << width | codes[i + 1], 2 * width);
    if (i < stop) out.Add(codes[i++], width);
  }
  *shared = out;
}

}  // namespace

bool LzwEncoder::Start() {
  if (!table_.Resize(kSlots * sizeof(uint32_t))) return false;
  generation_ = kLastGeneration;
  return true;
}

uint32_t LzwEncoder::Parse(const uint8_t** data, const uint8_t* end, uint32_t* prefix,
                           uint16_t* codes) {
  if (generation_ == kLastGeneration) {
    std::memset(table_.data(), 0, table_.size());
    generation_ = 0;
  }
  const uint32_t generation = ++generation_;
  auto* const table = reinterpret_cast<uint32_t*>(table_.data());
  const uint8_t* next = *data;
  uint32_t string = *prefix;
  uint32_t count = 0;
  while (next < end && count < kCodes) {
    // No byte makes more than a code, so these need no checks.
    const uint8_t* const stop =
        next + std::min<size_t>(static_cast<size_t>(end - next), kCodes - count);
    while (next < stop) {
      const uint32_t byte = *next++;
      const uint32_t mixed = (byte << kCodeBits | string) * kMix % (1u << kStringBits);
      uint32_t place = mixed >> kTagBits;
      uint32_t wanted = generation << (kWayBits + kTagBits) | mixed % (1u << kTagBits);
      for (uint32_t way = 0;; ++way) {
        uint32_t* const bucket = table + 2 * (place % (1u << kBucketBits));
        if (bucket[0] >> kCodeBits == wanted) {
          string = bucket[0] & kCodeMask;
          break;
        }
        if (bucket[1] >> kCodeBits == wanted) {
          string = bucket[1] & kCodeMask;
          break;
        }
        const bool full = bucket[1] >> kGenerationShift == generation;
        if (!full || way == (1u << kWayBits) - 1) {
          if (!full)
            bucket[bucket[0] >> kGenerationShift == generation] =
                wanted << kCodeBits | (kFirstCode + count);
          codes[count++] = static_cast<uint16_t>(string);
          string = byte;
          break;
        }
        wanted += 1u << kTagBits;
        ++place;
      }
    }
  }
  *data = next;
  *prefix = string;
  return count;
}

size_t LzwEncoder::Compress(const uint8_t* data, size_t size, uint8_t* to) {
  BitWriter out(to);
  const uint8_t* const end = data + size;
  uint16_t codes[kCodes];
  uint32_t count = 0;
  out.Add(kClear, Width(0));
  if (size > 0) {
    uint32_t prefix = *data++;
    do {
      count = Parse(&data, end, &prefix, codes);
      Pack(codes, count, &out);
      if (count == kCodes) out.Add(kClear, Width(kCodes));
    } while (count == kCodes);
    out.Add(prefix, Width(count++));
    if (count == kCodes) out.Add(kClear, Width(kCodes));
  }
  out.Add(kEnd, Width(count % kCodes));
  return static_cast<size_t>(out.Finish() - to);
}

}  // namespace imwrite::tiff

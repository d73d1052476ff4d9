#include "src/codecs/gif/lzw-reader.h"

#include <algorithm>
#include <vector>

namespace imwrite::gif {
namespace {

constexpr uint32_t kNoCode = UINT32_MAX;

// Codes of the sub-blocks, one after the other.
class CodeReader {
 public:
  explicit CodeReader(std::span<const uint8_t> blocks) : blocks_(blocks) {}

  uint32_t Next(int bits) {
    while (pending_bits_ < bits) {
      if (left_ == 0) {
        if (at_ >= blocks_.size() || blocks_[at_] == 0) return kNoCode;
        left_ = blocks_[at_++];
      }
      if (at_ >= blocks_.size()) return kNoCode;
      pending_ |= uint32_t{blocks_[at_++]} << pending_bits_;
      pending_bits_ += 8;
      --left_;
    }
    const uint32_t code = pending_ & ((1u << bits) - 1);
    pending_ >>= bits;
    pending_bits_ -= bits;
    return code;
  }

 private:
  std::span<const uint8_t> blocks_;
  size_t at_ = 0;
  // Bytes of the sub-block.
  size_t left_ = 0;
  uint32_t pending_ = 0;
  int pending_bits_ = 0;
};

// A string of indices, by where it has been written.
struct Run {
  size_t start = 0;
  size_t length = 0;
};

}  // namespace

size_t ReadLzw(std::span<const uint8_t> data, size_t count, uint8_t* indices) {
  if (data.empty() || data[0] < 1 || data[0] > 8) return 0;
  const uint32_t clear = 1u << data[0];
  CodeReader codes(data.subspan(1));
  // The string of a new code is the one before and the first index of this one: what has been
  // written from the start of the one before on.
  std::vector<Run> runs(kMaxCodes);
  uint32_t next = clear + 2;
  int bits = data[0] + 1;
  Run before;
  size_t at = 0;
  while (at < count) {
    const uint32_t code = codes.Next(bits);
    if (code == kNoCode || code == clear + 1) break;
    if (code == clear) {
      next = clear + 2;
      bits = data[0] + 1;
      before = {};
      continue;
    }
    Run run{at, 1};
    if (code < clear) {
      indices[at] = static_cast<uint8_t>(code);
    } else {
      const bool is_new = code == next && before.length > 0;
      if (code >= next && !is_new) break;
      const Run source = is_new ? Run{before.start, before.length + 1} : runs[code];
      run.length = std::min(source.length, count - at);
      // From the front on: a new one reaches into itself.
      for (size_t i = 0; i < run.length; ++i) indices[at + i] = indices[source.start + i];
    }
    if (before.length > 0 && next < kMaxCodes) {
      runs[next++] = {before.start, before.length + 1};
      if (next == 1u << bits && bits < kMaxCodeBits) ++bits;
    }
    before = run;
    at += run.length;
  }
  return at;
}

}  // namespace imwrite::gif

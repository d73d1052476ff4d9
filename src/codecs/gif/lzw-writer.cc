#include "src/codecs/gif/lzw-writer.h"

namespace imwrite::gif {
namespace {

// After so many codes of a full table its compression is looked at. This and the share in IsStale()
// gave the smallest files, smaller than those of gifsicle -O2, of four photographs in four ways.
constexpr uint32_t kLook = 192;

}  // namespace

LzwWriter::LzwWriter(int bits, ByteSink& sink)
    : bits_(bits), sink_(sink), slots_(new uint32_t[kSlots]) {
  const auto minimum = static_cast<uint8_t>(bits);
  goes_on_ = sink_.Write(&minimum, 1);
  code_bits_ = bits_ + 1;
  Clear();
}

// The clear code has the width of the codes before it.
void LzwWriter::Clear() {
  PutCode(clear_code());
  std::fill_n(slots_.get(), kSlots, kFree);
  next_code_ = first_code();
  code_bits_ = bits_ + 1;
  codes_ = indices_ = most_ = 0;
}

void LzwWriter::PutCode(uint32_t code) {
  pending_ |= code << pending_bits_;
  pending_bits_ += code_bits_;
  for (; pending_bits_ >= 8; pending_bits_ -= 8, pending_ >>= 8) {
    block_[++block_bytes_] = static_cast<uint8_t>(pending_);
    if (block_bytes_ < 255) continue;
    block_[0] = 255;
    goes_on_ = goes_on_ && sink_.Write(block_, 256);
    block_bytes_ = 0;
  }
}

bool LzwWriter::IsStale() {
  if (++codes_ < kLook) return false;
  const bool stale = indices_ < most_ - most_ / 10;
  most_ = std::max(most_, indices_);
  codes_ = indices_ = 0;
  return stale;
}

bool LzwWriter::Write(std::span<const uint8_t> indices) {
  for (const uint8_t index : indices) {
    if (prefix_ < 0) {
      prefix_ = index;
      continue;
    }
    const uint32_t key = static_cast<uint32_t>(prefix_) << 8 | index;
    uint32_t slot = (key * 0x9e3779b1u) >> 19;
    while (slots_[slot] != kFree && slots_[slot] >> kMaxCodeBits != key) slot = (slot + 1) % kSlots;
    ++indices_;
    if (slots_[slot] != kFree) {
      prefix_ = static_cast<int32_t>(slots_[slot] & (kMaxCodes - 1));
      continue;
    }
    PutCode(static_cast<uint32_t>(prefix_));
    prefix_ = index;
    if (next_code_ < kMaxCodes) {
      // A reader is one string behind.
      if (next_code_ >> code_bits_ != 0) ++code_bits_;
      slots_[slot] = key << kMaxCodeBits | next_code_++;
      codes_ = indices_ = 0;
    } else if (IsStale()) {
      Clear();
    }
  }
  return goes_on_;
}

bool LzwWriter::Finish() {
  if (prefix_ >= 0) PutCode(static_cast<uint32_t>(prefix_));
  if (next_code_ < kMaxCodes && next_code_ >> code_bits_ != 0) ++code_bits_;
  PutCode(clear_code() + 1);
  if (pending_bits_ > 0) block_[++block_bytes_] = static_cast<uint8_t>(pending_);
  block_[0] = static_cast<uint8_t>(block_bytes_);
  // An empty sub-block ends them.
  if (block_bytes_ > 0) goes_on_ = goes_on_ && sink_.Write(block_, block_bytes_ + 1);
  constexpr uint8_t kEnd = 0;
  return goes_on_ && sink_.Write(&kEnd, 1);
}

}  // namespace imwrite::gif

// SeekingSink: takes what libjxl writes, which leaves room in front of the groups for their sizes
// and fills it in the end.
#pragma once

#include <jxl/encode.h>

#include <algorithm>
#include <vector>

#include "src/sink.h"

namespace imwrite::jxl {

class SeekingSink {
 public:
  explicit SeekingSink(ByteSink& sink) : sink_(sink) {}

  JxlEncoderOutputProcessor processor() {
    return {this,
            [](void* self, size_t* size) -> void* {
              return static_cast<SeekingSink*>(self)->Room(size);
            },
            [](void* self, size_t written) { static_cast<SeekingSink*>(self)->Take(written); },
            [](void* self, uint64_t position) {
              static_cast<SeekingSink*>(self)->position_ = position;
            },
            [](void*, uint64_t) {}};
  }

  bool stopped() const { return stopped_; }
  // Whether nothing is missing.
  bool Finish() const { return !stopped_ && position_ == end_; }

 private:
  static constexpr size_t kMostBytes = 65536;

  uint8_t* Room(size_t* size) {
    // It comes again for more.
    *size = std::min(*size, kMostBytes);
    if (!buffer_.Resize(*size)) stopped_ = true;
    return stopped_ ? nullptr : buffer_.data();
  }

  void Take(size_t size) {
    if (stopped_ || size == 0) return;
    if (position_ > end_) WriteZeros(position_ - end_);
    const uint8_t* data = buffer_.data();
    const auto known = static_cast<size_t>(std::min<uint64_t>(size, end_ - position_));
    if (known > 0 && !stopped_) stopped_ = !sink_.Patch(position_, data, known);
    if (known < size) Write(data + known, size - known);
    position_ += size;
  }

  void WriteZeros(uint64_t count) {
    const std::vector<uint8_t> zeros(static_cast<size_t>(count));
    if (!stopped_) stopped_ = !sink_.Write(zeros.data(), zeros.size());
    end_ += count;
  }

  void Write(const uint8_t* data, size_t size) {
    if (!stopped_) stopped_ = !sink_.Write(data, size);
    end_ += size;
  }

  ByteSink& sink_;
  Buffer buffer_;
  uint64_t position_ = 0;
  // Of what was written so far.
  uint64_t end_ = 0;
  bool stopped_ = false;
};

}  // namespace imwrite::jxl

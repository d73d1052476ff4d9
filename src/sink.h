// ByteSink: where encoded bytes go, chunk by chunk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "src/pixels.h"

namespace imwrite {

class ByteSink {
 public:
  virtual ~ByteSink() = default;
  // Appends. False: the sink failed or wants no more; the codec stops.
  virtual bool Write(const uint8_t* data, size_t size) = 0;
  // Replaces bytes written earlier. Only codecs whose record says `streaming = false` call it, and
  // for animations of unknown length.
  virtual bool Patch(uint64_t offset, const uint8_t* data, size_t size) = 0;
};

inline bool WriteText(std::string_view text, ByteSink& sink) {
  return sink.Write(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

// Keeps a file that goes into another one.
class MemorySink : public ByteSink {
 public:
  bool Write(const uint8_t* data, size_t size) override {
    bytes.insert(bytes.end(), data, data + size);
    return true;
  }
  bool Patch(uint64_t, const uint8_t*, size_t) override { return false; }
  std::vector<uint8_t> bytes;
};

// Gathers small writes into chunks of 64 KiB: a call into JavaScript costs more than a copy.
class ChunkingSink : public ByteSink {
 public:
  explicit ChunkingSink(ByteSink& target) : target_(target) {}
  bool Write(const uint8_t* data, size_t size) override;
  bool Patch(uint64_t offset, const uint8_t* data, size_t size) override;
  bool Flush();

 private:
  static constexpr size_t kChunkBytes = 65536;
  ByteSink& target_;
  Buffer chunk_;
  size_t used_ = 0;
};

}  // namespace imwrite

// RowReader: where a codec pulls its pixels from, band by band.
#pragma once

#include <cstdint>

#include "src/pixels.h"
#include "src/status.h"

namespace imwrite {

class RowReader {
 public:
  virtual ~RowReader() = default;
  // Gives rows y … y + count − 1, packed, valid until the next call. Codecs read from top to
  // bottom, or from bottom to top for formats stored that way; further passes start over.
  virtual Status Read(uint32_t y, uint32_t count, const uint8_t** rows) = 0;
};

// Reads from memory whose rows start `stride` bytes apart.
class MemoryReader : public RowReader {
 public:
  MemoryReader(const ImageInfo& info, const uint8_t* pixels, size_t stride)
      : info_(info), pixels_(pixels), stride_(stride) {}
  Status Read(uint32_t y, uint32_t count, const uint8_t** rows) override;

 private:
  ImageInfo info_;
  const uint8_t* pixels_;
  size_t stride_;
  Buffer packed_;
};

// Copies pixels whose first and third of three or four samples change places; gray as it is.
void SwapRedAndBlue(const uint8_t* pixels, size_t count, uint32_t channels, uint8_t* out);

// The rows to read at once: about 256 KiB, enough to hide the cost of calls into JavaScript.
uint32_t BandRows(const ImageInfo& info);

}  // namespace imwrite

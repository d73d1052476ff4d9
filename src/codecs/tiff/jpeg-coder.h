// JPEG in TIFF (TIFF Technical Note 2): each segment is a stream without tables, which stand once
// in a tag of the page.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "src/pixels.h"
#include "src/status.h"

namespace imwrite::tiff {

// libjpeg takes no more to a side.
inline constexpr uint32_t kMaxJpegSide = 65500;

struct JpegSettings {
  // 0 to 100.
  int quality = 95;
  // Of RGB: color at half the resolution of brightness, both ways.
  bool halves_chroma = true;
};

class JpegCoder {
 public:
  virtual ~JpegCoder() = default;
  // Packed rows as one stream; `bytes` are valid until the next call.
  virtual Status Compress(const uint8_t* rows, uint32_t count, std::span<const uint8_t>* bytes) = 0;
};

// For segments of 8-bit gray or RGB as wide as `segment`.
Status StartJpeg(const ImageInfo& segment, const JpegSettings& settings,
                 std::unique_ptr<JpegCoder>* coder);

// What JPEGTables is to hold.
Status MakeJpegTables(const ImageInfo& segment, const JpegSettings& settings,
                      std::vector<uint8_t>* tables);

}  // namespace imwrite::tiff

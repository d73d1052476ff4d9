// JPEG files in JPEG XL, and out of it: a codestream of their coefficients, and data that restores the file byte for byte.
#pragma once

#include <jxl/cms_interface.h>
#include <jxl/memory_manager.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace jxl::jpeg {
struct JPEGData;
}  // namespace jxl::jpeg

namespace imwrite::libjxl {

using Bytes = std::span<const uint8_t>;

// Takes a file apart. The file has to stay while it lives.
class JpegPacker {
 public:
  JpegPacker(Bytes file, const JxlMemoryManager& memory);
  ~JpegPacker();

  // False where libjxl reads none: damaged, arithmetic coding, 12 bits, CMYK and other kinds.
  bool Read();
  // Whether the same file follows from what was read.
  bool Restores() const;
  // Without what is in front of them in their segments; empty if there are none.
  Bytes exif() const;
  Bytes xmp() const;
  // The codestream, and the content of the box "jbrd".
  bool Pack(int effort, int orientation, const JxlCmsInterface& cms,
            std::vector<uint8_t>* codestream, std::vector<uint8_t>* restoration);

 private:
  Bytes file_;
  JxlMemoryManager memory_;
  std::unique_ptr<::jxl::jpeg::JPEGData> data_;
};

// What the boxes of a JPEG XL file hold; of those for EXIF, what is behind the first four bytes.
struct Packed {
  Bytes codestream;
  Bytes restoration;
  Bytes exif;
  Bytes xmp;
};

// `admit` is told of the size in pixels and the number of scans, before there is memory for them. `write` gives how many bytes it took; where that is none, the
// work ends. False if nothing can be restored, then too.
bool UnpackJpeg(const Packed& packed, const JxlMemoryManager& memory, const std::function<bool(size_t width, size_t height, size_t scans)>& admit,
                const std::function<size_t(const uint8_t* data, size_t size)>& write);

}  // namespace imwrite::libjxl

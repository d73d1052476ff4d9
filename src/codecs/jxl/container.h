// The boxes of a JPEG XL file, beside its codestream and around it.
#pragma once

#include <vector>

#include "src/box-reader.h"

namespace imwrite::jxl {

struct Container {
  // The TIFF block.
  Bytes exif;
  Bytes xmp;
  // What restores the JPEG file that the picture was.
  Bytes restoration;
  // Brotli streams of the same boxes' contents.
  Bytes compressed_exif;
  Bytes compressed_xmp;
  // In their order.
  std::vector<Bytes> codestream;
};

// Of each kind the first one counts. A naked codestream is the file as a whole; what is cut counts
// as far as it goes.
Container ReadContainer(Bytes file);

// The TIFF block that the content of a box "Exif" holds.
Bytes ExifOf(Bytes content);

// All in front of the codestream, which goes to the end of the file.
std::vector<uint8_t> StartContainer(const Container& container, bool level10);

}  // namespace imwrite::jxl

// Which conversion to red, green and blue a file asks for.
#pragma once

#include "src/codecs/avif/frame.h"

namespace imwrite::avif {

// The conversion to red, green and blue that ITU-T H.273 numbers.
enum class Conversion : uint8_t { kIdentity, kWeights, kYCgCo, kYCgCoExact };

struct Matrix {
  Conversion conversion = Conversion::kWeights;
  // Of red and blue in luma.
  float red = 0, blue = 0;
  // Bits that the planes have more than red, green and blue.
  int extra_bits = 0;
};

// What the codes ask for, of samples in this layout.
Status MatrixOf(const Nclx& codes, const SampleLayout& layout, Matrix* matrix);

}  // namespace imwrite::avif

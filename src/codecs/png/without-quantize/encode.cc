// What the usual encoder leaves out: the choice of a few colours for a picture of many.
#include "src/codecs/png/quantized.h"

namespace imwrite::png {

Status Quantize(const EncodeJob&, size_t, double, Quantized*) {
  return Error(Code::kInternal, "png: colors need png-quantize-encode");
}

}  // namespace imwrite::png

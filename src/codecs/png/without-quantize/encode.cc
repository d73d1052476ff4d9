// What the usual encoder leaves out: the choice of a few colors for a picture of many.
#include "src/codecs/png/pixels/quantize.h"

namespace imwrite::png {

Status Quantize(const EncodeJob&, size_t, double, QuantizedImage*) {
  return Error(Code::kInternal, "png: colors need png-quantize-encode");
}

}  // namespace imwrite::png

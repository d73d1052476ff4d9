// What jpegli's module leaves out: libjpeg-turbo's encoder.
#include "src/codecs/jpeg/turbo.h"

namespace imwrite::jpeg {

Status EncodeTurbo(const EncodeJob&, const Options&) {
  return Error(Code::kInternal, "jpeg: these options need jpeg-encode or jpeg-lossless-encode");
}

}  // namespace imwrite::jpeg

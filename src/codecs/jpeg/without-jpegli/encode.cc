// What the other modules leave out: jpegli.
#include "src/codecs/jpeg/jpegli.h"

namespace imwrite::jpeg {

Status EncodeJpegli(const EncodeJob&, const Options&) {
  return Error(Code::kInternal, "jpeg: these options need jpeg-jpegli-encode");
}

}  // namespace imwrite::jpeg

// What the usual encoder leaves out: all of libjxl but its fast lossless coder.
#include "src/codecs/jxl/extended.h"

namespace imwrite::jxl {

Status EncodeExtended(const EncodeJob&, const Settings&) {
  return Error(Code::kInternal, "jxl: these options need jxl-extended-encode");
}

}  // namespace imwrite::jxl

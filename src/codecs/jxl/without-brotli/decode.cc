// What the usual decoder leaves out: Brotli, with its dictionary. Linked before the codec's library
// this takes the place of its own.
#include "src/codecs/jxl/compressed-box.h"

namespace imwrite::jxl {

Status DecompressBox(Bytes, size_t, std::vector<uint8_t>*, bool*) {
  return Error(Code::kNotLoaded,
               "jxl: metadata compressed by Brotli needs another decoder: call `await "
               "load('jxl-brotli-decode')` before the synchronous API");
}

}  // namespace imwrite::jxl

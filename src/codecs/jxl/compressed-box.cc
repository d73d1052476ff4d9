#include "src/codecs/jxl/compressed-box.h"

#include <jxl/decompress.h>

namespace imwrite::jxl {

Status DecompressBox(Bytes stream, size_t most, std::vector<uint8_t>* content, bool* whole) {
  *whole = libjxl::Decompress(stream, most, content);
  return Ok();
}

}  // namespace imwrite::jxl

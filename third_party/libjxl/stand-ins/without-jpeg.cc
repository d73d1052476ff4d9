// In modules that take no JPEG files.
#include <lib/jxl/common.h>

namespace jxl {

bool TakesJpeg() { return false; }
bool TakesPixels() { return true; }

}  // namespace jxl

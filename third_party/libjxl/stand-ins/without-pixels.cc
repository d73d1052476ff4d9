// In the module that takes JPEG files alone.
#include <lib/jxl/common.h>

namespace jxl {

bool TakesJpeg() { return true; }
bool TakesPixels() { return false; }

}  // namespace jxl

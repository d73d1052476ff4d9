// What this program has to do with: JPEG files and pixels. Modules that lack one of them have another file of this folder.
#include <lib/jxl/common.h>

namespace jxl {

bool TakesJpeg() { return true; }
bool TakesPixels() { return true; }

}  // namespace jxl

// In a file of its own, in whose place the usual decoder has another.
#include "src/codecs/tiff/jpeg-reader.h"

namespace imwrite::tiff {

bool ReadsJpeg() { return true; }

}  // namespace imwrite::tiff

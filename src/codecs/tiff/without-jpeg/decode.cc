// What the usual decoder leaves out: JPEG. Linked before the codec's library this takes the place
// of its own; what stands for libtiff's is in the library's folder.
#include "src/codecs/tiff/jpeg-reader.h"

namespace imwrite::tiff {

bool ReadsJpeg() { return false; }

}  // namespace imwrite::tiff

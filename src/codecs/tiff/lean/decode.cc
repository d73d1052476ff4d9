// What the lean decoder leaves out: JPEG. Linked before the codec's library and libtiff these take the place of theirs, and of
// libjpeg.
#include <tiffio.h>

#include "src/codecs/tiff/jpeg-reader.h"

extern "C" {
int TIFFInitJPEG(TIFF*, int) { return 1; }
int TIFFJPEGIsFullStripRequired(TIFF*) { return 0; }
}

namespace imwrite::tiff {

bool ReadsJpeg() { return false; }

}  // namespace imwrite::tiff

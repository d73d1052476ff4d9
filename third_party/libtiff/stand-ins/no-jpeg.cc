// libtiff without its JPEG codec, which would bring libjpeg along. Linked before the library these take the place of its own.
#include <tiffio.h>

extern "C" {
int TIFFInitJPEG(TIFF*, int) { return 1; }
int TIFFJPEGIsFullStripRequired(TIFF*) { return 0; }
}

// What asks for JPEG and for levels. In a file of its own, in whose place the usual encoder has
// another.
#include "src/codecs/tiff/option-values.h"

namespace imwrite::tiff {

bool IsJpeg(const Options& options) { return options.compression == Compression::kJpeg; }
bool HasLevels(const Options& options) { return options.pyramid; }

}  // namespace imwrite::tiff

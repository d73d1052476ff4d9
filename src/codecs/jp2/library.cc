#include "src/codecs/jp2/library.h"

namespace imwrite::jp2 {

std::span<const Library> Libraries() {
  static const Library kLibraries[] = {{"libopenjp2", opj_version()}};
  return kLibraries;
}

}  // namespace imwrite::jp2

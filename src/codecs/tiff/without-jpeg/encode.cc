// What the usual encoder leaves out: JPEG and the levels of pyramids. Linked before the codec's
// library these take the place of its own, and with what only they lead to, libjpeg among it, of
// nothing.
#include "src/codecs/tiff/halve.h"
#include "src/codecs/tiff/option-values.h"

namespace imwrite::tiff {
namespace {

Status LeftOut() { return Error(Code::kInternal, "tiff: this is for tiff-jpeg-encode"); }

}  // namespace

bool IsJpeg(const Options&) { return false; }
bool HasLevels(const Options&) { return false; }

Status StartJpeg(const ImageInfo&, const JpegSettings&, std::unique_ptr<JpegCoder>*) {
  return LeftOut();
}
Status MakeJpegTables(const ImageInfo&, const JpegSettings&, std::vector<uint8_t>*) {
  return LeftOut();
}
void HalveRows(const uint8_t*, const uint8_t*, const ImageInfo&, bool, uint8_t*) {}

}  // namespace imwrite::tiff

#include "src/codecs/jxl/file.h"

#include "src/codecs/jxl/container.h"

namespace imwrite::jxl {
namespace {

Status Assign(Bytes from, Budget* budget, std::vector<uint8_t>* to) {
  if (Status status = budget->TakeMetadata(from.size()); !status.ok()) return status;
  to->assign(from.begin(), from.end());
  return Ok();
}

}  // namespace

Status ReadBoxes(const DecodeJob& job, Budget* budget, Metadata* metadata) {
  const Container container = ReadContainer(job.bytes);
  Status status = Assign(container.exif, budget, &metadata->exif);
  if (status.ok()) status = Assign(container.xmp, budget, &metadata->xmp);
  if (!status.ok()) return status;
  std::string compressed;
  if (!container.compressed_exif.empty()) compressed = "EXIF";
  if (!container.compressed_xmp.empty()) compressed += compressed.empty() ? "XMP" : " and XMP";
  if (compressed.empty()) return Ok();
  return Warn(job, "jxl: its " + compressed + ", compressed by Brotli, is left out");
}

}  // namespace imwrite::jxl

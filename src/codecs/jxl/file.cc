#include "src/codecs/jxl/file.h"

#include "src/codecs/jxl/compressed-box.h"
#include "src/codecs/jxl/container.h"

namespace imwrite::jxl {
namespace {

Status Assign(Bytes from, Budget* budget, std::vector<uint8_t>* to) {
  if (Status status = budget->TakeMetadata(from.size()); !status.ok()) return status;
  to->assign(from.begin(), from.end());
  return Ok();
}

// A box that cannot be decompressed is left out: the picture does not need it.
Status Decompress(const DecodeJob& job, Bytes stream, std::string_view name, Budget* budget,
                  std::vector<uint8_t>* content) {
  const auto left = static_cast<size_t>(budget->metadata_left());
  bool whole = false;
  Status status = DecompressBox(stream, left + 1, content, &whole);
  if (!status.ok() || whole) return status;
  // Where there is more of it than the limit allows.
  status = budget->TakeMetadata(content->size());
  content->clear();
  if (!status.ok()) return status;
  return Warn(job,
              "jxl: its " + std::string(name) + ", compressed by Brotli, is damaged, and left out");
}

}  // namespace

Status ReadBoxes(const DecodeJob& job, Budget* budget, Metadata* metadata) {
  const Container container = ReadContainer(job.bytes);
  std::vector<uint8_t> exif, xmp;
  Status status;
  if (container.exif.empty() && !container.compressed_exif.empty())
    status = Decompress(job, container.compressed_exif, "EXIF", budget, &exif);
  if (status.ok() && container.xmp.empty() && !container.compressed_xmp.empty())
    status = Decompress(job, container.compressed_xmp, "XMP", budget, &xmp);
  if (status.ok())
    status = Assign(exif.empty() ? container.exif : ExifOf(exif), budget, &metadata->exif);
  return status.ok() ? Assign(xmp.empty() ? container.xmp : Bytes(xmp), budget, &metadata->xmp)
                     : status;
}

}  // namespace imwrite::jxl

#include "src/codecs/jxl/file.h"

#include "src/box-reader.h"
#include "src/codecs/jxl/format.h"

namespace imwrite::jxl {
namespace {

Status Assign(Bytes from, Budget* budget, std::vector<uint8_t>* to) {
  if (!to->empty()) return Ok();
  if (Status status = budget->TakeMetadata(from.size()); !status.ok()) return status;
  to->assign(from.begin(), from.end());
  return Ok();
}

// Behind the place at which the TIFF block begins, counted from there.
Bytes ExifOf(Fields content) {
  content.Take(content.U32());
  return content.ok() ? content.rest() : Bytes();
}

}  // namespace

Status ReadBoxes(const DecodeJob& job, Budget* budget, Metadata* metadata) {
  if (job.bytes.size() < 2 || job.bytes[0] == 0xff) return Ok();
  Fields fields(job.bytes);
  std::string compressed;
  for (Box box; TakeBox(&fields, &box) && !box.cut;) {
    if (box.type == "Exif") {
      if (Status status = Assign(ExifOf(box.content), budget, &metadata->exif); !status.ok())
        return status;
    } else if (box.type == "xml ") {
      if (Status status = Assign(box.content.rest(), budget, &metadata->xmp); !status.ok())
        return status;
    } else if (box.type == "brob") {
      const std::string_view type = box.content.Type();
      if (type == "Exif" || type == "xml ")
        compressed +=
            (compressed.empty() ? "" : " and ") + std::string(type == "Exif" ? "EXIF" : "XMP");
    }
  }
  if (compressed.empty()) return Ok();
  return Warn(job, "jxl: its " + compressed + ", compressed by Brotli, is left out");
}

}  // namespace imwrite::jxl

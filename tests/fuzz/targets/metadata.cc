// Any metadata to every encoder, which come back where they are taken; and the reading and mending
// of EXIF blocks.
#include "src/exif.h"
#include "tests/fuzz/encoding.h"

namespace imwrite::fuzz {
namespace {

void MendExif(std::vector<uint8_t> exif, Draw* draw) {
  const int orientation = ExifOrientation(exif);
  Check(orientation >= 1 && orientation <= 8, "an orientation that there is not");
  SetExifSize(exif, draw->Below(65536), draw->Below(65536));
  SetExifResolution(exif, draw->Below(65536) / 7.0, draw->Below(65536));
  ExchangeExifResolution(exif);
  SetExifUpright(exif);
  Check(ExifOrientation(exif) == 1, "an orientation that cannot be set");
}

Metadata DrawMetadata(Draw* draw) {
  Metadata metadata;
  const uint8_t kinds = draw->Byte();
  if (kinds & 1) metadata.exif = draw->Block();
  if (kinds & 2) metadata.icc = draw->Block();
  if (kinds & 4) metadata.xmp = draw->Block();
  if (kinds & 8) metadata.dpi_x = draw->Below(65536) / 3.0, metadata.dpi_y = draw->Below(65536);
  if (kinds & 16)
    metadata.texts = {{draw->Coin() ? "Title" : draw->Text(), draw->Text()},
                      {"Comment", draw->Text()}};
  if (kinds & 32) metadata.cicp = {draw->Byte(), draw->Byte(), draw->Byte(), draw->Byte()};
  if (kinds & 64) {
    for (uint32_t count = draw->Byte() % 4; count > 0; --count) {
      if (metadata.tags.empty()) metadata.tags.emplace_back();
      const auto tag = static_cast<uint16_t>(draw->Below(65536));
      metadata.tags[0].push_back(
          {tag, static_cast<uint16_t>(draw->Below(20)), draw->Below(300), draw->Block()});
    }
  }
  return metadata;
}

}  // namespace
}  // namespace imwrite::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace imwrite;
  using namespace imwrite::fuzz;
  Draw draw(data, size);
  const Encoder& encoder = *Encoders()[draw.Byte() % Encoders().size()];
  const Metadata metadata = DrawMetadata(&draw);
  if (!metadata.exif.empty()) MendExif(metadata.exif, &draw);
  static const Image image = testing::MakeImage(3, 2, 3, SampleType::kU8);
  testing::VectorSink sink;
  const Status status = testing::EncodePictures(encoder.format.name, {image}, metadata, {}, &sink);
  CheckStatus(status);
  if (!status.ok() || !testing::HasDecoder(encoder)) return 0;
  testing::VectorImageSink decoded;
  const Status read = Decode(sink.bytes, {}, decoded);
  Check(read.ok(), "what was written cannot be read", read.message);
  const Metadata& got = decoded.facts.metadata;
  Check(got.icc == metadata.icc, "another profile comes back");
  if (encoder.format.name != "tiff")
    Check(got.xmp == metadata.xmp, "another XMP packet comes back");
  return 0;
}

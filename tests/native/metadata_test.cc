// What every codec owes to metadata: each kind it names comes back as it was, alone and with the others.
#include <gtest/gtest.h>

#include "tests/native/images.h"

namespace imwrite::testing {
namespace {

// The smallest block that says which way up: little-endian, one entry.
std::vector<uint8_t> MakeExif(uint8_t orientation) {
  return {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0};
}

// As large as profiles of printers are, and not compressible to nothing.
std::vector<uint8_t> MakeIcc() {
  std::vector<uint8_t> icc(150001);
  uint32_t seed = 3;
  for (uint8_t& byte : icc) byte = static_cast<uint8_t>(Random(&seed) & 15);
  return icc;
}

std::vector<uint8_t> MakeXmp() {
  const std::string_view text =
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">Gr\xc3\xb6\xc3\x9f"
      "e</x:xmpmeta>";
  return {text.begin(), text.end()};
}

Metadata Only(std::string_view name) {
  Metadata metadata;
  if (name == "exif") metadata.exif = MakeExif(6);
  if (name == "icc") metadata.icc = MakeIcc();
  if (name == "xmp") metadata.xmp = MakeXmp();
  if (name == "dpi") metadata.dpi_x = 300, metadata.dpi_y = 72;
  return metadata;
}

std::vector<Metadata> MetadataOf(const Encoder& encoder) {
  std::vector<Metadata> cases;
  Metadata all;
  for (const std::string_view name : encoder.metadata) {
    const Metadata one = Only(name);
    cases.push_back(one);
    if (!one.exif.empty()) all.exif = one.exif;
    if (!one.icc.empty()) all.icc = one.icc;
    if (!one.xmp.empty()) all.xmp = one.xmp;
    if (one.dpi_x > 0) all.dpi_x = one.dpi_x, all.dpi_y = one.dpi_y;
  }
  cases.push_back(all);
  return cases;
}

Status EncodeWith(const Encoder& encoder, const Image& image, const Metadata& metadata, ByteSink* sink) {
  MemoryReader rows(image.info, image.bytes.data(), static_cast<size_t>(image.info.row_bytes()));
  SingleFrame frames(image.info, rows);
  return Encode(encoder.format.name, {frames, 1, nullptr, metadata}, {}, *sink);
}

class EveryCarrier : public ::testing::TestWithParam<const Encoder*> {};

TEST_P(EveryCarrier, MetadataComesBack) {
  for (const Metadata& metadata : MetadataOf(*GetParam())) {
    for (const int channels : {3, 4}) {
      const Image image = MakeImage(31, 17, channels, Depth::kU8);
      VectorSink sink;
      const Status status = EncodeWith(*GetParam(), image, metadata, &sink);
      ASSERT_TRUE(status.ok()) << status.message;
      VectorImageSink decoded;
      ASSERT_TRUE(Decode(sink.bytes, {}, decoded).ok());
      const Metadata& read = decoded.facts.metadata;
      EXPECT_EQ(read.icc, metadata.icc);
      EXPECT_EQ(read.xmp, metadata.xmp);
      // TIFF writes its own directory around the tags.
      if (GetParam()->format.name != "tiff") {
        EXPECT_EQ(read.exif, metadata.exif);
      }
      if (metadata.dpi_x > 0) {
        EXPECT_DOUBLE_EQ(read.dpi_x, metadata.dpi_x);
        EXPECT_DOUBLE_EQ(read.dpi_y, metadata.dpi_y);
      }
      EXPECT_EQ(decoded.image.orientation, metadata.exif.empty() ? 1 : 6);
    }
  }
}

TEST_P(EveryCarrier, DamagedMetadataIsAnErrorOrAPicture) {
  VectorSink good;
  Metadata metadata = MetadataOf(*GetParam()).back();
  metadata.icc.resize(std::min<size_t>(metadata.icc.size(), 200));
  ASSERT_TRUE(EncodeWith(*GetParam(), MakeImage(8, 8, 3, Depth::kU8), metadata, &good).ok());
  uint32_t seed = 11;
  for (int i = 0; i < 1000; ++i) {
    std::vector<uint8_t> bad = good.bytes;
    if (i % 4 == 0) bad.resize(Random(&seed) % bad.size());
    for (int k = 0; k < 2 && !bad.empty(); ++k) bad[Random(&seed) % bad.size()] = static_cast<uint8_t>(Random(&seed));
    VectorImageSink sink;
    const Status status = Decode(bad, Values{{"maxPixels", 1e5}}, sink);
    EXPECT_TRUE(status.ok() || !status.message.empty());
  }
}

std::vector<const Encoder*> Carriers() {
  std::vector<const Encoder*> encoders;
  for (const Encoder* encoder : Encoders()) {
    if (!encoder->metadata.empty()) encoders.push_back(encoder);
  }
  return encoders;
}

INSTANTIATE_TEST_SUITE_P(Codecs, EveryCarrier, ::testing::ValuesIn(Carriers()),
                         [](const auto& info) { return std::string(info.param->format.name); });

}  // namespace
}  // namespace imwrite::testing

// Metadata and pages of every codec that carries them: what goes in comes out, alone and together,
// and damage is survived.
#include <gtest/gtest.h>

#include "tests/native/expect.h"

namespace imwrite::testing {
namespace {

bool Carries(const Encoder& encoder, std::string_view kind) {
  return std::ranges::find(encoder.metadata.kinds, kind) != encoder.metadata.kinds.end();
}

// Light of BT.709's colors, in H.273's numbers.
constexpr uint8_t kLinear = 8;
constexpr std::optional<std::array<uint8_t, 4>> kLight = {{1, kLinear, 0, 1}};

// All that the format has a place for; the profile is larger than a JPEG segment.
Metadata Everything(const Encoder& encoder) {
  Metadata metadata;
  if (Carries(encoder, "exif")) metadata.exif = ExifBlock();
  if (Carries(encoder, "icc")) metadata.icc = Noise(150'000);
  const std::string_view packet = "<x:xmpmeta xmlns:x='adobe:ns:meta/'>ä</x:xmpmeta>";
  if (Carries(encoder, "xmp")) metadata.xmp.assign(packet.begin(), packet.end());
  if (Carries(encoder, "iptc")) metadata.iptc = {0x1c, 2, 90, 0, 5, 'B', 'a', 's', 'e', 'l'};
  if (Carries(encoder, "dpi")) metadata.dpi_x = 300, metadata.dpi_y = 150;
  if (Carries(encoder, "text")) {
    metadata.texts = {{AnyKeyword(encoder), "Łukasz\nund Jörg"}};
  }
  if (Carries(encoder, "cicp")) metadata.cicp = AnyCicp(encoder);
  return metadata;
}

class EveryEncoderWithMetadata : public ::testing::TestWithParam<const Encoder*> {
 protected:
  std::vector<uint8_t> Written(const Metadata& metadata) {
    VectorSink sink;
    const Status status = EncodePictures(GetParam()->format.name, {image_}, metadata, {}, &sink);
    EXPECT_TRUE(status.ok()) << status.message;
    return sink.bytes;
  }

  void ExpectRoundTrip(const Metadata& metadata) {
    VectorImageSink decoded;
    const Status status = Decode(Written(metadata), {}, decoded);
    ASSERT_TRUE(status.ok()) << status.message;
    const Metadata& read = decoded.facts.metadata;
    EXPECT_EQ(read.exif, metadata.exif);
    // JPEG XL's header has the numbers or the profile.
    const bool has_numbers = GetParam()->format.name == "jxl" && metadata.cicp;
    EXPECT_TRUE(read.icc == (has_numbers ? std::vector<uint8_t>() : metadata.icc));
    EXPECT_EQ(read.xmp, metadata.xmp);
    EXPECT_EQ(read.iptc, metadata.iptc);
    EXPECT_EQ(read.texts, metadata.texts);
    // Light, even where the colors are not stated.
    const bool states_light = AnyCicp(*GetParam())[1] == kLinear && !metadata.cicp;
    EXPECT_EQ(read.cicp, states_light ? kLight : metadata.cicp);
    EXPECT_NEAR(read.dpi_x, metadata.dpi_x, 0.02);
    EXPECT_NEAR(read.dpi_y, metadata.dpi_y, 0.02);
  }

  const Image image_ = MakeImage(40, 30, 3, GetParam()->sample_types[0]);
};

TEST_P(EveryEncoderWithMetadata, EachKindAloneAndAllTogether) {
  const Metadata all = Everything(*GetParam());
  Metadata exif, icc, xmp, iptc, dpi, texts, cicp;
  exif.exif = all.exif;
  icc.icc = all.icc;
  xmp.xmp = all.xmp;
  iptc.iptc = all.iptc;
  dpi.dpi_x = all.dpi_x;
  dpi.dpi_y = all.dpi_y;
  texts.texts = all.texts;
  cicp.cicp = all.cicp;
  for (const Metadata& metadata : {Metadata{}, exif, icc, xmp, iptc, dpi, texts, cicp, all})
    ExpectRoundTrip(metadata);
}

TEST_P(EveryEncoderWithMetadata, PixelsAreTheSame) {
  VectorImageSink with, without;
  ASSERT_TRUE(Decode(Written(Everything(*GetParam())), {}, with).ok());
  ASSERT_TRUE(Decode(Written({}), {}, without).ok());
  EXPECT_EQ(with.image.bytes, without.image.bytes);
}

TEST_P(EveryEncoderWithMetadata, DamageIsAnErrorOrThePicture) {
  Metadata metadata = Everything(*GetParam());
  metadata.icc.resize(std::min<size_t>(metadata.icc.size(), 300));
  const auto good = Written(metadata);
  VectorImageSink whole;
  ASSERT_TRUE(Decode(good, {}, whole).ok());
  for (size_t length = 0; length < good.size(); length += 1 + good.size() / 200) {
    VectorImageSink sink;
    const std::vector<uint8_t> cut(good.begin(), good.begin() + static_cast<ptrdiff_t>(length));
    // Metadata that stand behind the pixels may be cut off alone.
    const bool read = Decode(cut, {}, sink).ok();
    EXPECT_TRUE(!read || sink.image.bytes == whole.image.bytes) << length;
  }
  int errors = 0;
  uint32_t seed = 11;
  for (int i = 0; i < 500; ++i) {
    auto bad = good;
    const size_t range = i % 2 ? std::min<size_t>(bad.size(), 800) : bad.size();
    for (int k = 0; k < 4; ++k) bad[Random(&seed) % range] = static_cast<uint8_t>(Random(&seed));
    VectorImageSink sink;
    const Status status = Decode(bad, Values{{"limits.pixels", 1e6}}, sink);
    errors += ExpectPictureOrDamage(status);
  }
  EXPECT_GT(errors, 0);
}

INSTANTIATE_TEST_SUITE_P(Codecs, EveryEncoderWithMetadata, ::testing::ValuesIn(ReadableEncoders()),
                         [](const auto& info) { return std::string(info.param->format.name); });

}  // namespace
}  // namespace imwrite::testing

// PNG's own rules for metadata: keywords, and resolutions that are none.
#include <gtest/gtest.h>

#include <algorithm>

#include "src/codecs/png/container/chunks.h"
#include "tests/native/images.h"

namespace imwrite::png {
namespace {

using testing::MakeImage;
using testing::VectorImageSink;
using testing::VectorSink;

Status Encoded(const Metadata& metadata, VectorSink* sink) {
  return testing::EncodePictures("png", {MakeImage(8, 8, 3, SampleType::kU8)}, metadata, {}, sink);
}

TEST(PngMetadata, KeywordsArePrintable) {
  for (const std::string& keyword :
       {std::string("a\x01z"), std::string("a\nz"), std::string("a\x7fz"),
        std::string("a\xc2\x85z"), std::string(" a"), std::string("a "), std::string("a  z"),
        std::string(), std::string(80, 'a')}) {
    Metadata metadata;
    metadata.texts = {{keyword, "text"}};
    VectorSink sink;
    const Status status = Encoded(metadata, &sink);
    EXPECT_EQ(status.code, Code::kInvalidOption) << keyword;
    EXPECT_EQ(status.option, "metadata") << keyword;
  }
  for (const std::string& keyword : {std::string("a z"), std::string("~!"),
                                     std::string("Gr\xc3\xb6\xc3\x9f"
                                                 "e"),
                                     std::string(79, 'a')}) {
    Metadata metadata;
    metadata.texts = {{keyword, "text"}};
    VectorSink sink;
    ASSERT_TRUE(Encoded(metadata, &sink).ok()) << keyword;
    VectorImageSink decoded;
    ASSERT_TRUE(Decode(sink.bytes, {}, decoded).ok());
    EXPECT_EQ(decoded.facts.metadata.texts, metadata.texts);
  }
}

// The resolution that is read when pHYs has these values.
std::pair<double, double> ResolutionOf(uint32_t x, uint32_t y, uint8_t unit) {
  Metadata metadata;
  metadata.dpi_x = metadata.dpi_y = 300;
  VectorSink sink;
  EXPECT_TRUE(Encoded(metadata, &sink).ok());
  std::vector<uint8_t> file(std::begin(kSignature), std::end(kSignature));
  Bytes rest = Bytes(sink.bytes).subspan(file.size());
  for (Chunk chunk; TakeChunk(&rest, &chunk);) {
    std::vector<uint8_t> data(chunk.data.begin(), chunk.data.end());
    if (chunk.type == "pHYs") {
      data.clear();
      testing::PutBig(x, 4, &data);
      testing::PutBig(y, 4, &data);
      data.push_back(unit);
    }
    PutChunk(chunk.type, data, &file);
  }
  VectorImageSink decoded;
  EXPECT_TRUE(Decode(file, {}, decoded).ok());
  return {decoded.facts.metadata.dpi_x, decoded.facts.metadata.dpi_y};
}

TEST(PngMetadata, AResolutionIsOfBothSidesAndInMeters) {
  EXPECT_NEAR(ResolutionOf(10000, 20000, 1).first, 254, 1e-9);
  EXPECT_NEAR(ResolutionOf(10000, 20000, 1).second, 508, 1e-9);
  const std::pair none(0.0, 0.0);
  EXPECT_EQ(ResolutionOf(0, 20000, 1), none);
  EXPECT_EQ(ResolutionOf(10000, 0, 1), none);
  EXPECT_EQ(ResolutionOf(10000, 20000, 0), none);
}

}  // namespace
}  // namespace imwrite::png

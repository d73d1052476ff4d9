// Animated WebP from others: containers with numbers that do not fit.
#include "tests/native/animations.h"

namespace imwrite::testing {
namespace {

std::vector<uint8_t> MakeMovie() {
  VectorSink sink;
  EXPECT_TRUE(EncodeAnimation("webp", MakeFrames(20, 16, 4, SampleType::kU8), {},
                              {{"lossless", true}}, &sink)
                  .ok());
  return sink.bytes;
}

// Where the data of the chunk begin.
size_t Find(const std::vector<uint8_t>& bytes, std::string_view type, size_t from = 0) {
  const auto at = std::search(bytes.begin() + static_cast<ptrdiff_t>(from), bytes.end(),
                              type.begin(), type.end());
  EXPECT_NE(at, bytes.end());
  return static_cast<size_t>(at - bytes.begin()) + 8;
}

Code Read(const std::vector<uint8_t>& bytes, FramesSink* sink) {
  return Decode(bytes, kAllFrames, *sink).code;
}

TEST(WebpAnimation, FramesStayOnTheCanvas) {
  for (const size_t field : {0, 3, 6, 9}) {
    auto movie = MakeMovie();
    movie[Find(movie, "ANMF", Find(movie, "ANMF")) + field] = 200;
    FramesSink sink;
    EXPECT_EQ(Read(movie, &sink), Code::kCorruptData) << field;
  }
}

TEST(WebpAnimation, FramesHaveTheSizeTheySay) {
  auto movie = MakeMovie();
  movie[Find(movie, "ANMF") + 6] -= 1;
  FramesSink sink;
  EXPECT_EQ(Read(movie, &sink), Code::kCorruptData);
}

TEST(WebpAnimation, TheCanvasIsSetOnce) {
  auto movie = MakeMovie();
  const size_t header = Find(movie, "VP8X") - 8;
  std::vector<uint8_t> again(movie.begin() + static_cast<ptrdiff_t>(header),
                             movie.begin() + static_cast<ptrdiff_t>(header) + 18);
  again[12] = 1;
  movie.insert(movie.end(), again.begin(), again.end());
  movie[4] += 18;
  if (movie[4] < 18) ++movie[5];
  FramesSink sink;
  EXPECT_EQ(Read(movie, &sink), Code::kCorruptData);
}

TEST(WebpAnimation, AFrameThatIsClearedAwayLeavesTransparency) {
  auto movie = MakeMovie();
  movie[Find(movie, "ANMF") + 15] |= 1;
  FramesSink sink;
  ASSERT_EQ(Read(movie, &sink), Code::kOk);
  const Image& second = sink.images.at(1);
  EXPECT_EQ(std::count(second.bytes.end() - 80, second.bytes.end(), 0), 80);
}

TEST(WebpAnimation, LoopsAndDurationsBeyondTheFormatAreRefused) {
  const std::vector<Image> frames = {Timed(MakeImage(4, 4, 3, SampleType::kU8), 1u << 24)};
  VectorSink sink;
  EXPECT_EQ(EncodeAnimation("webp", frames, {}, {}, &sink).code, Code::kInvalidImage);
  EXPECT_EQ(EncodeAnimation("webp", {Timed(frames[0], 1)}, {65536}, {}, &sink).option, "loop");
  EXPECT_TRUE(sink.bytes.empty());
}

}  // namespace
}  // namespace imwrite::testing

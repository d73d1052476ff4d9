// Animated PNG from others: chunks put together by hand, and damage behind right checksums.
#include "src/codecs/png/container/chunks.h"
#include "tests/native/animations.h"
#include "tests/native/expect.h"

namespace imwrite::testing {
namespace {

using png::Bytes;
using png::Chunk;

struct Piece {
  std::string type;
  std::vector<uint8_t> data;
};

std::vector<Piece> Pieces(Bytes file) {
  std::vector<Piece> pieces;
  Bytes rest = file.subspan(8);
  for (Chunk chunk; png::TakeChunk(&rest, &chunk);)
    pieces.push_back({std::string(chunk.type), {chunk.data.begin(), chunk.data.end()}});
  return pieces;
}

std::vector<uint8_t> Joined(const std::vector<Piece>& pieces) {
  std::vector<uint8_t> file(std::begin(png::kSignature), std::end(png::kSignature));
  for (const Piece& piece : pieces) png::PutChunk(piece.type, piece.data, &file);
  return file;
}

std::vector<Piece> MakeMovie(int channels = 4) {
  VectorSink sink;
  EXPECT_TRUE(
      EncodeAnimation("png", MakeFrames(20, 16, channels, SampleType::kU8), {}, {}, &sink).ok());
  return Pieces(sink.bytes);
}

Piece& Find(std::vector<Piece>& pieces, std::string_view type, int which) {
  for (Piece& piece : pieces) {
    if (piece.type == type && which-- == 0) return piece;
  }
  return pieces.front();
}

Status Read(const std::vector<Piece>& pieces, FramesSink* sink) {
  return Decode(Joined(pieces), kAllFrames, *sink);
}

TEST(Apng, FirstFrameFillsTheCanvas) {
  auto movie = MakeMovie();
  Find(movie, "fcTL", 0).data[7] -= 1;
  FramesSink sink;
  EXPECT_EQ(Read(movie, &sink).code, Code::kCorruptData);
}

TEST(Apng, FramesStayOnTheCanvas) {
  for (const size_t field : {4, 8, 12, 16}) {
    auto movie = MakeMovie();
    for (size_t i = 0; i < 4; ++i) Find(movie, "fcTL", 1).data[field + i] = 0xff;
    FramesSink sink;
    EXPECT_EQ(Read(movie, &sink).code, Code::kCorruptData) << field;
  }
}

TEST(Apng, SequenceNumbersAreChecked) {
  auto movie = MakeMovie();
  std::swap(Find(movie, "fcTL", 1).data, Find(movie, "fcTL", 2).data);
  FramesSink sink;
  EXPECT_EQ(Read(movie, &sink).code, Code::kCorruptData);
}

TEST(Apng, WithoutItsControlChunkItIsAStillPicture) {
  auto movie = MakeMovie();
  std::erase_if(movie, [](const Piece& piece) { return piece.type == "acTL"; });
  FramesSink sink;
  ASSERT_TRUE(Read(movie, &sink).ok());
  EXPECT_EQ(sink.images.size(), 1u);
  EXPECT_FALSE(sink.facts.animation);
}

// Without alpha, a frame that is cleared away leaves nothing: the pixels get alpha to say so.
TEST(Apng, ClearedAreasAreTransparent) {
  auto movie = MakeMovie(3);
  Find(movie, "fcTL", 0).data[24] = 1;
  FramesSink sink;
  ASSERT_TRUE(Read(movie, &sink).ok());
  const Image& second = sink.images.at(1);
  ASSERT_EQ(second.info.channels, 4);
  const auto transparent = std::count(second.bytes.begin(), second.bytes.end(), 0);
  EXPECT_GT(transparent, 20 * 16);
}

TEST(Apng, DelaysOfHundredthsAndNoDenominator) {
  auto movie = MakeMovie();
  std::vector<uint8_t>& first = Find(movie, "fcTL", 0).data;
  first[20] = 0, first[21] = 7, first[22] = 0, first[23] = 0;
  std::vector<uint8_t>& second = Find(movie, "fcTL", 1).data;
  second[20] = 0, second[21] = 1, second[22] = 0, second[23] = 30;
  FramesSink sink;
  ASSERT_TRUE(Read(movie, &sink).ok());
  EXPECT_EQ(sink.images[0].duration, 70u);
  EXPECT_EQ(sink.images[1].duration, 33u);
}

TEST(Apng, StillPictureStandsBeforeTheFramesAndIsNone) {
  std::vector<Image> pictures = MakeFrames(20, 16, 4, SampleType::kU8);
  pictures.insert(pictures.begin(), MakeImage(20, 16, 4, SampleType::kU8, 7));
  Animation animation{3};
  animation.still = true;
  VectorSink file;
  ASSERT_TRUE(EncodeAnimation("png", pictures, animation, {}, &file).ok());

  FramesSink frames;
  ASSERT_TRUE(Decode(file.bytes, kAllFrames, frames).ok());
  ASSERT_EQ(frames.images.size(), pictures.size() - 1);
  ASSERT_TRUE(frames.facts.animation);
  EXPECT_TRUE(frames.facts.animation->still);
  for (size_t i = 0; i < frames.images.size(); ++i) {
    EXPECT_EQ(frames.images[i].bytes, pictures[i + 1].bytes) << i;
    EXPECT_EQ(frames.images[i].duration, pictures[i + 1].duration) << i;
  }
  FramesSink still;
  ASSERT_TRUE(Decode(file.bytes, Values{{"still", true}}, still).ok());
  EXPECT_EQ(still.images.at(0).bytes, pictures[0].bytes);

  VectorSink none;
  EXPECT_EQ(EncodeAnimation("png", {pictures[0]}, animation, {}, &none).code, Code::kInvalidImage);
}

TEST(Apng, DamageBehindRightChecksumsIsSurvived) {
  const auto good = MakeMovie();
  uint32_t seed = 5;
  int read = 0;
  for (int i = 0; i < 3000; ++i) {
    auto bad = good;
    for (int k = 0; k < 2; ++k) {
      Piece& piece = bad[Random(&seed) % bad.size()];
      const size_t range = std::min<size_t>(piece.data.size(), 30);
      if (range > 0)
        piece.data[Random(&seed) % range] =
            static_cast<uint8_t>(Random(&seed) % 4 ? Random(&seed) % 3 : Random(&seed));
    }
    if (i % 5 == 0) std::swap(bad[Random(&seed) % bad.size()], bad[Random(&seed) % bad.size()]);
    if (i % 7 == 0) bad.erase(bad.begin() + Random(&seed) % bad.size());
    FramesSink sink;
    const Status status = Decode(Joined(bad), Values{{"limits.pixels", 1e5}, kAllFrames[0]}, sink);
    read += !ExpectPictureOrDamage(status);
  }
  EXPECT_GT(read, 0);
  EXPECT_LT(read, 3000);
}

}  // namespace
}  // namespace imwrite::testing

// What every codec of animations owes: the same pictures, durations and facts come back; damage is
// an error or a picture.
#include "tests/native/animations.h"
#include "tests/native/expect.h"

namespace imwrite::testing {
namespace {

Values LosslessOptions(const Encoder& encoder) {
  return encoder.format.name == "webp" ? Values{{"lossless", true}} : Values{};
}

// GIF has 256 colors, no background that viewers heed, and hundredths of a second, rounded so that
// the whole keeps its length.
bool IsExact(const Encoder& encoder) { return encoder.format.name != "gif"; }
bool HasBackground(const Encoder& encoder) { return encoder.format.name != "jxl"; }

// In JPEG XL a frame of 0 ms would be a layer of the next one.
std::vector<Image> FramesFor(const Encoder& encoder, uint32_t width, uint32_t height, int channels,
                             SampleType sample_type) {
  std::vector<Image> frames = MakeFrames(width, height, channels, sample_type);
  for (Image& frame : frames) {
    if (encoder.format.name == "jxl") frame.duration = std::max(frame.duration, 1u);
  }
  return frames;
}

void ExpectDurations(const Encoder& encoder, const std::vector<Image>& frames,
                     const std::vector<Image>& decoded) {
  uint64_t given = 0;
  uint64_t stored = 0;
  for (size_t i = 0; i < frames.size(); ++i) {
    given += frames[i].duration;
    stored += decoded[i].duration;
    EXPECT_LE(given > stored ? given - stored : stored - given, IsExact(encoder) ? 0u : 5u) << i;
  }
}

std::vector<uint8_t> MustEncodeAnimation(const Encoder& encoder, const std::vector<Image>& frames,
                                         const Animation& animation = {}) {
  VectorSink sink;
  const Status status =
      EncodeAnimation(encoder.format.name, frames, animation, LosslessOptions(encoder), &sink);
  EXPECT_TRUE(status.ok()) << status.message;
  return sink.bytes;
}

std::vector<const Encoder*> Animators() {
  std::vector<const Encoder*> encoders;
  for (const Encoder* encoder : Encoders()) {
    if (encoder->sequence == Sequence::kAnimation) encoders.push_back(encoder);
  }
  return encoders;
}

class EveryAnimator : public ::testing::TestWithParam<const Encoder*> {};

TEST_P(EveryAnimator, FramesAndDurationsComeBack) {
  const uint32_t sizes[][2] = {{1, 1}, {16, 16}, {33, 47}, {5, 90}};
  for (const auto& size : sizes) {
    for (const SampleType sample_type : GetParam()->sample_types) {
      for (const int channels : GetParam()->channels) {
        SCOPED_TRACE(std::to_string(size[0]) + ' ' + std::to_string(channels) + ' ' +
                     std::string(Name(sample_type)));
        const auto frames = FramesFor(*GetParam(), size[0], size[1], channels, sample_type);
        FramesSink decoded;
        const Status status = Decode(MustEncodeAnimation(*GetParam(), frames, {7, {1, 1, 1, 255}}),
                                     kAllFrames, decoded);
        ASSERT_TRUE(status.ok()) << status.message;
        ASSERT_EQ(decoded.images.size(), frames.size());
        EXPECT_EQ(decoded.facts.frame_count, frames.size());
        ASSERT_TRUE(decoded.facts.animation);
        EXPECT_EQ(decoded.facts.animation->loop_count, 7u);
        ExpectDurations(*GetParam(), frames, decoded.images);
        if (!IsExact(*GetParam())) continue;
        if (HasBackground(*GetParam())) {
          EXPECT_EQ(decoded.facts.animation->background, (std::array<uint8_t, 4>{1, 1, 1, 255}));
        }
        for (size_t i = 0; i < frames.size(); ++i) {
          ASSERT_EQ(decoded.images[i].info, frames[i].info);
          ASSERT_EQ(decoded.images[i].bytes, frames[i].bytes) << "frame " << i;
        }
      }
    }
  }
}

TEST_P(EveryAnimator, OneFrameIsAnAnimationToo) {
  const std::vector<Image> frames = {Timed(MakeImage(9, 9, 3, SampleType::kU8), 250)};
  FramesSink decoded;
  ASSERT_TRUE(Decode(MustEncodeAnimation(*GetParam(), frames), kAllFrames, decoded).ok());
  EXPECT_EQ(decoded.facts.animation->loop_count, 0u);
  EXPECT_EQ(decoded.images.at(0).duration, 250u);
  EXPECT_EQ(decoded.images.at(0).bytes, frames[0].bytes);
}

TEST_P(EveryAnimator, AnyRangeOfFramesCanBeRead) {
  const auto frames = FramesFor(*GetParam(), 40, 30, 3, SampleType::kU8);
  const auto bytes = MustEncodeAnimation(*GetParam(), frames);
  FramesSink middle;
  ASSERT_TRUE(Decode(bytes, Values{{"firstFrame", 2.0}, {"frameCount", 2.0}}, middle).ok());
  ASSERT_EQ(middle.images.size(), 2u);
  FramesSink all;
  ASSERT_TRUE(Decode(bytes, kAllFrames, all).ok());
  EXPECT_EQ(middle.images[0].bytes, all.images[2].bytes);
  EXPECT_EQ(middle.images[1].bytes, all.images[3].bytes);
  EXPECT_EQ(middle.images[1].duration, all.images[3].duration);
  if (IsExact(*GetParam())) {
    EXPECT_EQ(middle.images[0].bytes, frames[2].bytes);
    EXPECT_EQ(middle.images[1].duration, frames[3].duration);
  }
  FramesSink none;
  ASSERT_TRUE(Decode(bytes, Values{{"frameCount", 0.0}}, none).ok());
  EXPECT_EQ(none.facts.frame_count, frames.size());
  EXPECT_TRUE(none.images.empty());
  EXPECT_EQ(Decode(bytes, Values{{"firstFrame", 6.0}}, none).option, "firstFrame");
}

TEST_P(EveryAnimator, WhatStaysIsStoredOnce) {
  const Image image = MakeImage(200, 200, 3, SampleType::kU8);
  const size_t one = MustEncodeAnimation(*GetParam(), {Timed(image, 10)}).size();
  EXPECT_LT(MustEncodeAnimation(*GetParam(), {Timed(image, 10), Timed(image, 10), Timed(image, 10)})
                .size(),
            one + 400);
}

TEST_P(EveryAnimator, FramesMustAgreeInNumberAndSize) {
  VectorSink sink;
  const std::vector<Image> sizes = {Timed(MakeImage(9, 9, 3, SampleType::kU8), 1),
                                    Timed(MakeImage(9, 8, 3, SampleType::kU8), 1)};
  EXPECT_EQ(EncodeAnimation(GetParam()->format.name, sizes, {}, {}, &sink).code,
            Code::kInvalidImage);
  const std::vector<Image> one = {sizes[0]};
  VectorFrames frames(one);
  const Animation animation;
  EXPECT_EQ(Encode(GetParam()->format.name, {frames, 2, &animation}, {}, sink).code,
            Code::kInvalidImage);
}

TEST_P(EveryAnimator, ProgressRisesAndTheSinkMayFail) {
  const auto frames = FramesFor(*GetParam(), 60, 60, 3, SampleType::kU8);
  const size_t full = MustEncodeAnimation(*GetParam(), frames).size();
  double last = 0;
  VectorSink sink;
  ASSERT_TRUE(
      EncodeAnimation(GetParam()->format.name, frames, {}, {}, &sink, {}, [&](double share) {
        EXPECT_GE(share, last);
        last = share;
        return true;
      }).ok());
  EXPECT_DOUBLE_EQ(last, 1);
  for (size_t limit = 0; limit < full; limit += 1 + full / 40) {
    VectorSink failing(limit);
    EXPECT_EQ(
        EncodeAnimation(GetParam()->format.name, frames, {}, LosslessOptions(*GetParam()), &failing)
            .code,
        Code::kAborted)
        << limit;
  }
}

TEST_P(EveryAnimator, TruncatedAndDamagedFilesAreErrorsOrPictures) {
  const auto good =
      MustEncodeAnimation(*GetParam(), FramesFor(*GetParam(), 30, 20, 4, SampleType::kU8));
  for (size_t length = 0; length < good.size(); length += 1 + good.size() / 200) {
    FramesSink sink;
    // A missing end alone is only a warning, which strict makes an error.
    EXPECT_FALSE(
        Decode(std::span(good).first(length), Values{{"strict", true}, kAllFrames[0]}, sink).ok())
        << length;
  }
  int errors = 0;
  uint32_t seed = 7;
  for (int i = 0; i < 600; ++i) {
    std::vector<uint8_t> bad = good;
    for (int k = 0; k < 3; ++k)
      bad[Random(&seed) % bad.size()] = static_cast<uint8_t>(Random(&seed));
    FramesSink sink;
    const Status status = Decode(bad, Values{{"limits.pixels", 1e5}, kAllFrames[0]}, sink);
    errors += ExpectPictureOrDamage(status);
  }
  EXPECT_GT(errors, 0);
}

INSTANTIATE_TEST_SUITE_P(Codecs, EveryAnimator, ::testing::ValuesIn(Animators()),
                         [](const auto& info) { return std::string(info.param->format.name); });

}  // namespace
}  // namespace imwrite::testing

// Pages and animations of any frames: each comes back as it was.
#include "tests/fuzz/encoding.h"

namespace imwrite::fuzz {
namespace {

// In the layout of the first one, as an animation has to be; a frame repeats the one before but for
// some samples.
std::vector<Image> DrawFrames(const Encoder& encoder, Draw* draw) {
  std::vector<Image> frames = {DrawImage(encoder, draw)};
  frames.reserve(5);
  for (uint32_t count = draw->Byte() % 5; count > 1; --count) {
    Image next = frames.back();
    next.duration = draw->Below(65536);
    for (uint32_t change = draw->Byte() % 6; change > 0; --change)
      next.bytes[draw->Below(65536) % next.bytes.size()] = draw->Byte();
    frames.push_back(std::move(next));
  }
  return frames;
}

void WriteAndReadAgain(const Encoder& encoder, Draw* draw) {
  Values options = DrawOptions(encoder.options, draw);
  if (encoder.format.name == "webp" && draw->Coin()) options.push_back({"lossless", true});
  Animation animation{draw->Byte()};
  for (uint8_t& sample : animation.background) sample = draw->Byte();
  const bool animated = encoder.sequence == Sequence::kAnimation;
  const std::vector<Image> frames = DrawFrames(encoder, draw);
  testing::VectorFrames reader(frames);
  testing::VectorSink file;
  const EncodeInput picture{reader, static_cast<uint32_t>(frames.size()),
                            animated ? &animation : nullptr};
  const Status status = Encode(encoder.format.name, picture, options, file);
  CheckStatus(status);
  if (!status.ok() || !testing::HasDecoder(encoder)) return;
  testing::FramesSink sink;
  const Status read = Decode(file.bytes, Values{{"frameCount", 100.0}, {"strict", true}}, sink);
  Check(read.ok(), "what was written cannot be read", read.message + TextOf(options));
  if (!animated) Check(sink.images.size() == frames.size(), "another number of pages");
  if (sink.images.size() != frames.size() || !KeepsSamples(encoder.format.name, options)) return;
  for (size_t i = 0; i < frames.size(); ++i) {
    const ImageInfo& info = sink.images[i].info;
    if (info.channels != frames[i].info.channels || info.sample_type != frames[i].info.sample_type)
      continue;
    Check(sink.images[i].bytes == frames[i].bytes, "other samples come back",
          std::to_string(i) + TextOf(options));
  }
}

}  // namespace
}  // namespace imwrite::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  imwrite::fuzz::Draw draw(data, size);
  const auto encoders = imwrite::Encoders();
  imwrite::fuzz::WriteAndReadAgain(*encoders[draw.Byte() % encoders.size()], &draw);
  return 0;
}

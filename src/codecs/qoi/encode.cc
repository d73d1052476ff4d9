// The QOI encoder: 8-bit RGB and RGBA, pixel by pixel, in a band's memory.
#include "src/codecs/qoi/format.h"

namespace imwrite::qoi {
namespace {

constexpr SampleType kSampleTypes[] = {SampleType::kU8};
constexpr uint8_t kChannels[] = {3, 4};
// A tag and all samples.
constexpr size_t kMaxPixelBytes = 5;

class Coder {
 public:
  explicit Coder(uint8_t channels) : channels_(channels) {}

  // Codes `count` pixels to `to`, which has room for kMaxPixelBytes of each and for a run; returns
  // where they end.
  uint8_t* Code(const uint8_t* samples, size_t count, uint8_t* to) {
    for (size_t i = 0; i < count; ++i, samples += channels_) {
      const Pixel pixel{samples[0], samples[1], samples[2],
                        channels_ == 4 ? samples[3] : uint8_t{255}};
      if (pixel == state_.previous) {
        if (++run_ == kMaxRun) to = EndRun(to);
        continue;
      }
      to = CodeOther(pixel, EndRun(to));
      state_.previous = pixel;
    }
    return to;
  }

  uint8_t* EndRun(uint8_t* to) {
    if (run_ > 0) *to++ = static_cast<uint8_t>(kRun | (run_ - 1));
    run_ = 0;
    return to;
  }

 private:
  uint8_t* CodeOther(const Pixel& pixel, uint8_t* to) {
    Pixel& seen = state_.seen[pixel.Hash()];
    if (seen == pixel) {
      *to++ = static_cast<uint8_t>(kIndex | pixel.Hash());
      return to;
    }
    seen = pixel;
    if (pixel.a != state_.previous.a) {
      for (const uint8_t byte : {uint8_t{kRgba}, pixel.r, pixel.g, pixel.b, pixel.a}) *to++ = byte;
      return to;
    }
    // Differences wrap around.
    const auto r = static_cast<int8_t>(pixel.r - state_.previous.r);
    const auto g = static_cast<int8_t>(pixel.g - state_.previous.g);
    const auto b = static_cast<int8_t>(pixel.b - state_.previous.b);
    const auto r_g = static_cast<int8_t>(r - g);
    const auto b_g = static_cast<int8_t>(b - g);
    const auto within = [](int8_t value, int limit) { return value >= -limit && value < limit; };
    if (within(r, 2) && within(g, 2) && within(b, 2)) {
      *to++ = static_cast<uint8_t>(kDiff | (r + 2) << 4 | (g + 2) << 2 | (b + 2));
    } else if (within(g, 32) && within(r_g, 8) && within(b_g, 8)) {
      *to++ = static_cast<uint8_t>(kLuma | (g + 32));
      *to++ = static_cast<uint8_t>((r_g + 8) << 4 | (b_g + 8));
    } else {
      for (const uint8_t byte : {uint8_t{kRgb}, pixel.r, pixel.g, pixel.b}) *to++ = byte;
    }
    return to;
  }

  uint8_t channels_;
  State state_;
  uint32_t run_ = 0;
};

std::array<uint8_t, kHeaderBytes> MakeHeader(const ImageInfo& info) {
  std::array<uint8_t, kHeaderBytes> header = {'q', 'o', 'i', 'f'};
  for (int i = 0; i < 4; ++i) {
    header[4 + i] = static_cast<uint8_t>(info.width >> (24 - 8 * i));
    header[8 + i] = static_cast<uint8_t>(info.height >> (24 - 8 * i));
  }
  header[12] = static_cast<uint8_t>(info.channels);
  header[13] = 0;  // sRGB, alpha linear
  return header;
}

Status EncodeQoi(const EncodeJob& job) {
  const auto header = MakeHeader(job.info);
  if (!job.sink.Write(header.data(), header.size())) return Aborted();
  Coder coder(static_cast<uint8_t>(job.info.channels));
  const size_t width = job.info.width;
  // Before its first pixel, a band may end a run of the one before it.
  Status status = WriteBands(job, uint64_t{kMaxPixelBytes} * width + 1,
                             [&](const uint8_t* rows, uint32_t count, uint8_t* to) {
                               return coder.Code(rows, width * count, to);
                             });
  if (!status.ok()) return status;
  std::array<uint8_t, 1 + kEnd.size()> tail;
  uint8_t* end = std::ranges::copy(kEnd, coder.EndRun(tail.data())).out;
  return job.sink.Write(tail.data(), static_cast<size_t>(end - tail.data())) ? Ok() : Aborted();
}

}  // namespace

extern const Encoder kEncoder = {
    .format = kFormat,
    .sample_types = kSampleTypes,
    .channels = kChannels,
    .streaming = true,
    .sequence = Sequence::kNone,
    .encode = EncodeQoi,
    .stores_opaque_alpha = true,
};
extern const OptionTable kEncoderTable = {};

}  // namespace imwrite::qoi

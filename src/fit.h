// Frames checked and made to fit a codec: its sizes, channels and depths.
#pragma once

#include <optional>
#include <span>

#include "src/convert.h"
#include "src/encoder.h"
#include "src/picture.h"
#include "src/pixel-options.h"

namespace imwrite {

// What a codec takes with the options that it was given.
struct Target {
  Target(const Encoder& encoder, const void* options)
      : encoder(encoder),
        depths(encoder.option_depths ? encoder.option_depths(options) : encoder.depths),
        channels(encoder.option_channels ? encoder.option_channels(options) : encoder.channels),
        options(options) {}
  uint8_t PrecisionFor(const ImageInfo& info) const {
    return encoder.precision ? encoder.precision(info, options) : 0;
  }

  const Encoder& encoder;
  std::span<const Depth> depths;
  std::span<const uint8_t> channels;
  const void* options;
};

Status CheckInfo(const ImageInfo& info, const Format& format);

// What the encoder will get for a frame of `info`.
Status FitInfo(const Target& target, const PixelOptions& options, const ImageInfo& info,
               ImageInfo* fitted);

// The picture's frames, checked and made to fit the format one by one. The options' rules are
// checked for each, as it is written.
class FittingFrames : public FrameReader {
 public:
  FittingFrames(const Target& target, const PixelOptions& options, const RuledOptions& ruled,
                const Picture& picture)
      : target_(target), options_(options), ruled_(ruled), picture_(picture) {}

  Status Next(Frame* frame) override;

 private:
  const Target target_;
  const PixelOptions& options_;
  const RuledOptions ruled_;
  const Picture& picture_;
  std::optional<ConvertingReader> fitted_;
  ImageInfo first_;
  uint32_t index_ = 0;
};

}  // namespace imwrite

// Checks frames and converts them for a codec: size, channels, sample type.
#pragma once

#include <optional>
#include <span>

#include "src/convert.h"
#include "src/encode-input.h"
#include "src/encoder.h"
#include "src/pixel-options.h"

namespace imwrite {

// The layouts that an encoder accepts with these options.
struct EncoderCapabilities {
  EncoderCapabilities(const Encoder& encoder, const void* options)
      : encoder(encoder),
        sample_types(encoder.option_sample_types ? encoder.option_sample_types(options)
                                                 : encoder.sample_types),
        channels(encoder.option_channels ? encoder.option_channels(options) : encoder.channels),
        options(options) {}
  uint8_t PrecisionFor(const ImageInfo& info) const {
    return encoder.precision ? encoder.precision(info, options) : 0;
  }

  const Encoder& encoder;
  std::span<const SampleType> sample_types;
  std::span<const uint8_t> channels;
  const void* options;
};

Status CheckInfo(const ImageInfo& info, const Format& format);

// The layout that the encoder receives for a frame of `info`.
Status ConvertedInfo(const EncoderCapabilities& target, const PixelOptions& options,
                     const ImageInfo& info, ImageInfo* fitted);

// The picture's frames, each checked and converted to what the encoder accepts. The rules of the
// options are checked for each frame as it is written.
class ConvertingFrames : public FrameReader {
 public:
  ConvertingFrames(const EncoderCapabilities& target, const PixelOptions& options,
                   const RuledOptions& ruled, const EncodeInput& picture)
      : capabilities_(target), options_(options), ruled_(ruled), picture_(picture) {}

  Status Next(Frame* frame) override;

 private:
  const EncoderCapabilities capabilities_;
  const PixelOptions& options_;
  const RuledOptions ruled_;
  const EncodeInput& picture_;
  std::optional<ConvertingReader> fitted_;
  ImageInfo first_;
  uint32_t index_ = 0;
};

}  // namespace imwrite

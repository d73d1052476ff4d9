// What the targets that encode share: what is written is read again, through the format's library,
// and compared where nothing may be lost.
#pragma once

#include "tests/fuzz/decoding.h"

namespace imwrite::fuzz {

inline const OptionValue* Find(const Values& options, std::string_view name) {
  const auto found = std::ranges::find(options, name, &NamedValue::name);
  return found == options.end() ? nullptr : &found->value;
}

inline bool Is(const Values& options, std::string_view name, const OptionValue& value) {
  const OptionValue* found = Find(options, name);
  return found && *found == value;
}

// Whether samples that come back in the same shape have to be the same.
inline bool KeepsSamples(std::string_view format, const Values& options) {
  for (const char* name :
       {"depth", "alpha", "dither", "colors", "colorTable", "pointTransform", "precision",
        "scaleToPrecision", "nearLossless", "toGray", "range", "psnr", "rate"}) {
    if (Find(options, name)) return false;
  }
  // GIF has 256 colors, HDR an exponent for three samples; AVIF keeps those of 8 bits alone;
  // OpenEXR multiplies colors by alpha.
  if (format == "gif" || format == "hdr" || format == "avif" || format == "exr") return false;
  if (format == "jpeg" || format == "webp")
    return Is(options, "lossless", true) && !Is(options, "exact", false);
  if (format == "jxl" && (Find(options, "quality") || Find(options, "distance"))) return false;
  // Of one bit: all that is not black becomes white.
  if (Is(options, "bitDepth", 1.0) || Is(options, "bilevel", true) ||
      Is(options, "compression", "ccitt-g3") || Is(options, "compression", "ccitt-g4"))
    return false;
  return !Is(options, "compression", "jpeg") && !Is(options, "compression", "sgilog") &&
         !Is(options, "extraSamples", "premultiplied");
}

inline std::string TextOf(const Values& options) {
  std::string text;
  for (const NamedValue& option : options) text += ' ' + option.name + '=' + ToText(option.value);
  return text;
}

// What was written must be readable and of the picture's size.
inline void ReadAgain(std::string_view format, const std::vector<uint8_t>& file, const Image& image,
                      const Values& options) {
  testing::VectorImageSink sink;
  const Status status = Decode(file, Values{{"strict", true}}, sink);
  Check(status.ok(), "what was written cannot be read", status.message + TextOf(options));
  const ImageInfo& info = sink.image.info;
  Check(info.width == image.info.width && info.height == image.info.height,
        "another size comes back", TextOf(options));
  Check(sink.rows_seen == info.height, "rows are missing", TextOf(options));
  const bool same_shape = info.channels == image.info.channels &&
                          info.sample_type == image.info.sample_type &&
                          info.is_cmyk == image.info.is_cmyk;
  const bool same =
      !same_shape || !KeepsSamples(format, options) || sink.image.bytes == image.bytes;
  Check(same, "other samples come back",
        std::string(Name(info.sample_type)) + " x " + std::to_string(info.channels) +
            TextOf(options));
}

inline void EncodeAndReadAgain(const Encoder& encoder, Draw* draw) {
  const Values options = DrawOptions(encoder.options, draw);
  const Image image = DrawImage(encoder, draw);
  testing::VectorSink sink;
  const Status status = testing::EncodeImage(encoder.format.name, image, options, &sink);
  CheckStatus(status);
  if (status.ok() && testing::HasDecoder(encoder))
    ReadAgain(encoder.format.name, sink.bytes, image, options);
}

}  // namespace imwrite::fuzz

// All of a target that encodes with the program's encoder.
#define IMWRITE_ENCODE_TARGET                                               \
  extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) { \
    imwrite::fuzz::Draw draw(data, size);                                   \
    imwrite::fuzz::EncodeAndReadAgain(*imwrite::Encoders()[0], &draw);      \
    return 0;                                                               \
  }

#include "src/encode.h"

#include <algorithm>

#include "src/convert.h"

namespace imwrite {
namespace {

constexpr std::string_view kAlphaPolicies[] = {"blend", "drop", "error"};
constexpr std::string_view kDepths[] = {"8", "16", "32"};

constexpr Option kPixelOptions[] = {
    ColorOption<&PixelOptions::background>("background", "Colour that translucent pixels are blended on."),
    Choice<&PixelOptions::alpha>("alpha", kAlphaPolicies,
                                 "What becomes of alpha: blended on the background, dropped, or an error unless all is opaque.",
                                 "kept where the format has alpha, blended elsewhere"),
    Choice<&PixelOptions::depth>("depth", kDepths,
                                 "Bits per sample to write: 8 or 16 (integers) or 32 (float); samples are scaled and rounded.",
                                 "the image's own depth"),
};

const Encoder* FindEncoder(std::string_view format) {
  for (const Encoder* encoder : Encoders()) {
    if (encoder->format.name == format) return encoder;
  }
  return nullptr;
}

Status UnknownFormat(std::string_view format) {
  std::string names;
  for (const Encoder* encoder : Encoders()) names += (names.empty() ? "" : ", ") + std::string(encoder->format.name);
  return Mismatch(Code::kUnknownFormat, "unknown format", "one of " + names, "'" + std::string(format) + "'");
}

std::string SizeText(uint64_t width, uint64_t height) { return std::to_string(width) + " × " + std::to_string(height); }

Status CheckInfo(const ImageInfo& info, const Format& format) {
  if (info.width == 0 || info.height == 0) {
    return Mismatch(Code::kInvalidImage, "image size", "at least 1 × 1", SizeText(info.width, info.height));
  }
  if (info.width > format.max_width || info.height > format.max_height) {
    return Mismatch(Code::kImageTooLarge, std::string(format.name) + " size", "at most " + SizeText(format.max_width, format.max_height),
                    SizeText(info.width, info.height));
  }
  if (info.channels < 1 || info.channels > 4) {
    return Mismatch(Code::kInvalidImage, "channels", "1, 2, 3 or 4", std::to_string(info.channels));
  }
  return Ok();
}

std::string BitsText(Depth depth) { return depth == Depth::kF32 ? "32-bit float" : std::to_string(static_cast<int>(depth)) + "-bit"; }

std::string DepthsText(const Encoder& encoder) {
  std::string text;
  for (const Depth depth : encoder.depths) text += (text.empty() ? "" : " or ") + BitsText(depth);
  return text + " samples";
}

// The depth to write, never chosen silently: it is the image's own or the one the caller asked for.
Status ChooseDepth(const Encoder& encoder, const PixelOptions& options, ImageInfo* info) {
  if (options.depth) {
    constexpr Depth kByChoice[] = {Depth::kU8, Depth::kU16, Depth::kF32};
    info->depth = kByChoice[static_cast<int>(*options.depth)];
  }
  if (std::ranges::find(encoder.depths, info->depth) != encoder.depths.end()) return Ok();
  const std::string name(encoder.format.name);
  Status status = options.depth ? Mismatch(Code::kInvalidOption, name + " option 'depth'", DepthsText(encoder), BitsText(info->depth))
                                : Mismatch(Code::kUnsupportedImage, name + " depth", DepthsText(encoder),
                                           BitsText(info->depth) + " samples (set the option 'depth' to convert them)");
  status.option = "depth";
  return status;
}

bool Takes(const Encoder& encoder, int channels) { return std::ranges::find(encoder.channels, channels) != encoder.channels.end(); }

void ChooseChannels(const Encoder& encoder, const PixelOptions& options, ImageInfo* info) {
  const bool drops = options.alpha == AlphaPolicy::kBlend || options.alpha == AlphaPolicy::kDrop;
  if (info->has_alpha() && (drops || !Takes(encoder, 4))) --info->channels;
  // Gray becomes RGB where the format knows no gray.
  if (!Takes(encoder, info->channels)) info->channels += 2;
}

}  // namespace

std::span<const Option> PixelOptionTable() { return kPixelOptions; }

Status Encode(std::string_view format, const ImageInfo& info, RowReader& rows, std::span<const NamedValue> options, ByteSink& sink,
              const Progress& progress) {
  const Encoder* encoder = FindEncoder(format);
  if (!encoder) return UnknownFormat(format);
  if (Status status = CheckInfo(info, encoder->format); !status.ok()) return status;

  PixelOptions pixel_options;
  const std::shared_ptr<void> codec_options = encoder->make_options();
  const OptionTarget targets[] = {{encoder->options, codec_options.get()}, {kPixelOptions, &pixel_options}};
  if (Status status = ApplyOptions(format, options, targets); !status.ok()) return status;

  ImageInfo target = info;
  if (Status status = ChooseDepth(*encoder, pixel_options, &target); !status.ok()) return status;
  ChooseChannels(*encoder, pixel_options, &target);

  ConvertingReader converting(rows, info, target, pixel_options.alpha.value_or(AlphaPolicy::kBlend), pixel_options.background);
  const bool fits = target.channels == info.channels && target.depth == info.depth;
  ChunkingSink chunks(sink);
  const EncodeJob job{target, fits ? rows : converting, codec_options.get(), chunks, progress};
  if (Status status = encoder->encode(job); !status.ok()) return status;
  if (!chunks.Flush()) return Aborted();
  if (progress) progress(1);
  return Ok();
}

}  // namespace imwrite

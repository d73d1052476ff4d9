#include "src/fit.h"

#include <algorithm>
#include <string>

namespace imwrite {
namespace {

std::string SizeText(uint64_t width, uint64_t height) {
  return std::to_string(width) + " × " + std::to_string(height);
}

std::string SampleTypesText(std::span<const SampleType> sample_types) {
  std::string text;
  for (const SampleType sample_type : sample_types)
    text += (text.empty() ? "" : " or ") + std::string(Name(sample_type));
  return text + " samples";
}

// The sample type to write: the image's own, or what the option depth asks for, never a silent
// choice.
Status ChooseSampleType(const EncoderCapabilities& target, const PixelOptions& options,
                        ImageInfo* info) {
  if (options.depth) {
    constexpr SampleType kByChoice[] = {SampleType::kU8, SampleType::kU16, SampleType::kF32};
    info->sample_type = kByChoice[static_cast<int>(*options.depth)];
  }
  if (std::ranges::find(target.sample_types, info->sample_type) != target.sample_types.end())
    return Ok();
  const std::string name(target.encoder.format.name);
  const std::string actual(Name(info->sample_type));
  const char* hint = IsConvertible(info->sample_type)
                         ? " samples (set the option 'depth' to convert them)"
                         : " samples";
  if (options.depth)
    return InvalidOption(name, "depth", SampleTypesText(target.sample_types), actual);
  return MismatchOf("depth", Code::kUnsupportedImage, name + " depth",
                    SampleTypesText(target.sample_types), actual + hint);
}

bool Takes(const EncoderCapabilities& target, int channels) {
  return std::ranges::find(target.channels, channels) != target.channels.end();
}

void ChooseChannels(const EncoderCapabilities& target, const PixelOptions& options,
                    ImageInfo* info) {
  if (info->is_cmyk || info->extra_channels > 0) return;
  const bool drops = options.alpha == AlphaPolicy::kBlend || options.alpha == AlphaPolicy::kDrop;
  if (info->has_alpha() && (drops || !Takes(target, 4))) --info->channels;
  if (options.to_gray && info->has_colors()) info->channels -= 2;
  // Gray becomes RGB where the format knows no gray.
  if (!Takes(target, info->channels)) info->channels += 2;
}

// Also where their layout stays.
bool ChangesSamples(const PixelOptions& options, const ImageInfo& info) {
  return options.range.given() || (options.to_gray && info.has_colors());
}

std::string LayoutText(const ImageInfo& info) {
  return SizeText(info.width, info.height) + ", " + std::to_string(info.channels) +
         " channels of " + std::string(Name(info.sample_type));
}

// Extra channels stay as they are, and the others with them.
Status CheckExtraChannels(const EncoderCapabilities& target, const PixelOptions& options,
                          const ImageInfo& info) {
  const std::string name(target.encoder.format.name);
  const std::string actual =
      std::to_string(info.extra_channels) + " of " + std::to_string(info.channels);
  // A codec that takes fewer channels with these options takes no others either.
  if (!target.encoder.takes_extra_channels ||
      target.channels.size() < target.encoder.channels.size()) {
    const std::string expected = "none: color and alpha alone";
    return MismatchOf("extraChannels", Code::kUnsupportedImage, name + " extra channels", expected,
                      actual);
  }
  const bool drops = options.alpha == AlphaPolicy::kBlend || options.alpha == AlphaPolicy::kDrop;
  if (!drops && !options.to_gray) return Ok();
  return MismatchOf(drops ? "alpha" : "toGray", Code::kUnsupportedImage, name + " extra channels",
                    "none beside this option", actual);
}

}  // namespace

Status CheckInfo(const ImageInfo& info, const Format& format) {
  if (info.width == 0 || info.height == 0) {
    return Mismatch(Code::kInvalidImage, "image size", "at least 1 × 1",
                    SizeText(info.width, info.height));
  }
  if (info.width > format.max_width || info.height > format.max_height) {
    return Mismatch(Code::kImageTooLarge, std::string(format.name) + " size",
                    "at most " + SizeText(format.max_width, format.max_height),
                    SizeText(info.width, info.height));
  }
  const int colors = info.channels - info.extra_channels;
  if (colors < 1 || colors > 4) {
    return Mismatch(Code::kInvalidImage, "channels", "1, 2, 3 or 4, and extra channels",
                    std::to_string(info.channels));
  }
  return Ok();
}

Status ConvertedInfo(const EncoderCapabilities& target, const PixelOptions& options,
                     const ImageInfo& info, ImageInfo* fitted) {
  const Encoder& encoder = target.encoder;
  *fitted = info;
  if (info.is_cmyk && options.to_gray) {
    const std::string what = std::string(encoder.format.name) + " option 'toGray'";
    return MismatchOf("toGray", Code::kUnsupportedImage, what, "gray or RGB", "CMYK");
  }
  if (info.is_cmyk && !encoder.takes_cmyk) {
    return Mismatch(Code::kUnsupportedImage, std::string(encoder.format.name) + " pixels",
                    "gray or RGB", "CMYK");
  }
  if (info.extra_channels > 0) {
    if (Status status = CheckExtraChannels(target, options, info); !status.ok()) return status;
  }
  if (Status status = ChooseSampleType(target, options, fitted); !status.ok()) return status;
  ChooseChannels(target, options, fitted);
  const bool keeps =
      fitted->sample_type == info.sample_type && info.precision > 0 && !options.range.given();
  fitted->precision = keeps ? target.PrecisionFor(info) : 0;
  if ((*fitted == info && !ChangesSamples(options, info)) || IsConvertible(info.sample_type))
    return Ok();
  return Mismatch(Code::kUnsupportedImage, "conversion", "uint8, uint16 or float32 samples",
                  std::string(Name(info.sample_type)) + " samples");
}

Status ConvertingFrames::Next(Frame* frame) {
  if (Status status = picture_.frames.Next(frame); !status.ok() || !frame->rows) return status;
  const ImageInfo from = frame->info;
  if (Status status = CheckInfo(from, capabilities_.encoder.format); !status.ok()) return status;
  if (Status status = ConvertedInfo(capabilities_, options_, from, &frame->info); !status.ok())
    return status;
  if (Status status = CheckRules(ruled_, frame->info, picture_.animation != nullptr); !status.ok())
    return status;
  if (index_++ == 0) first_ = frame->info;
  if (picture_.animation && frame->info != first_) {
    return Mismatch(Code::kInvalidImage, "animation frame " + std::to_string(index_ - 1),
                    "the first frame's layout: " + LayoutText(first_), LayoutText(frame->info));
  }
  if (frame->info == from && !ChangesSamples(options_, from)) return Ok();
  fitted_.emplace(*frame->rows, from, frame->info, options_);
  frame->rows = &*fitted_;
  return Ok();
}

}  // namespace imwrite

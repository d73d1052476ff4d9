#include "src/encode.h"

#include <algorithm>

#include "src/convert.h"

namespace imwrite {
namespace {

constexpr std::string_view kAlphaPolicies[] = {"blend", "drop", "error"};
constexpr std::string_view kDepths[] = {"8", "16", "32"};

constexpr DescribedOption kPixelTable[] = {
    ColorOption<&PixelOptions::background>("background", "Colour that translucent pixels are blended on."),
    Choice<&PixelOptions::alpha>("alpha", kAlphaPolicies,
                                 "What becomes of alpha: blended on the background, dropped, or an error unless all is opaque.",
                                 "kept where the format has alpha, blended elsewhere"),
    Choice<&PixelOptions::depth>("depth", kDepths,
                                 "Bits per sample to write: 8 or 16 (integers) or 32 (float); samples are scaled and rounded.",
                                 "the image's own depth"),
};
constexpr auto kPixelOptions = WithoutHelp(kPixelTable);

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

std::string DepthsText(const Encoder& encoder) {
  std::string text;
  for (const Depth depth : encoder.depths) text += (text.empty() ? "" : " or ") + std::string(Name(depth));
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
  const std::string actual(Name(info->depth));
  const char* hint = IsConvertible(info->depth) ? " samples (set the option 'depth' to convert them)" : " samples";
  Status status = options.depth ? Mismatch(Code::kInvalidOption, name + " option 'depth'", DepthsText(encoder), actual)
                                : Mismatch(Code::kUnsupportedImage, name + " depth", DepthsText(encoder), actual + hint);
  status.option = "depth";
  return status;
}

bool Takes(const Encoder& encoder, int channels) { return std::ranges::find(encoder.channels, channels) != encoder.channels.end(); }

void ChooseChannels(const Encoder& encoder, const PixelOptions& options, ImageInfo* info) {
  if (info->is_cmyk) return;
  const bool drops = options.alpha == AlphaPolicy::kBlend || options.alpha == AlphaPolicy::kDrop;
  if (info->has_alpha() && (drops || !Takes(encoder, 4))) --info->channels;
  // Gray becomes RGB where the format knows no gray.
  if (!Takes(encoder, info->channels)) info->channels += 2;
}

// What the encoder will get for a frame of `info`.
Status ChooseTarget(const Encoder& encoder, const PixelOptions& options, const ImageInfo& info, ImageInfo* target) {
  *target = info;
  if (info.is_cmyk && !encoder.takes_cmyk) {
    return Mismatch(Code::kUnsupportedImage, std::string(encoder.format.name) + " pixels", "gray or RGB", "CMYK");
  }
  if (Status status = ChooseDepth(encoder, options, target); !status.ok()) return status;
  ChooseChannels(encoder, options, target);
  if (*target == info || IsConvertible(info.depth)) return Ok();
  return Mismatch(Code::kUnsupportedImage, "conversion", "uint8, uint16 or float32 samples", std::string(Name(info.depth)) + " samples");
}

Status CheckMetadata(const Encoder& encoder, const Metadata& metadata) {
  const std::pair<std::string_view, bool> present[] = {{"exif", !metadata.exif.empty()},  {"icc", !metadata.icc.empty()},
                                                       {"xmp", !metadata.xmp.empty()},    {"dpi", metadata.dpi_x > 0 || metadata.dpi_y > 0},
                                                       {"text", !metadata.texts.empty()}, {"cicp", metadata.cicp.has_value()}};
  std::string names;
  for (const std::string_view name : encoder.metadata) names += (names.empty() ? "" : ", ") + std::string(name);
  for (const auto& [name, given] : present) {
    if (!given || std::ranges::find(encoder.metadata, name) != encoder.metadata.end()) continue;
    Status status = Mismatch(Code::kInvalidOption, std::string(encoder.format.name) + " metadata", names, std::string(name));
    status.option = "metadata";
    return status;
  }
  return Ok();
}

Status Apply(const Encoder& encoder, std::span<const NamedValue> values, void* codec_options, PixelOptions* pixel_options) {
  const OptionTarget targets[] = {{encoder.options, codec_options}, {kPixelOptions, pixel_options}};
  return ApplyOptions(encoder.format.name, values, targets);
}

Status CheckSequence(const Encoder& encoder, const Picture& picture) {
  constexpr std::string_view kTexts[] = {"a single picture", "pages", "an animation"};
  const Sequence wanted = picture.animation ? Sequence::kAnimation : Sequence::kPages;
  const bool single = !picture.animation && picture.frame_count == 1;
  if (single || encoder.sequence == wanted) return Ok();
  return Mismatch(Code::kUnsupportedImage, std::string(encoder.format.name) + " file",
                  std::string(kTexts[static_cast<int>(encoder.sequence)]), std::string(kTexts[static_cast<int>(wanted)]));
}

Status CheckStripe(const Encoder& encoder, const ImageInfo& info, const void* options, const Picture& picture) {
  const auto [begin, end] = std::pair(picture.stripe->begin, picture.stripe->end);
  const bool still = !picture.animation && picture.frame_count == 1;
  const uint32_t rows = still && encoder.stripe_rows ? encoder.stripe_rows(info, options) : 0;
  const bool starts = rows > 0 && begin <= info.height && (begin % rows == 0 || begin == info.height);
  if (starts && end == std::min<uint64_t>(uint64_t{begin} + rows, info.height)) return Ok();
  return Error(Code::kInternal, "the picture has no such stripe");
}

// The picture's frames, checked and made to fit the format one by one.
class FittingFrames : public FrameReader {
 public:
  FittingFrames(const Encoder& encoder, const PixelOptions& options, const Picture& picture)
      : encoder_(encoder), options_(options), picture_(picture) {}

  Status Next(Frame* frame) override {
    if (Status status = picture_.frames.Next(frame); !status.ok() || !frame->rows) return status;
    const ImageInfo from = frame->info;
    if (Status status = CheckInfo(from, encoder_.format); !status.ok()) return status;
    if (Status status = ChooseTarget(encoder_, options_, from, &frame->info); !status.ok()) return status;
    if (index_++ == 0) first_ = frame->info;
    if (picture_.animation && frame->info != first_) {
      return Mismatch(Code::kInvalidImage, "animation frame " + std::to_string(index_ - 1), "the first frame's layout: " + Text(first_),
                      Text(frame->info));
    }
    if (frame->info == from) return Ok();
    fitted_.emplace(*frame->rows, from, frame->info, options_.alpha.value_or(AlphaPolicy::kBlend), options_.background);
    frame->rows = &*fitted_;
    return Ok();
  }

 private:
  static std::string Text(const ImageInfo& info) {
    return SizeText(info.width, info.height) + ", " + std::to_string(info.channels) + " channels of " + std::string(Name(info.depth));
  }

  const Encoder& encoder_;
  const PixelOptions& options_;
  const Picture& picture_;
  std::optional<ConvertingReader> fitted_;
  ImageInfo first_;
  uint32_t index_ = 0;
};

}  // namespace

OptionTable PixelOptionTable() { return kPixelTable; }

Status Encode(std::string_view format, const Picture& picture, std::span<const NamedValue> options, ByteSink& sink,
              const Progress& progress) {
  const Encoder* encoder = FindEncoder(format);
  if (!encoder) return UnknownFormat(format);
  if (Status status = CheckSequence(*encoder, picture); !status.ok()) return status;
  if (Status status = CheckMetadata(*encoder, picture.metadata); !status.ok()) return status;

  PixelOptions pixel_options;
  const std::shared_ptr<void> codec_options = encoder->make_options();
  if (Status status = Apply(*encoder, options, codec_options.get(), &pixel_options); !status.ok()) return status;

  FittingFrames frames(*encoder, pixel_options, picture);
  Frame first;
  if (Status status = frames.Next(&first); !status.ok()) return status;
  if (!first.rows) return Mismatch(Code::kInvalidImage, "frames", "at least one", "none");
  if (picture.stripe) {
    if (Status status = CheckStripe(*encoder, first.info, codec_options.get(), picture); !status.ok()) return status;
  }
  ChunkingSink chunks(sink);
  const EncodeJob job{first.info,       *first.rows,         first.duration, frames,   picture.frame_count, picture.animation,
                      picture.metadata, codec_options.get(), chunks,         progress, picture.stripe};
  if (Status status = encoder->encode(job); !status.ok()) return status;
  if (!chunks.Flush()) return Aborted();
  if (progress) progress(1);
  return Ok();
}

uint32_t StripeRows(std::string_view format, const ImageInfo& info, std::span<const NamedValue> options) {
  const Encoder* encoder = FindEncoder(format);
  if (!encoder || !encoder->stripe_rows) return 0;
  PixelOptions pixel_options;
  const std::shared_ptr<void> codec_options = encoder->make_options();
  ImageInfo target;
  const bool fits = Apply(*encoder, options, codec_options.get(), &pixel_options).ok() && CheckInfo(info, encoder->format).ok() &&
                    ChooseTarget(*encoder, pixel_options, info, &target).ok();
  return fits ? encoder->stripe_rows(target, codec_options.get()) : 0;
}

}  // namespace imwrite

#include "src/encode.h"

#include <algorithm>

#include "src/fit.h"
#include "src/option-table.h"
#include "src/pixel-options.h"

namespace imwrite {
namespace {

constexpr std::string_view kAlphaPolicies[] = {"blend", "drop", "error"};
constexpr std::string_view kDepths[] = {"8", "16", "32"};
constexpr std::string_view kDithers[] = {"none", "ordered"};

constexpr DescribedOption kPixelTable[] = {
    ColorOption<&PixelOptions::background>("background",
                                           "Color behind translucent pixels when alpha is blended.")
        .Common()
        .IdleWhen(Is("alpha", "drop", "error")),
    Choice<&PixelOptions::alpha>("alpha", kAlphaPolicies,
                                 "How alpha is removed: blend it on the background, drop it, or "
                                 "fail unless the image is opaque.",
                                 "kept if the format has alpha, blended otherwise")
        .Common(),
    Choice<&PixelOptions::depth>("depth", kDepths,
                                 "Bits per sample to write: 8 or 16 (integer) or 32 (float). "
                                 "Samples are scaled and rounded.",
                                 "as in the image")
        .Common(),
    Choice<&PixelOptions::dither>(
        "dither", kDithers,
        "Rounding when depth reduces the bits per sample: none rounds to nearest; ordered applies "
        "an ordered dither (Bayer, 16 × 16), which prevents banding in slow gradients.")
        .IdleWhen(Not(IsSet("depth"))),
    Boolean<&PixelOptions::to_gray>(
        "toGray",
        "Converts RGB to gray, as OpenCV's cvtColor does: 0.299 R + 0.587 G + 0.114 B. Formats "
        "without gray repeat it in all channels."),
    RangeOption<&PixelOptions::range>(
        "range",
        "[from, to]: the samples to map to zero and full scale, for depth maps and the like. "
        "Samples outside are clamped, NaN becomes 0, alpha is unchanged.",
        "[0, 1] for floats, the full range of the type for integers"),
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
  for (const Encoder* encoder : Encoders())
    names += (names.empty() ? "" : ", ") + std::string(encoder->format.name);
  return Mismatch(Code::kUnknownFormat, "unknown format", "one of " + names,
                  "'" + std::string(format) + "'");
}

std::string Listed(std::span<const std::string_view> names) {
  std::string list;
  for (const std::string_view name : names) list += (list.empty() ? "" : ", ") + std::string(name);
  return list;
}

Status CheckKeywords(const Encoder& encoder, const std::vector<Text>& texts) {
  const auto known = encoder.metadata.keywords;
  for (const Text& text : texts) {
    if (known.empty() || std::ranges::find(known, text.keyword) != known.end()) continue;
    return InvalidMetadata(encoder.format.name, "text",
                           (known.size() > 1 ? "the keywords " : "the keyword ") + Listed(known),
                           text.keyword);
  }
  return Ok();
}

Status CheckMetadata(const Encoder& encoder, const Metadata& metadata) {
  const std::pair<std::string_view, bool> present[] = {
      {"exif", !metadata.exif.empty()},
      {"icc", !metadata.icc.empty()},
      {"xmp", !metadata.xmp.empty()},
      {"iptc", !metadata.iptc.empty()},
      {"dpi", metadata.dpi_x > 0 || metadata.dpi_y > 0},
      {"text", !metadata.texts.empty()},
      {"cicp", metadata.cicp.has_value()},
      {"tags", !metadata.tags.empty()}};
  const std::string names = Listed(encoder.metadata.kinds);
  for (const auto& [name, given] : present) {
    if (!given || std::ranges::find(encoder.metadata.kinds, name) != encoder.metadata.kinds.end())
      continue;
    return MismatchOf("metadata", Code::kInvalidOption,
                      std::string(encoder.format.name) + " metadata",
                      names.empty() ? "none" : names, std::string(name));
  }
  return CheckKeywords(encoder, metadata.texts);
}

std::shared_ptr<void> MakeOptionsOf(const Encoder& encoder) {
  return encoder.make_options ? encoder.make_options() : nullptr;
}

Status Apply(const Encoder& encoder, std::span<const NamedValue> values, void* codec_options,
             PixelOptions* pixel_options, OptionState* states = nullptr) {
  const OptionTarget targets[] = {{encoder.options, codec_options, states},
                                  {kPixelOptions, pixel_options}};
  return ApplyOptions(encoder.format.name, values, targets);
}

Status CheckSequence(const Encoder& encoder, const EncodeInput& picture) {
  constexpr std::string_view kTexts[] = {"a single picture", "pages", "an animation"};
  const Sequence wanted = picture.animation ? Sequence::kAnimation : Sequence::kPages;
  const bool single = !picture.animation && picture.frame_count == 1;
  if (single || encoder.sequence == wanted) return Ok();
  return Mismatch(Code::kUnsupportedImage, std::string(encoder.format.name) + " file",
                  std::string(kTexts[static_cast<int>(encoder.sequence)]),
                  std::string(kTexts[static_cast<int>(wanted)]));
}

Status CheckStripe(const Encoder& encoder, const ImageInfo& info, const void* options,
                   const EncodeInput& picture) {
  const auto [begin, end] = std::pair(picture.stripe->begin, picture.stripe->end);
  const bool still = !picture.animation && picture.frame_count == 1;
  const auto [rows, counted] =
      still && encoder.stripes ? encoder.stripes(info, options) : Stripes{};
  const bool passes = counted || !picture.stripe->counts;
  const bool starts =
      rows > 0 && passes && begin <= info.height && (begin % rows == 0 || begin == info.height);
  if (starts && end == std::min<uint64_t>(uint64_t{begin} + rows, info.height)) return Ok();
  return Error(Code::kInternal, "the picture has no such stripe");
}

Status EncodeWithin(std::string_view format, const EncodeInput& picture,
                    std::span<const NamedValue> options, ByteSink& sink, const Progress& progress) {
  const Encoder* encoder = FindEncoder(format);
  if (!encoder) return UnknownFormat(format);
  if (Status status = CheckSequence(*encoder, picture); !status.ok()) return status;
  if (Status status = CheckMetadata(*encoder, picture.metadata); !status.ok()) return status;

  PixelOptions pixel_options;
  const std::shared_ptr<void> codec_options = MakeOptionsOf(*encoder);
  std::vector<OptionState> states = InitialStates(encoder->options);
  if (Status status = Apply(*encoder, options, codec_options.get(), &pixel_options, states.data());
      !status.ok())
    return status;

  ConvertingFrames frames({*encoder, codec_options.get()}, pixel_options,
                          {format, encoder->options, encoder->rules, states}, picture);
  Frame first;
  if (Status status = frames.Next(&first); !status.ok()) return status;
  if (!first.rows) return Mismatch(Code::kInvalidImage, "frames", "at least one", "none");
  if (picture.stripe) {
    if (Status status = CheckStripe(*encoder, first.info, codec_options.get(), picture);
        !status.ok())
      return status;
  }
  ChunkingSink chunks(sink);
  const EncodeJob job{first.info,       *first.rows,         first.duration,
                      frames,           picture.frame_count, picture.animation,
                      picture.metadata, codec_options.get(), chunks,
                      progress,         picture.stripe};
  if (Status status = encoder->encode(job); !status.ok()) return status;
  if (!chunks.Flush()) return Aborted();
  if (progress) progress(1);
  return Ok();
}

}  // namespace

OptionTable PixelOptionTable() { return kPixelTable; }

Status Encode(std::string_view format, const EncodeInput& picture,
              std::span<const NamedValue> options, ByteSink& sink, const Progress& progress) {
  return WithinMemory([&] { return EncodeWithin(format, picture, options, sink, progress); });
}

Stripes StripesOf(std::string_view format, const ImageInfo& info,
                  std::span<const NamedValue> options) {
  const Encoder* encoder = FindEncoder(format);
  if (!encoder || !encoder->stripes) return {};
  PixelOptions pixel_options;
  const std::shared_ptr<void> codec_options = MakeOptionsOf(*encoder);
  ImageInfo fitted;
  const bool fits =
      Apply(*encoder, options, codec_options.get(), &pixel_options).ok() &&
      CheckInfo(info, encoder->format).ok() &&
      ConvertedInfo({*encoder, codec_options.get()}, pixel_options, info, &fitted).ok();
  return fits ? encoder->stripes(fitted, codec_options.get()) : Stripes{};
}

}  // namespace imwrite

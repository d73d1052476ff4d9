// Embind: imwrite(picture, format, options, output), stripes(image, format, options) and
// memoryBytes() of an encoder module.
#include "src/encode.h"

#include <emscripten/bind.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "bindings/metadata.h"
#include "bindings/values.h"

namespace imwrite {
namespace {

using emscripten::val;

// Exchanges the first and third sample of each pixel.
template <class Sample>
void SwapRedBlue(uint8_t* bytes, size_t pixels, int channels) {
  auto* samples = reinterpret_cast<Sample*>(bytes);
  for (size_t i = 0; i < pixels; ++i, samples += channels) std::swap(samples[0], samples[2]);
}

// Copies a band at a time out of the caller's bytes, which may lie anywhere in JavaScript's memory
// and begin with `first_row`.
class JsReader : public RowReader {
 public:
  JsReader(const ImageInfo& info, uint32_t first_row, val bytes, double stride, bool bgr)
      : info_(info),
        first_row_(first_row),
        bytes_(std::move(bytes)),
        stride_(stride),
        bgr_(bgr && info.has_colors()) {}

  Status Read(uint32_t y, uint32_t count, const uint8_t** rows) override {
    const auto row_bytes = static_cast<size_t>(info_.row_bytes());
    const uint64_t band_bytes = info_.row_bytes() * count;
    if (!band_.Resize(band_bytes)) return OutOfMemory(static_cast<size_t>(band_bytes));
    y -= first_row_;
    if (stride_ == row_bytes) {
      Copy(y * stride_, band_.data(), static_cast<size_t>(band_bytes));
    } else {
      for (uint32_t i = 0; i < count; ++i)
        Copy((double{1} * y + i) * stride_, band_.data() + i * row_bytes, row_bytes);
    }
    if (bgr_) Swap(size_t{info_.width} * count);
    *rows = band_.data();
    return Ok();
  }

 private:
  // Offsets are doubles: a typed array may be larger than 4 GiB.
  void Copy(double offset, uint8_t* to, size_t size) {
    const val part = bytes_.call<val>("subarray", offset, offset + static_cast<double>(size));
    SetBytes(to, size, part);
  }

  void Swap(size_t pixels) {
    switch (info_.sample_bytes()) {
      case 1: return SwapRedBlue<uint8_t>(band_.data(), pixels, info_.channels);
      case 2: return SwapRedBlue<uint16_t>(band_.data(), pixels, info_.channels);
      case 4: return SwapRedBlue<uint32_t>(band_.data(), pixels, info_.channels);
      default: return SwapRedBlue<uint64_t>(band_.data(), pixels, info_.channels);
    }
  }

  ImageInfo info_;
  uint32_t first_row_;
  val bytes_;
  double stride_;
  bool bgr_;
  Buffer band_;
};

Status BadImage(const char* what, const char* expected, double actual) {
  return Mismatch(Code::kInvalidImage, what, expected, ToText(actual));
}

bool HasOrder(const val& image, const char* order) {
  return image["order"].isString() && image["order"].as<std::string>() == order;
}

// `image` is { bytes: Uint8Array, width, height, channels, sampleType, stride, order?, duration? },
// the stride in bytes.
Status ReadInfo(const val& image, ImageInfo* info, double* stride) {
  const double width = image["width"].as<double>();
  const double height = image["height"].as<double>();
  const double channels = image["channels"].as<double>();
  const auto sample_type =
      std::ranges::find(kSampleTypeNames, image["sampleType"].as<std::string>());
  constexpr double kMax = std::numeric_limits<uint32_t>::max();
  if (!(width >= 1 && width <= kMax && width == static_cast<uint32_t>(width)))
    return BadImage("width", "a whole number from 1", width);
  if (!(height >= 1 && height <= kMax && height == static_cast<uint32_t>(height)))
    return BadImage("height", "a whole number from 1", height);
  const val extra_channels = image["extraChannels"];
  const double extras = extra_channels.isNumber() ? extra_channels.as<double>() : 0;
  if (!(extras >= 0 && extras <= 0xffff && extras == std::floor(extras)))
    return BadImage("extraChannels", "a whole number from 0", extras);
  const double colors = channels - extras;
  if (!(colors >= 1 && colors <= 4 && colors == std::floor(colors) && channels <= 0xffff)) {
    return BadImage("channels", "1, 2, 3 or 4, and extraChannels", channels);
  }
  if (sample_type == std::end(kSampleTypeNames))
    return Error(Code::kInvalidImage, "unknown sample type");
  const bool is_cmyk = HasOrder(image, "cmyk");
  if (is_cmyk && channels != 4) return BadImage("channels", "4 for CMYK", channels);
  *info = {static_cast<uint32_t>(width), static_cast<uint32_t>(height),
           static_cast<uint16_t>(channels),
           static_cast<SampleType>(sample_type - std::begin(kSampleTypeNames)), is_cmyk};
  info->extra_channels = static_cast<uint16_t>(extras);
  if (const val precision = image["precision"]; precision.isNumber())
    info->precision = precision.as<uint8_t>();
  *stride = image["stride"].as<double>();
  if (!(*stride >= static_cast<double>(info->row_bytes())))
    return BadImage("stride", "at least a row's bytes", *stride);
  return Ok();
}

Status CheckBytes(const val& image, const ImageInfo& info, double stride, uint32_t rows) {
  const double needed = (double{1} * rows - 1) * stride + static_cast<double>(info.row_bytes());
  const double actual = image["bytes"]["byteLength"].as<double>();
  if (actual < needed) {
    return Mismatch(Code::kInvalidImage, "pixel data", ToText(needed) + " bytes",
                    ToText(actual) + " bytes");
  }
  return Ok();
}

// Asks JavaScript for one frame after the other: next() gives an image, undefined after the last,
// null to stop.
class JsFrames : public FrameReader {
 public:
  JsFrames(val picture, const Stripe* stripe) : picture_(std::move(picture)), stripe_(stripe) {}

  Status Next(Frame* frame) override {
    *frame = {};
    const val image = picture_.call<val>("next");
    if (image.isNull()) return Aborted();
    if (image.isUndefined()) return Ok();
    double stride = 0;
    if (Status status = ReadInfo(image, &frame->info, &stride); !status.ok()) return status;
    const uint32_t first = stripe_ ? stripe_->first_readable_row() : 0;
    const uint32_t end = stripe_ ? stripe_->end : frame->info.height;
    if (Status status = CheckBytes(image, frame->info, stride, std::max(first, end) - first);
        !status.ok())
      return status;
    reader_.emplace(frame->info, first, image["bytes"], stride, HasOrder(image, "bgr"));
    frame->rows = &*reader_;
    if (image["duration"].isNumber()) frame->duration = image["duration"].as<uint32_t>();
    return Ok();
  }

 private:
  val picture_;
  const Stripe* stripe_;
  std::optional<JsReader> reader_;
};

std::optional<Animation> ToAnimation(const val& animation) {
  if (animation.isUndefined()) return {};
  Animation result{animation["loop"].as<uint32_t>()};
  result.still = animation["still"].isTrue();
  for (unsigned i = 0; i < 4; ++i) result.background[i] = animation["background"][i].as<uint8_t>();
  return result;
}

std::vector<uint32_t> ToNumbers(const val& list) {
  std::vector<uint32_t> numbers(list.isUndefined() ? 0 : list["length"].as<unsigned>());
  for (unsigned i = 0; i < numbers.size(); ++i) numbers[i] = list[i].as<uint32_t>();
  return numbers;
}

// A picture's stripe: { begin, end, counts?, totals?, summaries? }.
struct JsStripe {
  explicit JsStripe(const val& stripe)
      : stripe{stripe["begin"].as<uint32_t>(), stripe["end"].as<uint32_t>()},
        summaries(ToNumbers(stripe["summaries"])),
        totals(ToNumbers(stripe["totals"])) {
    this->stripe.summaries = summaries;
    this->stripe.totals = totals;
    this->stripe.counts = stripe["counts"].isTrue();
  }

  Stripe stripe;
  std::vector<uint32_t> summaries;
  std::vector<uint32_t> totals;
};

// `picture` is { next(), count, animation?: { loop, background: [r, g, b, a], still? }, metadata?,
// stripe? }. The frame of a stripe is as high as the whole picture, but its bytes begin with the
// row above the stripe; stripe.summary is set.
val ImwriteBinding(const val& picture, const std::string& format, const val& options,
                   const val& output) {
  std::optional<JsStripe> part;
  if (const val stripe = picture["stripe"]; !stripe.isUndefined()) part.emplace(stripe);
  Stripe* stripe = part ? &part->stripe : nullptr;
  JsFrames frames(picture, stripe);
  const std::optional<Animation> animation = ToAnimation(picture["animation"]);
  JsSink sink(output);
  const Progress progress = [&](double fraction) {
    return output.call<bool>("progress", fraction);
  };
  const EncodeInput source{frames, picture["count"].as<uint32_t>(),
                           animation ? &*animation : nullptr, ToMetadata(picture["metadata"]),
                           stripe};
  const Status status = Encode(format, source, ToOptions(options), sink, progress);
  if (stripe) val(picture["stripe"]).set("summary", val::array(stripe->summary));
  return FromStatus(status);
}

// `image` is as next() gives it.
val StripesBinding(const val& image, const std::string& format, const val& options) {
  ImageInfo info;
  double stride = 0;
  const auto [rows, counted] = ReadInfo(image, &info, &stride).ok()
                                   ? StripesOf(format, info, ToOptions(options))
                                   : Stripes{};
  val stripes = val::object();
  stripes.set("rows", rows);
  stripes.set("counted", counted);
  return stripes;
}

}  // namespace

EMSCRIPTEN_BINDINGS(encode) {
  emscripten::function("imwrite", &ImwriteBinding);
  emscripten::function("stripes", &StripesBinding);
  emscripten::function("memoryBytes", &MemoryBytes);
}

}  // namespace imwrite

#include "src/decode.h"

#include <algorithm>

#include "src/option-table.h"

namespace imwrite {
namespace {

constexpr std::string_view kReductions[] = {"1", "2", "4", "8"};

constexpr std::string_view kTruncated[] = {"error", "fill"};

constexpr DescribedOption kTable[] = {
    Integer<&DecodeOptions::first_frame>("firstFrame", 0, 4294967295.0,
                                         "Index of the first page or frame to decode."),
    Integer<&DecodeOptions::frame_count>("frameCount", 0, 4294967295.0,
                                         "The most pages or frames to decode."),
    Choice<&DecodeOptions::reduction>(
        "reduction", kReductions,
        "Decodes JPEG at this fraction of its size; other formats at full size."),
    Boolean<&DecodeOptions::gray>("gray", "Decodes only the luma of JPEG; other formats in color."),
    Boolean<&DecodeOptions::tone_map>(
        "toneMap",
        "Tone-maps TIFF's LogLuv to 8 bits by libtiff's curve; no effect on other files."),
    Boolean<&DecodeOptions::still>(
        "still",
        "Decodes the image that stands for the file instead of the first: an APNG's default image, "
        "if it is not a frame, or the largest picture of an ICO."),
    Boolean<&DecodeOptions::indexed>(
        "indexed", "Gives palette indices instead of colors, for still PNG and for TIFF."),
    Choice<&DecodeOptions::truncated>(
        "truncated", kTruncated,
        "For truncated files: fail, or fill in what is missing, with a warning."),
    Boolean<&DecodeOptions::strict>("strict", "Turns warnings into errors."),
};
constexpr auto kOptions = WithoutHelp(kTable);

std::string HexOf(std::span<const uint8_t> bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const uint8_t byte : bytes.first(std::min<size_t>(bytes.size(), 12))) {
    text += text.empty() ? "" : " ";
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text.empty() ? "no bytes" : "bytes that begin with " + text;
}

int HexDigit(char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; }

// "ff d8 .." and the like.
bool BeginsWith(std::span<const uint8_t> bytes, std::string_view signature) {
  for (size_t at = 0, digit = 0; digit < signature.size(); ++at, digit += 3) {
    if (at >= bytes.size()) return false;
    if (signature[digit] != '.' &&
        bytes[at] != HexDigit(signature[digit]) * 16 + HexDigit(signature[digit + 1]))
      return false;
  }
  return true;
}

bool Matches(const Format& format, std::span<const uint8_t> bytes) {
  return std::ranges::any_of(
      format.signatures, [&](std::string_view signature) { return BeginsWith(bytes, signature); });
}

Status DecodeWithin(std::span<const uint8_t> bytes, std::span<const NamedValue> values,
                    ImageSink& sink) {
  DecodeOptions options;
  const OptionTarget targets[] = {{kOptions, &options}, {LimitOptions(), &options.limits}};
  if (Status status = ApplyOptions("imread", values, targets); !status.ok()) return status;
  std::string names;
  for (const Decoder* decoder : Decoders()) {
    if (Matches(decoder->format, bytes)) return decoder->decode({bytes, options, sink});
    names += (names.empty() ? "" : " or ") + std::string(decoder->format.name);
  }
  return Mismatch(Code::kUnsupportedData, "file type", "a " + names + " file", HexOf(bytes));
}

}  // namespace

bool IsGray(const ColorTable& colors) {
  return std::ranges::all_of(
      colors, [](const auto& color) { return color[0] == color[1] && color[1] == color[2]; });
}

void ExpandIndices(const ImageInfo& info, const uint8_t* indices, uint32_t bits,
                   const ColorTable& colors, uint8_t* out) {
  const uint32_t in_byte = 8 / bits;
  for (uint32_t x = 0; x < info.width; ++x) {
    const auto index = static_cast<uint8_t>(indices[x / in_byte] >> (8 - bits * (1 + x % in_byte)) &
                                            ((1 << bits) - 1));
    if (colors.empty()) {
      *out++ = index;
    } else {
      out = std::copy_n(colors[index].begin(), info.channels, out);
    }
  }
}

OptionTable DecodeOptionTable() { return kTable; }

Status Warn(const DecodeJob& job, std::string warning) {
  if (job.options.strict) return Error(Code::kCorruptData, std::move(warning));
  job.sink.Warn(warning);
  return Ok();
}

Status ChooseFrames(const DecodeJob& job, const Format& format, uint32_t available, uint32_t* begin,
                    uint32_t* end) {
  const DecodeOptions& options = job.options;
  if (options.first_frame >= available) {
    return MismatchOf(
        "firstFrame", Code::kInvalidOption, std::string(format.name) + " file, option 'firstFrame'",
        "at most " + std::to_string(available - 1), std::to_string(options.first_frame));
  }
  *begin = options.first_frame;
  *end = *begin + std::min(options.frame_count, available - *begin);
  return Ok();
}

Status StartSingle(const DecodeJob& job, const Format& format, const FileFacts& facts,
                   bool* wanted) {
  uint32_t begin = 0;
  uint32_t end = 0;
  if (Status status = ChooseFrames(job, format, 1, &begin, &end); !status.ok()) return status;
  *wanted = begin < end;
  return job.sink.File(facts);
}

Status BeginSingle(const DecodeJob& job, const Format& format, const FileFacts& facts,
                   const ImageInfo& info, uint64_t held_bytes, bool* wanted, int orientation) {
  Budget budget(job.options.limits, format);
  if (Status status = StartSingle(job, format, facts, wanted); !status.ok() || !*wanted)
    return status;
  if (Status status = budget.TakeFrames(1); !status.ok()) return status;
  if (Status status = budget.TakePixels(info.width, info.height); !status.ok()) return status;
  const uint64_t bytes = Sum(Sum(job.bytes.size(), held_bytes), ImageBytes(info));
  if (Status status = budget.TakeMemory(bytes); !status.ok()) return status;
  return job.sink.Begin(info, orientation, 0);
}

Status LackRows(const DecodeJob& job, const Format& format, uint32_t rows, uint32_t height) {
  const std::string what = std::string(format.name) +
                           ": the file is cut off or damaged: " + std::to_string(rows) +
                           " of its " + std::to_string(height) + " rows are there";
  if (job.options.truncated == Truncated::kError) return Error(Code::kCorruptData, what);
  return Warn(job, what + ", the others are left empty");
}

Status Decode(std::span<const uint8_t> bytes, std::span<const NamedValue> options,
              ImageSink& sink) {
  return WithinMemory([&] { return DecodeWithin(bytes, options, sink); });
}

}  // namespace imwrite

#include "src/decode.h"

namespace imwrite {
namespace {

constexpr Option kOptions[] = {
    Integer<&DecodeOptions::max_pixels>("maxPixels", 1, 4294967296.0, "Refuse pictures of more pixels than this."),
};

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

}  // namespace

std::span<const Option> DecodeOptionTable() { return kOptions; }

Status CheckPixels(const DecodeJob& job, const Format& format, uint64_t width, uint64_t height) {
  if (width == 0 || height == 0) return Error(Code::kCorruptData, std::string(format.name) + " file without pixels");
  if (width <= job.max_pixels / height) return Ok();
  Status status = Mismatch(Code::kImageTooLarge, std::string(format.name) + " file",
                           "at most " + std::to_string(job.max_pixels) + " pixels", std::to_string(width) + " × " + std::to_string(height));
  status.option = "maxPixels";
  return status;
}

Status Decode(std::span<const uint8_t> bytes, std::span<const NamedValue> values, ImageSink& sink) {
  DecodeOptions options;
  const OptionTarget targets[] = {{kOptions, &options}};
  if (Status status = ApplyOptions("imread", values, targets); !status.ok()) return status;
  std::string names;
  for (const Decoder* decoder : Decoders()) {
    if (decoder->matches(bytes)) return decoder->decode({bytes, options.max_pixels, sink});
    names += (names.empty() ? "" : " or ") + std::string(decoder->format.name);
  }
  return Mismatch(Code::kUnsupportedData, "file type", "a " + names + " file", HexOf(bytes));
}

}  // namespace imwrite

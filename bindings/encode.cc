// Embind: imwrite(imageData, format, options, output) and memoryBytes() of an encoder module.
#include "src/encode.h"

#include <emscripten/bind.h>

#include <limits>

#include "bindings/values.h"

namespace imwrite {
namespace {

using emscripten::typed_memory_view;
using emscripten::val;

// Copies a band at a time out of the caller's bytes, which may lie anywhere in JavaScript's memory.
class JsReader : public RowReader {
 public:
  JsReader(const ImageInfo& info, val bytes, double stride) : info_(info), bytes_(std::move(bytes)), stride_(stride) {}

  Status Read(uint32_t y, uint32_t count, const uint8_t** rows) override {
    const auto row_bytes = static_cast<size_t>(info_.row_bytes());
    const uint64_t band_bytes = info_.row_bytes() * count;
    if (!band_.Resize(band_bytes)) return OutOfMemory(static_cast<size_t>(band_bytes));
    if (stride_ == row_bytes) {
      Copy(y * stride_, band_.data(), static_cast<size_t>(band_bytes));
    } else {
      for (uint32_t i = 0; i < count; ++i) Copy((double{1} * y + i) * stride_, band_.data() + i * row_bytes, row_bytes);
    }
    *rows = band_.data();
    return Ok();
  }

 private:
  // Offsets are doubles: a typed array may be larger than 4 GiB.
  void Copy(double offset, uint8_t* to, size_t size) {
    val(typed_memory_view(size, to)).call<void>("set", bytes_.call<val>("subarray", offset, offset + static_cast<double>(size)));
  }

  ImageInfo info_;
  val bytes_;
  double stride_;
  Buffer band_;
};

class JsSink : public ByteSink {
 public:
  explicit JsSink(val output) : output_(std::move(output)) {}
  bool Write(const uint8_t* data, size_t size) override { return output_.call<bool>("write", val(typed_memory_view(size, data))); }
  bool Patch(uint64_t offset, const uint8_t* data, size_t size) override {
    return output_.call<bool>("patch", static_cast<double>(offset), val(typed_memory_view(size, data)));
  }

 private:
  val output_;
};

Status BadImage(const char* what, const char* expected, double actual) {
  return Mismatch(Code::kInvalidImage, what, expected, ToText(actual));
}

// `image` is { bytes: Uint8Array, width, height, channels, depth, stride }, the stride in bytes.
Status ReadInfo(const val& image, ImageInfo* info, double* stride) {
  const double width = image["width"].as<double>();
  const double height = image["height"].as<double>();
  const double channels = image["channels"].as<double>();
  const double depth = image["depth"].as<double>();
  constexpr double kMax = std::numeric_limits<uint32_t>::max();
  if (!(width >= 1 && width <= kMax && width == static_cast<uint32_t>(width))) return BadImage("width", "a whole number from 1", width);
  if (!(height >= 1 && height <= kMax && height == static_cast<uint32_t>(height)))
    return BadImage("height", "a whole number from 1", height);
  if (channels != 1 && channels != 2 && channels != 3 && channels != 4) return BadImage("channels", "1, 2, 3 or 4", channels);
  if (depth != 8 && depth != 16 && depth != 32) return BadImage("depth", "8, 16 or 32", depth);
  *info = {static_cast<uint32_t>(width), static_cast<uint32_t>(height), static_cast<uint8_t>(channels),
           static_cast<Depth>(static_cast<uint8_t>(depth))};
  *stride = image["stride"].as<double>();
  const auto row_bytes = static_cast<double>(info->row_bytes());
  if (!(*stride >= row_bytes)) return BadImage("stride", "at least a row's bytes", *stride);
  const double needed = (height - 1) * *stride + row_bytes;
  const double actual = image["bytes"]["byteLength"].as<double>();
  if (actual < needed) {
    return Mismatch(Code::kInvalidImage, "pixel data", ToText(needed) + " bytes", ToText(actual) + " bytes");
  }
  return Ok();
}

val ImwriteBinding(const val& image, const std::string& format, const val& options, const val& output) {
  ImageInfo info;
  double stride = 0;
  if (Status status = ReadInfo(image, &info, &stride); !status.ok()) return FromStatus(status);
  JsReader rows(info, image["bytes"], stride);
  JsSink sink(output);
  const Progress progress = [&](double fraction) { return output.call<bool>("progress", fraction); };
  return FromStatus(Encode(format, info, rows, ToOptions(options), sink, progress));
}

}  // namespace

EMSCRIPTEN_BINDINGS(encode) {
  emscripten::function("imwrite", &ImwriteBinding);
  emscripten::function("memoryBytes", &MemoryBytes);
}

}  // namespace imwrite

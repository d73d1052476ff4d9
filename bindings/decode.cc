// Embind: imread(bytes, options, output) and memoryBytes() of a decoder module.
#include "src/decode.h"

#include <emscripten/bind.h>

#include "bindings/values.h"

namespace imwrite {
namespace {

using emscripten::typed_memory_view;
using emscripten::val;

class JsImageSink : public ImageSink {
 public:
  explicit JsImageSink(val output) : output_(std::move(output)) {}

  Status Begin(const ImageInfo& info, int orientation) override {
    row_bytes_ = static_cast<size_t>(info.row_bytes());
    val header = val::object();
    header.set("width", info.width);
    header.set("height", info.height);
    header.set("channels", static_cast<int>(info.channels));
    header.set("depth", static_cast<int>(info.depth));
    header.set("orientation", orientation);
    return output_.call<bool>("begin", header) ? Ok() : Aborted();
  }

  bool Rows(uint32_t y, uint32_t count, const uint8_t* rows) override {
    return output_.call<bool>("rows", y, val(typed_memory_view(row_bytes_ * count, rows)));
  }

 private:
  val output_;
  size_t row_bytes_ = 0;
};

val ImreadBinding(const val& bytes, const val& options, const val& output) {
  const double size = bytes["byteLength"].as<double>();
  Buffer file;
  // +1: an empty file is a decoder's error, not a failed allocation.
  if (!file.Resize(static_cast<uint64_t>(size) + 1)) return FromStatus(OutOfMemory(static_cast<size_t>(size)));
  const auto length = static_cast<size_t>(size);
  val(typed_memory_view(length, file.data())).call<void>("set", bytes);
  JsImageSink sink(output);
  return FromStatus(Decode({file.data(), length}, ToOptions(options), sink));
}

}  // namespace

EMSCRIPTEN_BINDINGS(decode) {
  emscripten::function("imread", &ImreadBinding);
  emscripten::function("memoryBytes", &MemoryBytes);
}

}  // namespace imwrite

// Embind: transcode(bytes, format, options, metadata, output) and memoryBytes() of a transcoder
// module.
#include "src/transcode.h"

#include <emscripten/bind.h>

#include "bindings/heap-limit.h"
#include "bindings/metadata.h"
#include "bindings/values.h"

namespace imwrite {
namespace {

using emscripten::val;

// `metadata` is { keep, exif?, icc?, xmp?: Uint8Array, dpi?: [x, y] }.
val TranscodeBinding(const val& bytes, const std::string& format, const val& options,
                     const val& metadata, const val& output) {
  const std::vector<NamedValue> values = ToOptions(options);
  const HeapLimit heap(values);
  Buffer memory;
  std::span<const uint8_t> file;
  if (Status status = CopyFile(bytes, &memory, &file); !status.ok())
    return FromStatus(heap.Explained(status));
  JsSink sink(output);
  Status status =
      Transcode(format, file, values, metadata["keep"].isTrue(), ToMetadata(metadata), sink);
  return FromStatus(heap.Explained(std::move(status)));
}

}  // namespace

EMSCRIPTEN_BINDINGS(transcode) {
  emscripten::function("transcode", &TranscodeBinding);
  emscripten::function("memoryBytes", &MemoryBytes);
}

}  // namespace imwrite

// Metadata out of JavaScript. Static functions, as each module includes them once: inline ones pack less well.
#pragma once

#include <emscripten/val.h>

#include <vector>

#include "src/metadata.h"

namespace imwrite {

static std::vector<uint8_t> ToBytes(const emscripten::val& bytes) {
  if (bytes.isUndefined()) return {};
  std::vector<uint8_t> copy(bytes["byteLength"].as<size_t>());
  emscripten::val(emscripten::typed_memory_view(copy.size(), copy.data())).call<void>("set", bytes);
  return copy;
}

// { exif?, icc?, xmp?: Uint8Array, dpi?: [x, y], text?: [keyword, text][], cicp?: 4 numbers }
static Metadata ToMetadata(const emscripten::val& metadata) {
  if (metadata.isUndefined()) return {};
  Metadata result{ToBytes(metadata["exif"]), ToBytes(metadata["icc"]), ToBytes(metadata["xmp"])};
  if (const emscripten::val dpi = metadata["dpi"]; !dpi.isUndefined()) {
    result.dpi_x = dpi[0].as<double>();
    result.dpi_y = dpi[1].as<double>();
  }
  if (const emscripten::val texts = metadata["text"]; !texts.isUndefined()) {
    for (unsigned i = 0; i < texts["length"].as<unsigned>(); ++i) {
      result.texts.push_back({texts[i][0].as<std::string>(), texts[i][1].as<std::string>()});
    }
  }
  if (const emscripten::val cicp = metadata["cicp"]; !cicp.isUndefined()) {
    result.cicp.emplace();
    for (unsigned i = 0; i < 4; ++i) (*result.cicp)[i] = cicp[i].as<uint8_t>();
  }
  return result;
}

}  // namespace imwrite

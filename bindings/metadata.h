// Metadata out of JavaScript. Static functions, as each module includes them once: inline ones pack
// less well.
#pragma once

#include <emscripten/val.h>

#include <vector>

#include "bindings/values.h"
#include "src/metadata.h"

namespace imwrite {

static std::vector<uint8_t> ToBytes(const emscripten::val& bytes) {
  if (bytes.isUndefined()) return {};
  std::vector<uint8_t> copy(bytes["byteLength"].as<size_t>());
  SetBytes(copy.data(), copy.size(), bytes);
  return copy;
}

// { exif?, icc?, xmp?, iptc?: Uint8Array, dpi?: [x, y], text?: [keyword, text][], cicp?: 4 numbers,
//   tags?: [tag, type, count, Uint8Array][][] }
static Metadata ToMetadata(const emscripten::val& metadata) {
  if (metadata.isUndefined()) return {};
  Metadata result{ToBytes(metadata["exif"]), ToBytes(metadata["icc"]), ToBytes(metadata["xmp"]),
                  ToBytes(metadata["iptc"])};
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
  if (const emscripten::val pages = metadata["tags"]; !pages.isUndefined()) {
    for (unsigned page = 0; page < pages["length"].as<unsigned>(); ++page) {
      std::vector<Tag>& tags = result.tags.emplace_back();
      for (unsigned i = 0; i < pages[page]["length"].as<unsigned>(); ++i) {
        const emscripten::val tag = pages[page][i];
        tags.push_back(
            {tag[0].as<uint16_t>(), tag[1].as<uint16_t>(), tag[2].as<uint32_t>(), ToBytes(tag[3])});
      }
    }
  }
  return result;
}

}  // namespace imwrite

// Embind: describe(), every codec's record as JSON. This module serves the build, which generates
// the option types, the package's `formats` and the documentation from it; it is not shipped.
#include "src/describe.h"

#include <emscripten/bind.h>

namespace imwrite {
namespace {

template <class Codecs>
std::string DescribeEach(const Codecs& codecs, std::span<const OptionTable* const> tables) {
  std::string json;
  for (size_t i = 0; i < codecs.size(); ++i)
    json += (i == 0 ? "" : ",") + Describe(*codecs[i], *tables[i]);
  return json;
}

std::string DescribeAll() {
  const std::string encoders = DescribeEach(Encoders(), EncoderTables());
  const std::string transcoders = DescribeEach(Transcoders(), TranscoderTables());
  std::string decoders;
  for (const Decoder* decoder : Decoders())
    decoders += (decoders.empty() ? "" : ",") + Describe(*decoder);
  return "{\"encoders\":[" + encoders + "],\"decoders\":[" + decoders + "],\"transcoders\":[" +
         transcoders + "]}";
}

}  // namespace

EMSCRIPTEN_BINDINGS(describe) { emscripten::function("describe", &DescribeAll); }

}  // namespace imwrite

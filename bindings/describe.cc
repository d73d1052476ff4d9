// Embind: describe(), every codec's record as JSON. This module serves the build, which generates the option types,
// the package's `formats` and the documentation from it; it is not shipped.
#include "src/describe.h"

#include <emscripten/bind.h>

namespace imwrite {
namespace {

std::string DescribeAll() {
  std::string encoders;
  std::string decoders;
  std::string transcoders;
  for (const Encoder* encoder : Encoders()) encoders += (encoders.empty() ? "" : ",") + Describe(*encoder);
  for (const Decoder* decoder : Decoders()) decoders += (decoders.empty() ? "" : ",") + Describe(*decoder);
  for (const Transcoder* transcoder : Transcoders()) transcoders += (transcoders.empty() ? "" : ",") + Describe(*transcoder);
  return "{\"encoders\":[" + encoders + "],\"decoders\":[" + decoders + "],\"transcoders\":[" + transcoders + "]}";
}

}  // namespace

EMSCRIPTEN_BINDINGS(describe) { emscripten::function("describe", &DescribeAll); }

}  // namespace imwrite

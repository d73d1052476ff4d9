// describe(): a codec's record as JSON, the source of the generated types, docs and forms.
#pragma once

#include <string>

#include "src/codec.h"

namespace imwrite {

std::string Describe(const Encoder& encoder, OptionTable options);
std::string Describe(const Decoder& decoder);
std::string Describe(const Transcoder& transcoder, OptionTable options);

}  // namespace imwrite

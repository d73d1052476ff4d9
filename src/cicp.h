// Color spaces by number (ITU-T H.273).
#pragma once

#include <cstdint>
#include <span>

#include "src/format.h"
#include "src/metadata.h"
#include "src/status.h"

namespace imwrite {

// For formats that know color spaces by name: an error for numbers of others. They know none with a
// matrix or a narrow range.
Status CheckCicp(const Format& format, const Metadata& metadata,
                 std::span<const uint8_t> known_primaries,
                 std::span<const uint8_t> known_transfers);

}  // namespace imwrite

#include "src/cicp.h"

#include <algorithm>
#include <string>

#include "src/options.h"

namespace imwrite {
namespace {

bool Knows(std::span<const uint8_t> numbers, uint8_t number) {
  return std::ranges::find(numbers, number) != numbers.end();
}

std::string Listed(std::span<const uint8_t> numbers) {
  std::string list;
  for (const uint8_t number : numbers) list += (list.empty() ? "" : ", ") + std::to_string(number);
  return list;
}

}  // namespace

Status CheckCicp(const Format& format, const Metadata& metadata,
                 std::span<const uint8_t> known_primaries,
                 std::span<const uint8_t> known_transfers) {
  if (!metadata.cicp) return Ok();
  const auto& [primaries, transfer, matrix, full_range] = *metadata.cicp;
  if (Knows(known_primaries, primaries) && Knows(known_transfers, transfer) && matrix == 0 &&
      full_range == 1)
    return Ok();
  return InvalidMetadata(format.name, "cicp",
                         "primaries " + Listed(known_primaries) + ", transfer " +
                             Listed(known_transfers) + ", matrix 0, range 1",
                         Listed(*metadata.cicp));
}

}  // namespace imwrite

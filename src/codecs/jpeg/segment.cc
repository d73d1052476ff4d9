#include "src/codecs/jpeg/segment.h"

namespace imwrite::jpeg {

bool HasName(const jpeg_marker_struct& marker, int code, std::string_view name) {
  const std::string_view data(reinterpret_cast<const char*>(marker.data), marker.data_length);
  return marker.marker == code && data.starts_with(name);
}

}  // namespace imwrite::jpeg

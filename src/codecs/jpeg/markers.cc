#include "src/codecs/jpeg/markers.h"

#include <algorithm>
#include <utility>

#include "src/codecs/jpeg/metadata.h"
#include "src/codecs/jpeg/photoshop.h"
#include "src/codecs/jpeg/xmp.h"
#include "src/exif.h"

namespace imwrite::jpeg {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kJfif = "JFIF\0"sv;
constexpr std::string_view kAdobe = "Adobe"sv;
// CIPA DC-007: where further pictures lie behind this one. They are not copied.
constexpr std::string_view kMultiPicture = "MPF\0"sv;

bool Stays(const jpeg_marker_struct* marker, const MarkerChanges& changes,
           const jpeg_compress_struct& target) {
  const auto is = [&](int app, std::string_view name) {
    return HasName(*marker, JPEG_APP0 + app, name);
  };
  // JFIF's and Adobe's say how the colors are coded. The library's own forms would add them where
  // they were not.
  if (is(0, kJfif)) return !target.write_JFIF_header;
  if (is(14, kAdobe)) return !changes.drops_color;
  if (!changes.keeps) return false;
  if (marker->marker == JPEG_COM) return changes.replaced.texts.empty();
  if (is(1, kExif)) return changes.replaced.exif.empty();
  if (is(1, kXmp) || is(1, kLongXmp)) return changes.replaced.xmp.empty();
  if (is(13, kPhotoshop)) return changes.replaced.iptc.empty();
  // A profile for colors does not fit a gray picture.
  if (is(2, kIcc)) return changes.replaced.icc.empty() && !changes.drops_color;
  return !is(2, kMultiPicture);
}

}  // namespace

void KeepAllMarkers(jpeg_decompress_struct* source) {
  jpeg_save_markers(source, JPEG_COM, 0xffff);
  for (int app = 0; app < 16; ++app) jpeg_save_markers(source, JPEG_APP0 + app, 0xffff);
}

std::span<uint8_t> ExifBlock(const jpeg_decompress_struct& source) {
  for (auto* marker = source.marker_list; marker; marker = marker->next) {
    if (HasName(*marker, JPEG_APP0 + 1, kExif))
      return std::span(marker->data, marker->data_length).subspan(kExif.size());
  }
  return {};
}

void ExchangeResolution(jpeg_decompress_struct* source) {
  // JFIF 1.02: behind the name, two bytes of version and one of the unit.
  constexpr size_t kX = kJfif.size() + 3;
  constexpr size_t kBytes = 2;
  std::swap(source->X_density, source->Y_density);
  for (auto* marker = source->marker_list; marker; marker = marker->next) {
    if (!HasName(*marker, JPEG_APP0, kJfif) || marker->data_length < kX + 2 * kBytes) continue;
    std::swap_ranges(marker->data + kX, marker->data + kX + kBytes, marker->data + kX + kBytes);
  }
  ExchangeExifResolution(ExifBlock(*source));
}

void ChooseHeader(const jpeg_decompress_struct& source, const MarkerChanges& changes,
                  jpeg_compress_struct* target) {
  const bool has_density = changes.replaced.dpi_x > 0 || changes.replaced.dpi_y > 0;
  target->write_JFIF_header = has_density || (!changes.keeps && source.saw_JFIF_marker);
  target->write_Adobe_marker = FALSE;
  SetDensity(target, changes.replaced);
}

void CopyMarkers(const jpeg_decompress_struct& source, const MarkerChanges& changes,
                 jpeg_compress_struct* target) {
  bool replaced = false;
  const auto write_replaced = [&] {
    if (!replaced)
      WriteMarkers(target, changes.replaced, changes.segments,
                   {jpeg_write_marker, jpeg_write_icc_profile});
    replaced = true;
  };
  for (auto* marker = source.marker_list; marker; marker = marker->next) {
    // JFIF wants to be first.
    if (marker->marker != JPEG_APP0) write_replaced();
    if (Stays(marker, changes, *target))
      jpeg_write_marker(target, marker->marker, marker->data, marker->data_length);
  }
  write_replaced();
}

}  // namespace imwrite::jpeg

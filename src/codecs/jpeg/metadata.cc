#include "src/codecs/jpeg/metadata.h"

#include <algorithm>
#include <array>

#include "src/codecs/jpeg/photoshop.h"
#include "src/codecs/jpeg/xmp.h"
#include "src/latin1.h"

namespace imwrite::jpeg {
namespace {

constexpr int kApp1 = JPEG_APP0 + 1;
constexpr int kApp2 = JPEG_APP0 + 2;
// Behind kIcc stand the segment's number, from 1, and how many there are.
constexpr size_t kIccHeader = kIcc.size() + 2;
constexpr size_t kMaxIcc = 255 * (kMaxSegment - kIccHeader);

Status CheckSize(const char* kind, size_t size, size_t max) {
  if (size <= max) return Ok();
  return InvalidMetadata(kFormat.name, kind, "at most " + std::to_string(max) + " bytes",
                         std::to_string(size) + " bytes");
}

Status CheckDensity(double dpi) {
  if (dpi == 0 || (dpi >= 0.5 && dpi < 65535.5)) return Ok();
  return InvalidMetadata(kFormat.name, "dpi", "from 1 to 65535 pixels per inch", ToText(dpi));
}

Status CheckTexts(const std::vector<Text>& texts) {
  for (const Text& text : texts) {
    if (Status status = CheckSize("text", text.text.size(), kMaxSegment); !status.ok())
      return status;
  }
  return Ok();
}

// What follows `name` in a marker of that name; empty in others.
std::span<const uint8_t> Payload(const jpeg_marker_struct& marker, int code,
                                 std::string_view name) {
  if (!HasName(marker, code, name)) return {};
  return std::span<const uint8_t>(marker.data, marker.data_length).subspan(name.size());
}

std::vector<Text> Comments(const jpeg_decompress_struct& cinfo) {
  std::vector<Text> texts;
  for (auto* marker = cinfo.marker_list; marker; marker = marker->next) {
    if (marker->marker != JPEG_COM) continue;
    std::string_view text(reinterpret_cast<const char*>(marker->data), marker->data_length);
    // Some writers count the zero behind a string.
    while (text.ends_with('\0')) text.remove_suffix(1);
    if (!text.empty())
      texts.push_back(
          {std::string(kCommentKeyword), IsUtf8(text) ? std::string(text) : Utf8FromLatin1(text)});
  }
  return texts;
}

std::vector<uint8_t> FirstExif(const jpeg_decompress_struct& cinfo) {
  for (auto* marker = cinfo.marker_list; marker; marker = marker->next) {
    const auto payload = Payload(*marker, kApp1, kExif);
    if (!payload.empty()) return {payload.begin(), payload.end()};
  }
  return {};
}

// The segments may stand in any order.
std::vector<uint8_t> JoinIcc(const jpeg_decompress_struct& cinfo) {
  std::array<std::span<const uint8_t>, 256> segments{};
  size_t count = 0;
  for (auto* marker = cinfo.marker_list; marker; marker = marker->next) {
    const auto payload = Payload(*marker, kApp2, kIcc);
    if (payload.size() <= 2) continue;
    count = payload[1];
    segments[payload[0]] = payload.subspan(2);
  }
  std::vector<uint8_t> profile;
  for (size_t i = 1; i <= count; ++i) {
    if (segments[i].empty()) return {};
    profile.insert(profile.end(), segments[i].begin(), segments[i].end());
  }
  return profile;
}

}  // namespace

Status CheckMetadata(const Metadata& metadata, bool has_jfif) {
  if (!has_jfif && (metadata.dpi_x > 0 || metadata.dpi_y > 0)) {
    return InvalidMetadata(kFormat.name, "dpi",
                           "gray, YCbCr or lossy CMYK components, as others have no JFIF header",
                           "dpi");
  }
  for (const double dpi : {metadata.dpi_x, metadata.dpi_y}) {
    if (Status status = CheckDensity(dpi); !status.ok()) return status;
  }
  if (Status status = CheckSize("exif", metadata.exif.size(), kMaxExif); !status.ok())
    return status;
  if (Status status = CheckSize("icc", metadata.icc.size(), kMaxIcc); !status.ok()) return status;
  return CheckTexts(metadata.texts);
}

void SetDensity(jpeg_compress_struct* cinfo, const Metadata& metadata) {
  if (metadata.dpi_x <= 0 && metadata.dpi_y <= 0) return;
  const double x = metadata.dpi_x > 0 ? metadata.dpi_x : metadata.dpi_y;
  const double y = metadata.dpi_y > 0 ? metadata.dpi_y : metadata.dpi_x;
  cinfo->density_unit = 1;
  // JFIF is not for CMYK, but Photoshop and libjpeg's readers have it there as well.
  cinfo->write_JFIF_header = TRUE;
  cinfo->X_density = static_cast<UINT16>(x + 0.5);
  cinfo->Y_density = static_cast<UINT16>(y + 0.5);
}

std::vector<Segment> MakeSegments(const Metadata& metadata, std::span<const uint8_t> resources) {
  std::vector<Segment> segments;
  if (!metadata.exif.empty()) segments.emplace_back(kApp1, kExif, metadata.exif);
  AddXmp(metadata.xmp, &segments);
  if (!metadata.iptc.empty()) AddResources(WithIptc(resources, metadata.iptc), &segments);
  return segments;
}

void WriteMarkers(jpeg_compress_struct* cinfo, const Metadata& metadata,
                  const std::vector<Segment>& segments, const MarkerWriter& writer) {
  for (const Segment& segment : segments)
    writer.marker(cinfo, segment.code, segment.bytes.data(),
                  static_cast<unsigned>(segment.bytes.size()));
  if (!metadata.icc.empty())
    writer.icc(cinfo, metadata.icc.data(), static_cast<unsigned>(metadata.icc.size()));
  for (const Text& text : metadata.texts) {
    writer.marker(cinfo, JPEG_COM, reinterpret_cast<const JOCTET*>(text.text.data()),
                  static_cast<unsigned>(text.text.size()));
  }
}

void KeepMarkers(jpeg_decompress_struct* cinfo) {
  jpeg_save_markers(cinfo, kApp1, 0xffff);
  jpeg_save_markers(cinfo, kApp2, 0xffff);
  jpeg_save_markers(cinfo, JPEG_APP0 + 13, 0xffff);
  jpeg_save_markers(cinfo, JPEG_COM, 0xffff);
}

Metadata ReadMetadata(const jpeg_decompress_struct& cinfo) {
  Metadata metadata{FirstExif(cinfo), JoinIcc(cinfo), ReadXmp(cinfo), IptcOf(ReadResources(cinfo))};
  metadata.texts = Comments(cinfo);
  constexpr int kPerInch = 1, kPerCentimeter = 2;
  if (cinfo.saw_JFIF_marker &&
      (cinfo.density_unit == kPerInch || cinfo.density_unit == kPerCentimeter)) {
    const double scale = cinfo.density_unit == kPerInch ? 1 : 2.54;
    metadata.dpi_x = cinfo.X_density * scale;
    metadata.dpi_y = cinfo.Y_density * scale;
  }
  return metadata;
}

}  // namespace imwrite::jpeg

#include "src/codecs/tiff/metadata.h"

#include <algorithm>
#include <cmath>

#include "src/codecs/tiff/format.h"
#include "src/iptc.h"
#include "src/latin1.h"

namespace imwrite::tiff {
namespace {

constexpr double kCentimetersPerInch = 2.54;

// The tags that mean what PNG's keywords do.
constexpr std::pair<std::string_view, uint16_t> kTextTags[] = {
    {kKeywords[0], TIFFTAG_DOCUMENTNAME},
    {kKeywords[1], TIFFTAG_IMAGEDESCRIPTION},
    {kKeywords[2], TIFFTAG_ARTIST},
    {kKeywords[3], TIFFTAG_COPYRIGHT},
    {kKeywords[4], TIFFTAG_SOFTWARE}};

// 0: there is none.
uint16_t TagOf(std::string_view keyword) {
  const auto* found =
      std::ranges::find(kTextTags, keyword, &std::pair<std::string_view, uint16_t>::first);
  return found == std::end(kTextTags) ? 0 : found->second;
}

// The first value of an entry, whose kind is a whole number or a quotient of two.
double Value(const Entry& entry) {
  const auto number = [&](size_t at, size_t size) {
    uint32_t value = 0;
    for (size_t i = 0; i < size; ++i) value |= uint32_t{entry.value[at + i]} << (8 * i);
    return value;
  };
  if (entry.type == TIFF_SHORT) return number(0, 2);
  if (entry.type == TIFF_RATIONAL) return number(0, 4) / static_cast<double>(number(4, 4));
  return 0;
}

bool IsResolution(uint16_t tag) {
  return tag == TIFFTAG_XRESOLUTION || tag == TIFFTAG_YRESOLUTION || tag == TIFFTAG_RESOLUTIONUNIT;
}

std::vector<uint8_t> Bytes(TIFF* tiff, uint32_t tag) {
  uint32_t size = 0;
  const uint8_t* bytes = nullptr;
  if (!TIFFGetField(tiff, tag, &size, &bytes) || !bytes) return {};
  return {bytes, bytes + size};
}

// Adobe's writers call the bytes numbers of 32 bits, and padded them; in a big endian file each
// four were turned then.
std::vector<uint8_t> IptcOf(std::vector<uint8_t> value) {
  const auto whole = [&] {
    const auto records = IptcRecords(value);
    return std::vector<uint8_t>(records.begin(), records.end());
  };
  if (auto records = whole(); !records.empty()) return records;
  for (size_t i = 0; i + 4 <= value.size(); i += 4)
    std::reverse(value.begin() + i, value.begin() + i + 4);
  return whole();
}

// Pixels per inch; 0 when the file does not say.
double Resolution(TIFF* tiff, uint32_t tag) {
  float value = 0;
  uint16_t unit = RESUNIT_INCH;
  if (!TIFFGetField(tiff, tag, &value) || !std::isfinite(value) || value <= 0) return 0;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
  if (unit == RESUNIT_CENTIMETER) return value * kCentimetersPerInch;
  return unit == RESUNIT_INCH ? value : 0;
}

}  // namespace

Status ReadExif(const Metadata& metadata, Directory* exif) {
  if (metadata.exif.empty()) return Ok();
  bool damaged = false;
  *exif = ReadDirectory(metadata.exif, &damaged);
  if (!damaged) return Ok();
  return InvalidMetadata(
      kFormat.name, "exif", "a TIFF block whose entries lie inside it",
      std::to_string(metadata.exif.size()) + " bytes that are grid off or damaged");
}

void AddPageMetadata(const Metadata& metadata, std::optional<ResolutionUnit> unit,
                     Directory* page) {
  if (!metadata.icc.empty()) Set(Bytes(TIFFTAG_ICCPROFILE, TIFF_UNDEFINED, metadata.icc), page);
  if (metadata.dpi_x <= 0 && metadata.dpi_y <= 0 && !unit) return;
  constexpr uint16_t kUnits[] = {RESUNIT_NONE, RESUNIT_INCH, RESUNIT_CENTIMETER};
  Set(Short(TIFFTAG_RESOLUTIONUNIT, kUnits[static_cast<int>(unit.value_or(ResolutionUnit::kInch))]),
      page);
  const double inches = unit == ResolutionUnit::kCentimeter ? 1 / kCentimetersPerInch : 1;
  if (metadata.dpi_x > 0)
    Set(Rational(TIFFTAG_XRESOLUTION, static_cast<float>(metadata.dpi_x * inches)), page);
  if (metadata.dpi_y > 0)
    Set(Rational(TIFFTAG_YRESOLUTION, static_cast<float>(metadata.dpi_y * inches)), page);
}

void AddFileMetadata(const Metadata& metadata, const Directory& exif, Directory* page) {
  if (!metadata.xmp.empty()) Set(Bytes(TIFFTAG_XMLPACKET, TIFF_BYTE, metadata.xmp), page);
  if (!metadata.iptc.empty()) Set(Bytes(TIFFTAG_RICHTIFFIPTC, TIFF_UNDEFINED, metadata.iptc), page);
  const bool resolved = metadata.dpi_x > 0 || metadata.dpi_y > 0;
  for (const Entry& entry : exif) {
    const double value = Value(entry);
    const bool resolves =
        IsResolution(entry.tag) && !resolved && std::isfinite(value) && value >= 0;
    if (IsText(entry.tag) && entry.type == TIFF_ASCII) {
      const auto end = std::ranges::find(entry.value, 0);
      std::vector<uint8_t> text(entry.value.begin(), end);
      text.push_back(0);
      Set(Bytes(entry.tag, TIFF_ASCII, text), page);
    } else if (!entry.directory.empty()) {
      Set(entry, page);
    } else if (entry.tag == TIFFTAG_ORIENTATION && value >= ORIENTATION_TOPLEFT &&
               value <= ORIENTATION_LEFTBOT) {
      Set(Short(entry.tag, static_cast<uint16_t>(value)), page);
    } else if (resolves && entry.tag == TIFFTAG_RESOLUTIONUNIT && value >= RESUNIT_NONE &&
               value <= RESUNIT_CENTIMETER) {
      Set(Short(entry.tag, static_cast<uint16_t>(value)), page);
    } else if (resolves && entry.tag != TIFFTAG_RESOLUTIONUNIT) {
      Set(Rational(entry.tag, static_cast<float>(value)), page);
    }
  }
  for (const Text& text : metadata.texts) {
    std::vector<uint8_t> bytes(text.text.begin(), text.text.end());
    bytes.push_back(0);
    Set(Bytes(TagOf(text.keyword), TIFF_ASCII, bytes), page);
  }
}

std::vector<uint8_t> ReadProfile(TIFF* tiff) { return Bytes(tiff, TIFFTAG_ICCPROFILE); }

Metadata ReadMetadata(TIFF* tiff, std::span<const uint8_t> file) {
  Metadata metadata;
  metadata.icc = ReadProfile(tiff);
  metadata.xmp = Bytes(tiff, TIFFTAG_XMLPACKET);
  metadata.dpi_x = Resolution(tiff, TIFFTAG_XRESOLUTION);
  metadata.dpi_y = Resolution(tiff, TIFFTAG_YRESOLUTION);
  for (const auto& [keyword, tag] : kTextTags) {
    const char* text = nullptr;
    if (TIFFGetField(tiff, tag, &text) && text && *text) {
      metadata.texts.push_back({std::string(keyword), IsUtf8(text) ? text : Utf8FromLatin1(text)});
    }
  }
  bool damaged = false;
  Directory directory = ReadDirectory(file, &damaged);
  if (const auto iptc = std::ranges::find(directory, TIFFTAG_RICHTIFFIPTC, &Entry::tag);
      iptc != directory.end()) {
    metadata.iptc = IptcOf(std::move(iptc->value));
    directory.erase(iptc);
  }
  // It stands in dpi.
  std::erase_if(directory, [](const Entry& entry) { return IsResolution(entry.tag); });
  const bool tells = std::ranges::any_of(
      directory, [](const Entry& entry) { return IsText(entry.tag) || !entry.directory.empty(); });
  if (tells) metadata.exif = WriteBlock(directory);
  return metadata;
}

}  // namespace imwrite::tiff

#include "src/codecs/tiff/metadata.h"

#include <algorithm>
#include <cmath>

#include "src/latin1.h"

namespace imwrite::tiff {
namespace {

constexpr double kCentimetersPerInch = 2.54;

// The tags that mean what PNG's keywords do.
constexpr std::pair<std::string_view, uint16_t> kTextTags[] = {{"Title", TIFFTAG_DOCUMENTNAME},
                                                               {"Description", TIFFTAG_IMAGEDESCRIPTION},
                                                               {"Author", TIFFTAG_ARTIST},
                                                               {"Copyright", TIFFTAG_COPYRIGHT},
                                                               {"Software", TIFFTAG_SOFTWARE}};

// 0: there is none.
uint16_t TagOf(std::string_view keyword) {
  const auto* found = std::ranges::find(kTextTags, keyword, &std::pair<std::string_view, uint16_t>::first);
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

bool IsResolution(uint16_t tag) { return tag == TIFFTAG_XRESOLUTION || tag == TIFFTAG_YRESOLUTION || tag == TIFFTAG_RESOLUTIONUNIT; }

std::vector<uint8_t> Bytes(TIFF* tiff, uint32_t tag) {
  uint32_t size = 0;
  const uint8_t* bytes = nullptr;
  if (!TIFFGetField(tiff, tag, &size, &bytes) || !bytes) return {};
  return {bytes, bytes + size};
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
  Status status = Mismatch(Code::kInvalidOption, "tiff metadata 'exif'", "a TIFF block whose entries lie inside it",
                           std::to_string(metadata.exif.size()) + " bytes that are cut off or damaged");
  status.option = "metadata";
  return status;
}

Status CheckTexts(const Metadata& metadata) {
  for (const Text& text : metadata.texts) {
    if (TagOf(text.keyword) != 0) continue;
    std::string keywords;
    for (const auto& [keyword, tag] : kTextTags) keywords += (keywords.empty() ? "" : ", ") + std::string(keyword);
    Status status = Mismatch(Code::kInvalidOption, "tiff metadata 'text'", "the keywords " + keywords, text.keyword);
    status.option = "metadata";
    return status;
  }
  return Ok();
}

void SetPageMetadata(TIFF* tiff, const Metadata& metadata, std::optional<ResolutionUnit> unit) {
  if (!metadata.icc.empty()) TIFFSetField(tiff, TIFFTAG_ICCPROFILE, static_cast<uint32_t>(metadata.icc.size()), metadata.icc.data());
  if (metadata.dpi_x <= 0 && metadata.dpi_y <= 0 && !unit) return;
  constexpr int kUnits[] = {RESUNIT_NONE, RESUNIT_INCH, RESUNIT_CENTIMETER};
  TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, kUnits[static_cast<int>(unit.value_or(ResolutionUnit::kInch))]);
  const double inches = unit == ResolutionUnit::kCentimeter ? 1 / kCentimetersPerInch : 1;
  if (metadata.dpi_x > 0) TIFFSetField(tiff, TIFFTAG_XRESOLUTION, metadata.dpi_x * inches);
  if (metadata.dpi_y > 0) TIFFSetField(tiff, TIFFTAG_YRESOLUTION, metadata.dpi_y * inches);
}

bool SetFileMetadata(TIFF* tiff, const Metadata& metadata, const Directory& exif, Output* output) {
  if (!metadata.xmp.empty()) TIFFSetField(tiff, TIFFTAG_XMLPACKET, static_cast<uint32_t>(metadata.xmp.size()), metadata.xmp.data());
  const bool resolved = metadata.dpi_x > 0 || metadata.dpi_y > 0;
  for (const Entry& entry : exif) {
    if (IsText(entry.tag) && entry.type == TIFF_ASCII) {
      const std::string text(entry.value.begin(), std::ranges::find(entry.value, 0));
      TIFFSetField(tiff, entry.tag, text.c_str());
    } else if (!entry.directory.empty()) {
      const uint64_t offset = output->next_offset();
      if (!output->Append(WriteDirectory(entry.directory, static_cast<uint32_t>(offset)))) return false;
      TIFFSetField(tiff, entry.tag, offset);
    } else if (entry.tag == TIFFTAG_ORIENTATION) {
      TIFFSetField(tiff, entry.tag, static_cast<int>(Value(entry)));
    } else if (entry.tag == TIFFTAG_RESOLUTIONUNIT && !resolved) {
      TIFFSetField(tiff, entry.tag, static_cast<int>(Value(entry)));
    } else if (IsResolution(entry.tag) && !resolved && std::isfinite(Value(entry))) {
      TIFFSetField(tiff, entry.tag, Value(entry));
    }
  }
  for (const Text& text : metadata.texts) TIFFSetField(tiff, TagOf(text.keyword), text.text.c_str());
  return true;
}

Metadata ReadMetadata(TIFF* tiff, std::span<const uint8_t> file) {
  Metadata metadata;
  metadata.icc = Bytes(tiff, TIFFTAG_ICCPROFILE);
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
  // It stands in dpi.
  std::erase_if(directory, [](const Entry& entry) { return IsResolution(entry.tag); });
  const bool tells = std::ranges::any_of(directory, [](const Entry& entry) { return IsText(entry.tag) || !entry.directory.empty(); });
  if (tells) metadata.exif = WriteBlock(directory);
  return metadata;
}

}  // namespace imwrite::tiff

// Metadata in TIFF tags. Profile and resolution belong to every page's pixels; EXIF, XMP and IPTC
// stand with the first page.
#pragma once

#include <tiffio.h>

#include <optional>

#include "src/codecs/tiff/read-directory.h"
#include "src/metadata.h"
#include "src/status.h"

namespace imwrite::tiff {

// Of the texts that have a tag.
inline constexpr std::string_view kKeywords[] = {"Title", "Description", "Author", "Copyright",
                                                 "Software"};

enum class ResolutionUnit { kNone, kInch, kCentimeter };

// Parses the directories of metadata.exif; an error if they are invalid.
Status ReadExif(const Metadata& metadata, Directory* exif);

// Adds profile and resolution.
void AddPageMetadata(const Metadata& metadata, std::optional<ResolutionUnit> unit, Directory* page);

// Adds XMP, IPTC, texts and what `exif` has that its page has not yet.
void AddFileMetadata(const Metadata& metadata, const Directory& exif, Directory* page);

// Of the current directory, which is the first of `file`.
Metadata ReadMetadata(TIFF* tiff, std::span<const uint8_t> file);

// The profile of the current directory.
std::vector<uint8_t> ReadProfile(TIFF* tiff);

}  // namespace imwrite::tiff

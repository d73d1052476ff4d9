// Metadata in TIFF tags. Profile and resolution belong to every page's pixels; EXIF and XMP stand with the first page.
#pragma once

#include "src/codecs/tiff/exif.h"
#include "src/codecs/tiff/format.h"
#include "src/codecs/tiff/output.h"

namespace imwrite::tiff {

enum class ResolutionUnit { kNone, kInch, kCentimeter };

// The directories of metadata.exif, or the error that it is not what it should be.
Status ReadExif(const Metadata& metadata, Directory* exif);

// Whether there is a tag for each text.
Status CheckTexts(const Metadata& metadata);

// Sets profile and resolution.
void SetPageMetadata(TIFF* tiff, const Metadata& metadata, std::optional<ResolutionUnit> unit);

// Sets XMP, texts and what `exif` has that its page has not yet; EXIF's own directories go straight into the file.
// false when the sink failed.
bool SetFileMetadata(TIFF* tiff, const Metadata& metadata, const Directory& exif, Output* output);

// Of the current directory, which is the first of `file`.
Metadata ReadMetadata(TIFF* tiff, std::span<const uint8_t> file);

}  // namespace imwrite::tiff

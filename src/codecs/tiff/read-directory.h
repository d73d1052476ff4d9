// EXIF in TIFF: the directories of an EXIF block become directories of the file, and back. A block
// is a TIFF file itself, so they are moved as they are, byte for byte but for their offsets.
#pragma once

#include "src/codecs/tiff/directory.h"
#include "src/codecs/tiff/reserved-tags.h"

namespace imwrite::tiff {

// Reads the entries of the first directory that describe the image rather than its storage: texts,
// orientation, resolution, and the EXIF (with interoperability) and GPS directories. Entries that
// lie outside the bytes are skipped and set *damaged.
Directory ReadDirectory(std::span<const uint8_t> file, bool* damaged);

// Of the pages begin … end - 1 what neither the encoder writes nor another member of Metadata has:
// the tags for which IsReservedTag() is false.
std::vector<Directory> ReadUnknownTags(std::span<const uint8_t> file, uint32_t begin, uint32_t end);

// What the entries of the pages begin … end - 1 take, with their values, but those of where the
// pixels lie, and with what is below them of EXIF and GPS; each entry a little more than the one
// before it, for the time that it takes. A value counts for each page that has it, as it is read
// for each, but for a profile that the page before has as well. It stops where that is more than
// `most`.
uint64_t MeasureTags(std::span<const uint8_t> file, uint32_t begin, uint32_t end, uint64_t most);

// How many directories the main chain has. *lacks_link: the file ends where the last one's link to
// a next one should stand.
uint32_t CountDirectories(std::span<const uint8_t> file, bool* lacks_link);

}  // namespace imwrite::tiff

// Reserved tags: for storage, for directories, and those with a member of their own in Metadata.
#pragma once

#include <cstdint>

namespace imwrite::tiff {

inline constexpr uint16_t kExifTag = 34665, kGpsTag = 34853, kInteroperabilityTag = 40965;

// Photoshop's layers: images that no other program reads and that would be wrong for other pixels.
// They are skipped.
inline constexpr uint16_t kLayersTag = 37724;

// Whether the tag is one of the first directory's texts: who, when, with what.
bool IsText(uint16_t tag);

// Whether a tag says how the samples are stored, leads to a directory or is another member of
// Metadata.
bool IsReservedTag(uint16_t tag);

}  // namespace imwrite::tiff

// Tags that have a name here: those of storage, of directories, and those that are members of
// Metadata.
#pragma once

#include <cstdint>

namespace imwrite::tiff {

inline constexpr uint16_t kExifTag = 34665, kGpsTag = 34853, kInteroperabilityTag = 40965;

// Photoshop's layers: pictures, which nobody else reads, and which would lie about others. They are
// passed over.
inline constexpr uint16_t kLayersTag = 37724;

// Whether the tag is one of the first directory's texts: who, when, with what.
bool IsText(uint16_t tag);

// Whether a tag says how the samples are stored, leads to a directory or is another member of
// Metadata.
bool IsReservedTag(uint16_t tag);

}  // namespace imwrite::tiff

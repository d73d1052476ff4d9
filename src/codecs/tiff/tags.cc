#include "src/codecs/tiff/tags.h"

#include <tiff.h>

#include <algorithm>

#include "src/codecs/tiff/format.h"
#include "src/codecs/tiff/read-directory.h"
#include "src/codecs/tiff/reserved-tags.h"
#include "src/tiff-directory.h"

namespace imwrite::tiff {
namespace {

bool IsBigType(uint16_t type) { return type == TIFF_LONG8 || type == TIFF_SLONG8; }

// Types that lead to a directory are none: it would not be there.
bool IsValue(uint16_t type) {
  return (type >= TIFF_BYTE && type <= TIFF_DOUBLE) || IsBigType(type);
}

}  // namespace

bool HasBigTags(const Metadata& metadata) {
  return std::ranges::any_of(metadata.tags, [](const auto& tags) {
    return std::ranges::any_of(tags, [](const Tag& tag) { return IsBigType(tag.type); });
  });
}

Status CheckTags(const EncodeJob& job, bool big) {
  const auto& pages = job.metadata.tags;
  if (pages.size() > 1 && pages.size() != job.frame_count) {
    const std::string each = job.frame_count == 0
                                 ? ": pages come one by one"
                                 : ", or one for each of " + std::to_string(job.frame_count);
    return InvalidMetadata(kFormat.name, "tags", "one list for all pages" + each,
                           std::to_string(pages.size()) + " lists");
  }
  for (const std::vector<Tag>& tags : pages) {
    for (const Tag& tag : tags) {
      const std::string name = "tag " + std::to_string(tag.tag);
      // Pages of different color spaces have their profiles here.
      const bool profile = tag.tag == TIFFTAG_ICCPROFILE && job.metadata.icc.empty();
      if (IsReservedTag(tag.tag) && !profile)
        return InvalidMetadata(
            kFormat.name, "tags",
            "tags that are neither of storage nor have another place in metadata", name);
      if (std::ranges::count(tags, tag.tag, &Tag::tag) > 1)
        return InvalidMetadata(kFormat.name, "tags", "each tag once", name + " several times");
      if (!big && IsBigType(tag.type))
        return InvalidMetadata(kFormat.name, "tags", "values of at most 32 bits without bigTiff",
                               "64 bits in " + name);
      const bool whole = IsValue(tag.type) && tag.count > 0 &&
                         tag.bytes.size() == uint64_t{tag.count} * TiffTypeBytes(tag.type);
      if (!whole)
        return InvalidMetadata(kFormat.name, "tags", "values of a type of TIFF",
                               std::to_string(tag.bytes.size()) + " bytes in " + name);
    }
  }
  return Ok();
}

void AddTags(const Metadata& metadata, uint32_t page, Directory* directory) {
  if (metadata.tags.empty()) return;
  const std::vector<Tag>& tags = metadata.tags.size() == 1 ? metadata.tags[0] : metadata.tags[page];
  for (const Tag& tag : tags) directory->push_back({tag.tag, tag.type, tag.count, tag.bytes, {}});
}

std::vector<std::vector<Tag>> ReadTags(std::span<const uint8_t> file, uint32_t begin,
                                       uint32_t end) {
  std::vector<std::vector<Tag>> pages;
  bool any = false;
  for (Directory& directory : ReadUnknownTags(file, begin, end)) {
    std::vector<Tag>& tags = pages.emplace_back();
    for (Entry& entry : directory) {
      const bool again = std::ranges::find(tags, entry.tag, &Tag::tag) != tags.end();
      if (IsValue(entry.type) && !again)
        tags.push_back({entry.tag, entry.type, entry.count, std::move(entry.value)});
    }
    any |= !tags.empty();
  }
  return any ? pages : std::vector<std::vector<Tag>>{};
}

}  // namespace imwrite::tiff

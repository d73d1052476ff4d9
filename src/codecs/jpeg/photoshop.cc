#include "src/codecs/jpeg/photoshop.h"

#include <algorithm>
#include <optional>

#include "src/iptc.h"

namespace imwrite::jpeg {
namespace {

constexpr int kApp13 = JPEG_APP0 + 13;
constexpr std::string_view kSignature = "8BIM";
constexpr uint16_t kIptcId = 0x0404;
// Of the signature and the number, and of the size.
constexpr size_t kHeadBytes = 6, kSizeBytes = 4;

struct Resource {
  uint16_t id;
  std::span<const uint8_t> data;
  // With all that belongs to it.
  std::span<const uint8_t> whole;
};

// Adobe Photoshop File Formats, "Image Resource Blocks": a signature, a number, a name behind its
// length, a size, the data. Name and data are padded to whole pairs of bytes.
std::optional<Resource> First(std::span<const uint8_t> bytes) {
  if (bytes.size() < kHeadBytes + 2 + kSizeBytes ||
      !std::ranges::equal(bytes.first(kSignature.size()), kSignature))
    return {};
  const size_t name_bytes = (size_t{bytes[kHeadBytes]} + 2) & ~size_t{1};
  const size_t begin = kHeadBytes + name_bytes + kSizeBytes;
  if (begin > bytes.size()) return {};
  size_t size = 0;
  for (size_t i = begin - kSizeBytes; i < begin; ++i) size = size << 8 | bytes[i];
  if (size > bytes.size() - begin) return {};
  const auto id = static_cast<uint16_t>(bytes[4] << 8 | bytes[5]);
  // The last one's padding may be missing.
  return Resource{id, bytes.subspan(begin, size),
                  bytes.first(std::min(bytes.size(), begin + size + size % 2))};
}

}  // namespace

std::vector<uint8_t> ReadResources(const jpeg_decompress_struct& cinfo) {
  std::vector<uint8_t> resources;
  for (auto* marker = cinfo.marker_list; marker; marker = marker->next) {
    if (!HasName(*marker, kApp13, kPhotoshop)) continue;
    resources.insert(resources.end(), marker->data + kPhotoshop.size(),
                     marker->data + marker->data_length);
  }
  return resources;
}

std::vector<uint8_t> IptcOf(std::span<const uint8_t> resources) {
  while (const auto resource = First(resources)) {
    if (resource->id == kIptcId) {
      const auto records = IptcRecords(resource->data);
      return {records.begin(), records.end()};
    }
    resources = resources.subspan(resource->whole.size());
  }
  return {};
}

std::vector<uint8_t> WithIptc(std::span<const uint8_t> resources, std::span<const uint8_t> iptc) {
  std::vector<uint8_t> result;
  for (; const auto resource = First(resources);
       resources = resources.subspan(resource->whole.size())) {
    if (resource->id == kIptcId) continue;
    result.insert(result.end(), resource->whole.begin(), resource->whole.end());
    if (result.size() % 2 == 1) result.push_back(0);
  }
  result.insert(result.end(), kSignature.begin(), kSignature.end());
  result.insert(result.end(), {kIptcId >> 8, kIptcId & 0xff, 0, 0});
  for (int shift = 24; shift >= 0; shift -= 8)
    result.push_back(static_cast<uint8_t>(iptc.size() >> shift));
  result.insert(result.end(), iptc.begin(), iptc.end());
  if (iptc.size() % 2 == 1) result.push_back(0);
  return result;
}

void AddResources(std::span<const uint8_t> resources, std::vector<Segment>* segments) {
  while (!resources.empty()) {
    const auto part = resources.first(std::min(resources.size(), kMaxSegment - kPhotoshop.size()));
    segments->emplace_back(kApp13, kPhotoshop, part);
    resources = resources.subspan(part.size());
  }
}

}  // namespace imwrite::jpeg

#include "src/codecs/gif/container.h"

#include <algorithm>
#include <vector>

namespace imwrite::gif {
namespace {

using Bytes = std::vector<uint8_t>;

void Put16(uint32_t value, Bytes* to) {
  to->push_back(static_cast<uint8_t>(value));
  to->push_back(static_cast<uint8_t>(value >> 8));
}

void PutText(std::string_view text, Bytes* to) { to->insert(to->end(), text.begin(), text.end()); }

void PutSubBlocks(std::span<const uint8_t> data, Bytes* to) {
  while (!data.empty()) {
    const auto part = data.first(std::min<size_t>(data.size(), 255));
    to->push_back(static_cast<uint8_t>(part.size()));
    to->insert(to->end(), part.begin(), part.end());
    data = data.subspan(part.size());
  }
  to->push_back(0);
}

void PutApplication(std::string_view name, Bytes* to) {
  to->insert(to->end(), {kExtension, kApplication, static_cast<uint8_t>(name.size())});
  PutText(name, to);
}

// The flags of a color table of this many colors: it has as many as the bits can tell apart.
uint8_t TableFlags(std::span<const Rgba> colors) {
  return colors.empty() ? 0 : static_cast<uint8_t>(kHasColorTable | (IndexBits(colors.size()) - 1));
}

void PutTable(std::span<const Rgba> colors, Bytes* to) {
  if (colors.empty()) return;
  for (const Rgba color : colors) {
    for (int channel = 0; channel < 3; ++channel)
      to->push_back(static_cast<uint8_t>(quantizer::ChannelOf(color, channel)));
  }
  to->resize(to->size() + 3 * ((size_t{1} << IndexBits(colors.size())) - colors.size()));
}

// The number says how often the frames come again; once is without it.
void PutLoop(uint32_t count, Bytes* to) {
  if (count == 1) return;
  PutApplication(kNetscape, to);
  to->insert(to->end(), {3, 1});
  Put16(count == 0 ? 0 : count - 1, to);
  to->push_back(0);
}

void PutMetadata(const Metadata& metadata, Bytes* to) {
  if (!metadata.xmp.empty()) {
    PutApplication(kXmp, to);
    to->insert(to->end(), metadata.xmp.begin(), metadata.xmp.end());
    to->push_back(1);
    for (int value = 255; value >= 0; --value) to->push_back(static_cast<uint8_t>(value));
    to->push_back(0);
  }
  for (const Text& text : metadata.texts) {
    to->insert(to->end(), {kExtension, kComment});
    PutSubBlocks({reinterpret_cast<const uint8_t*>(text.text.data()), text.text.size()}, to);
  }
}

bool Write(const Bytes& bytes, ByteSink& sink) { return sink.Write(bytes.data(), bytes.size()); }

}  // namespace

int TransparentIndex(std::span<const Rgba> colors) {
  const auto found = std::ranges::find(colors, Rgba{0});
  return found == colors.end() ? -1 : static_cast<int>(found - colors.begin());
}

int IndexBits(size_t size) {
  int bits = 1;
  while (size > size_t{1} << bits) ++bits;
  return bits;
}

bool WriteHead(const EncodeJob& job, std::span<const Rgba> colors) {
  Bytes head;
  PutText("GIF89a", &head);
  Put16(job.info.width, &head);
  Put16(job.info.height, &head);
  constexpr uint8_t kEightBits = 7 << 4;  // of the colors that there were to choose from
  // The background's color and the shape of pixels are not said.
  head.insert(head.end(), {static_cast<uint8_t>(TableFlags(colors) | kEightBits), 0, 0});
  PutTable(colors, &head);
  if (job.animation) PutLoop(job.animation->loop_count, &head);
  PutMetadata(job.metadata, &head);
  return Write(head, job.sink);
}

bool WriteImageHead(const ImageHead& image, ByteSink& sink) {
  Bytes head;
  if (image.transparent_index >= 0 || image.duration > 0 || image.dispose != Dispose::kNone) {
    const int dispose = image.dispose == Dispose::kBackground ? 2 : 1;
    const int has_transparency = image.transparent_index >= 0;
    head = {kExtension, kGraphicControl, 4, static_cast<uint8_t>(dispose << 2 | has_transparency)};
    Put16(image.duration, &head);
    head.insert(head.end(), {static_cast<uint8_t>(std::max(0, image.transparent_index)), 0});
  }
  head.push_back(kImage);
  for (const uint32_t value : {image.area.x, image.area.y, image.area.width, image.area.height})
    Put16(value, &head);
  head.push_back(
      static_cast<uint8_t>(TableFlags(image.own_colors) | (image.interlaced ? kInterlaced : 0)));
  PutTable(image.own_colors, &head);
  return Write(head, sink);
}

bool WriteTrailer(ByteSink& sink) { return sink.Write(&kTrailer, 1); }

}  // namespace imwrite::gif

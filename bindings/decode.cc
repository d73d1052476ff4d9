// Embind: imread(bytes, options, output) and memoryBytes() of a decoder module.
#include "src/decode.h"

#include <emscripten/bind.h>

#include "bindings/heap-limit.h"
#include "bindings/values.h"

namespace imwrite {
namespace {

using emscripten::typed_memory_view;
using emscripten::val;

// A copy that JavaScript owns: any allocation may grow the memory, at which every view of it ends.
val Copy(std::span<const uint8_t> bytes) {
  return val(typed_memory_view(bytes.size(), bytes.data())).call<val>("slice");
}

// [tag, type, count, bytes][] of each page.
val Tags(const std::vector<std::vector<Tag>>& pages) {
  val lists = val::array();
  for (const std::vector<Tag>& tags : pages) {
    val list = val::array();
    for (const Tag& tag : tags) {
      val entry = val::array();
      entry.set(0, tag.tag);
      entry.set(1, tag.type);
      entry.set(2, tag.count);
      entry.set(3, Copy(tag.bytes));
      list.call<void>("push", entry);
    }
    lists.call<void>("push", list);
  }
  return lists;
}

val Colors(const Colorimetry& colorimetry) {
  val colors = val::object();
  if (colorimetry.gamma > 0) colors.set("gamma", colorimetry.gamma);
  if (!colorimetry.chromaticities) return colors;
  val chromaticities = val::array();
  for (const double number : *colorimetry.chromaticities) chromaticities.call<void>("push", number);
  colors.set("chromaticities", chromaticities);
  return colors;
}

class JsImageSink : public ImageSink {
 public:
  explicit JsImageSink(val output) : output_(std::move(output)) {}

  Status File(const FileFacts& facts) override {
    val file = val::object();
    file.set("frameCount", facts.frame_count);
    if (facts.animation) {
      val animation = val::object();
      animation.set("loop", facts.animation->loop_count);
      animation.set("background", Copy(facts.animation->background));
      animation.set("still", facts.animation->still);
      file.set("animation", animation);
    }
    const Metadata& metadata = facts.metadata;
    if (!metadata.exif.empty()) file.set("exif", Copy(metadata.exif));
    if (!metadata.icc.empty()) file.set("icc", Copy(metadata.icc));
    if (!metadata.xmp.empty()) file.set("xmp", Copy(metadata.xmp));
    if (!metadata.iptc.empty()) file.set("iptc", Copy(metadata.iptc));
    if (metadata.dpi_x > 0 && metadata.dpi_y > 0) {
      file.set("dpiX", metadata.dpi_x);
      file.set("dpiY", metadata.dpi_y);
    }
    val texts = val::array();
    for (const Text& text : metadata.texts) {
      val entry = val::array();
      entry.set(0, text.keyword);
      entry.set(1, text.text);
      texts.call<void>("push", entry);
    }
    file.set("text", texts);
    if (metadata.cicp) file.set("cicp", Copy(*metadata.cicp));
    file.set("tags", Tags(metadata.tags));
    if (facts.colorimetry) file.set("colorimetry", Colors(*facts.colorimetry));
    val profiles = val::array();
    for (const auto& profile : facts.profiles)
      profiles.call<void>("push", profile ? Copy(*profile) : val::undefined());
    file.set("profiles", profiles);
    val tables = val::array();
    for (const ColorTable& table : facts.color_tables)
      tables.call<void>("push", Copy({table.data()->data(), 4 * table.size()}));
    file.set("colorTables", tables);
    return output_.call<bool>("file", file) ? Ok() : Aborted();
  }

  Status Begin(const ImageInfo& info, int orientation, uint32_t duration) override {
    row_bytes_ = static_cast<size_t>(info.row_bytes());
    val header = val::object();
    header.set("width", info.width);
    header.set("height", info.height);
    header.set("channels", static_cast<int>(info.channels));
    header.set("sampleType", std::string(Name(info.sample_type)));
    header.set("precision", static_cast<int>(info.precision));
    header.set("extraChannels", static_cast<int>(info.extra_channels));
    header.set("orientation", orientation);
    header.set("duration", duration);
    return output_.call<bool>("begin", header) ? Ok() : Aborted();
  }

  bool Rows(uint32_t y, uint32_t count, const uint8_t* rows) override {
    return output_.call<bool>("rows", y, val(typed_memory_view(row_bytes_ * count, rows)));
  }

  void Warn(const std::string& warning) override { output_.call<void>("warn", warning); }

 private:
  val output_;
  size_t row_bytes_ = 0;
};

val ImreadBinding(const val& bytes, const val& options, const val& output) {
  const std::vector<NamedValue> values = ToOptions(options);
  const HeapLimit heap(values);
  Buffer memory;
  std::span<const uint8_t> file;
  if (Status status = CopyFile(bytes, &memory, &file); !status.ok())
    return FromStatus(heap.Explained(status));
  JsImageSink sink(output);
  return FromStatus(heap.Explained(Decode(file, values, sink)));
}

}  // namespace

EMSCRIPTEN_BINDINGS(decode) {
  emscripten::function("imread", &ImreadBinding);
  emscripten::function("memoryBytes", &MemoryBytes);
}

}  // namespace imwrite

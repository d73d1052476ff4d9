// ISO/IEC 14496-12 (boxes), 23008-12 (images in them), 23000-22 (MIAF), and AVIF 1.1.
#include "src/codecs/avif/container.h"

#include "src/box-writer.h"
#include "src/codecs/avif/format.h"
#include "src/exif.h"

namespace imwrite::avif {
namespace {

using Bytes = std::span<const uint8_t>;

constexpr uint64_t kMaxFileBytes = 0xffffffff;

// A thing that the file holds, and where its bytes are, in as many parts as are easy to gather.
struct Item {
  uint16_t id;
  std::string_view type;
  std::vector<Bytes> parts;
  // The item that this one is about; 0: none.
  std::string_view reference;
  // One-based indices of properties; the high bit says that readers must know it.
  std::vector<uint8_t> properties = {};

  uint64_t size() const {
    uint64_t sum = 0;
    for (const Bytes part : parts) sum += part.size();
    return sum;
  }
};

constexpr uint8_t kEssential = 0x80;

class FileWriter {
 public:
  explicit FileWriter(const File& file) : file_(file) {}

  Status Write(ByteSink& sink) {
    GatherItems();
    WriteProperties();
    uint64_t total = 0;
    for (const Item& item : items_) total += item.size();
    WriteType();
    WriteMeta();
    boxes_.Put(total + 8, 4);
    boxes_.Put("mdat");
    const uint64_t size = boxes_.size() + total;
    if (size > kMaxFileBytes)
      return Mismatch(Code::kImageTooLarge, "avif file",
                      "at most " + std::to_string(kMaxFileBytes) + " bytes", std::to_string(size));
    uint64_t offset = boxes_.size();
    for (size_t i = 0; i < items_.size(); ++i) {
      boxes_.Set32(offset_places_[i], static_cast<uint32_t>(offset));
      offset += items_[i].size();
    }
    if (!sink.Write(boxes_.bytes().data(), boxes_.size())) return Aborted();
    for (const Item& item : items_) {
      for (const Bytes part : item.parts) {
        if (!sink.Write(part.data(), part.size())) return Aborted();
      }
    }
    return Ok();
  }

 private:
  void GatherItems() {
    items_.push_back({1, "av01", {file_.picture.frame}, {}});
    if (!file_.alpha.frame.empty()) items_.push_back({2, "av01", {file_.alpha.frame}, "auxl"});
    // The offset of the TIFF block behind these bytes.
    static constexpr uint8_t kNoOffset[4] = {};
    if (!file_.metadata.exif.empty())
      items_.push_back({3, "Exif", {kNoOffset, file_.metadata.exif}, "cdsc"});
    if (!file_.metadata.xmp.empty()) items_.push_back({4, "mime", {file_.metadata.xmp}, "cdsc"});
  }

  // Adds a property to all pictures, or to one.
  template <class Inside>
  void Property(std::string_view type, uint8_t essential, uint16_t of, Inside&& inside) {
    properties_.Box(type, inside);
    ++property_count_;
    for (Item& item : items_) {
      if (item.type == "av01" && (of == 0 || item.id == of))
        item.properties.push_back(property_count_ | essential);
    }
  }

  void WriteProperties() {
    const auto full = [&](auto&& inside) {
      return [&, inside] {
        properties_.Put(0, 4);
        inside();
      };
    };
    Property("ispe", 0, 0, full([&] {
               properties_.Put(file_.info.width, 4);
               properties_.Put(file_.info.height, 4);
             }));
    WritePicture(1, file_.picture.header, file_.layout);
    WriteColor();
    if (!file_.alpha.frame.empty()) {
      WritePicture(2, file_.alpha.header, AlphaLayout(file_.layout.bits));
      Property("auxC", 0, 2,
               full([&] { properties_.PutString("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha"); }));
    }
    WriteOrientation();
  }

  void WritePicture(uint16_t id, const Av1Header& header, const Layout& layout) {
    Property("pixi", 0, id, [&] {
      const int channels = layout.gray ? 1 : 3;
      properties_.Put(0, 4);
      properties_.Put(static_cast<unsigned>(channels), 1);
      for (int i = 0; i < channels; ++i) properties_.Put(static_cast<unsigned>(layout.bits), 1);
    });
    // AV1 in ISO base media files, 2.3.3: the first bits are a marker and a version.
    Property("av1C", kEssential, id, [&] {
      properties_.Put(0x81, 1);
      properties_.Put(static_cast<unsigned>(header.profile << 5 | header.level), 1);
      properties_.Put(
          static_cast<unsigned>((layout.bits > 8) << 6 | (layout.bits == 12) << 5 |
                                layout.gray << 4 | layout.shift_x << 3 | layout.shift_y << 2),
          1);
      properties_.Put(0, 1);
    });
  }

  void WriteColor() {
    const Bytes icc = file_.metadata.icc;
    if (!icc.empty()) {
      Property("colr", 0, 1, [&] {
        properties_.Put("prof");
        properties_.Put(icc);
      });
    }
    Property("colr", 0, 1, [&] {
      properties_.Put("nclx");
      properties_.Put(file_.color.primaries, 2);
      properties_.Put(file_.color.transfer, 2);
      properties_.Put(file_.color.matrix, 2);
      properties_.Put(0x80, 1);  // full range
    });
    if (file_.max_content_light > 0 || file_.max_average_light > 0) {
      Property("clli", 0, 1, [&] {
        properties_.Put(static_cast<unsigned>(file_.max_content_light), 2);
        properties_.Put(static_cast<unsigned>(file_.max_average_light), 2);
      });
    }
  }

  // Readers of AVIF pass over EXIF's orientation: MIAF, 7.3.6.5 has turns and mirrors of its own,
  // in this order.
  void WriteOrientation() {
    struct Turn {
      uint8_t quarters_left;
      // None, left and right exchanged (1), or top and bottom (0).
      int mirror;
    };
    constexpr Turn kTurns[] = {{0, -1}, {0, 1}, {2, -1}, {0, 0}, {1, 0}, {3, -1}, {3, 0}, {1, -1}};
    const int orientation = file_.metadata.exif.empty() ? 1 : ExifOrientation(file_.metadata.exif);
    const Turn& turn = kTurns[orientation - 1];
    if (turn.quarters_left > 0)
      Property("irot", kEssential, 0, [&] { properties_.Put(turn.quarters_left, 1); });
    if (turn.mirror >= 0)
      Property("imir", kEssential, 0,
               [&] { properties_.Put(static_cast<unsigned>(turn.mirror), 1); });
  }

  void WriteType() {
    boxes_.Box("ftyp", [&] {
      boxes_.Put("avif");
      boxes_.Put(0, 4);
      boxes_.Put("avifmif1miaf");
      // AVIF's baseline and advanced profile.
      const bool main = file_.picture.header.profile == 0;
      if (file_.picture.header.profile < 2) boxes_.Put(main ? "MA1B" : "MA1A");
    });
  }

  void WriteMeta() {
    boxes_.FullBox("meta", 0, 0, [&] {
      boxes_.FullBox("hdlr", 0, 0, [&] {
        boxes_.Put(0, 4);
        boxes_.Put("pict");
        boxes_.Put(0, 8);
        boxes_.Put(0, 4);
        boxes_.PutString("");
      });
      boxes_.FullBox("pitm", 0, 0, [&] { boxes_.Put(items_[0].id, 2); });
      WriteLocations();
      boxes_.FullBox("iinf", 0, 0, [&] {
        boxes_.Put(items_.size(), 2);
        for (const Item& item : items_) WriteInfo(item);
      });
      if (items_.size() > 1) {
        boxes_.FullBox("iref", 0, 0, [&] {
          for (const Item& item : items_) WriteReference(item);
        });
      }
      boxes_.Box("iprp", [&] {
        boxes_.Box("ipco", [&] { boxes_.Put(properties_.bytes()); });
        WriteAssociations();
      });
    });
  }

  void WriteLocations() {
    boxes_.FullBox("iloc", 0, 0, [&] {
      boxes_.Put(0x4400, 2);  // 4 bytes each of offset and length
      boxes_.Put(items_.size(), 2);
      for (const Item& item : items_) {
        boxes_.Put(item.id, 2);
        boxes_.Put(0, 2);  // in this file
        boxes_.Put(1, 2);  // in one piece
        offset_places_.push_back(boxes_.size());
        boxes_.Put(0, 4);
        boxes_.Put(item.size(), 4);
      }
    });
  }

  void WriteInfo(const Item& item) {
    boxes_.FullBox("infe", 2, 0, [&] {
      boxes_.Put(item.id, 2);
      boxes_.Put(0, 2);
      boxes_.Put(item.type);
      boxes_.PutString(item.id == 1 ? "Color" : item.id == 2 ? "Alpha" : "");
      if (item.type == "mime") boxes_.PutString("application/rdf+xml");
    });
  }

  void WriteReference(const Item& item) {
    if (item.reference.empty()) return;
    boxes_.Box(item.reference, [&] {
      boxes_.Put(item.id, 2);
      boxes_.Put(1, 2);
      boxes_.Put(items_[0].id, 2);
    });
  }

  void WriteAssociations() {
    boxes_.FullBox("ipma", 0, 0, [&] {
      boxes_.Put(file_.alpha.frame.empty() ? 1 : 2, 4);
      for (const Item& item : items_) {
        if (item.properties.empty()) continue;
        boxes_.Put(item.id, 2);
        boxes_.Put(item.properties.size(), 1);
        boxes_.Put(item.properties);
      }
    });
  }

  const File& file_;
  std::vector<Item> items_;
  BoxWriter properties_;
  uint8_t property_count_ = 0;
  BoxWriter boxes_;
  std::vector<size_t> offset_places_;
};

}  // namespace

Status WriteFile(const File& file, ByteSink& sink) { return FileWriter(file).Write(sink); }

}  // namespace imwrite::avif

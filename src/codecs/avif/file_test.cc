// The reader of AVIF's container, on boxes that the tests write.
#include "src/codecs/avif/file.h"

#include <gtest/gtest.h>

#include "src/box-writer.h"
#include "src/codecs/avif/format.h"

namespace imwrite::avif {
namespace {

constexpr uint16_t kPicture = 1, kGrid = 2, kExif = 3;

struct Drawing {
  // Extents of the picture's bytes in "idat", or in the file.
  std::vector<Extent> extents = {{2, 3}, {0, 1}};
  uint16_t construction = 1;
  uint16_t primary = kPicture;
  uint8_t property = 1;
  uint8_t grid_columns = 2;
  std::string_view type = "av01";
};

void WriteItems(const Drawing& drawing, BoxWriter* boxes) {
  boxes->FullBox("iinf", 0, 0, [&] {
    boxes->Put(3, 2);
    const auto info = [&](uint16_t id, std::string_view type) {
      boxes->FullBox("infe", 2, 0, [&] {
        boxes->Put(id, 2);
        boxes->Put(0, 2);
        boxes->Put(type);
        boxes->PutString("");
      });
    };
    info(kPicture, drawing.type);
    info(kGrid, "grid");
    info(kExif, "Exif");
  });
}

void WriteLocations(const Drawing& drawing, BoxWriter* boxes) {
  boxes->FullBox("iloc", 1, 0, [&] {
    boxes->Put(0x4440, 2);
    boxes->Put(3, 2);
    const auto item = [&](uint16_t id, uint16_t construction, std::span<const Extent> extents) {
      boxes->Put(id, 2);
      boxes->Put(construction, 2);
      boxes->Put(0, 2);
      boxes->Put(1, 4);  // added to each offset
      boxes->Put(extents.size(), 2);
      for (const Extent& extent : extents) {
        boxes->Put(extent.offset, 4);
        boxes->Put(extent.size, 4);
      }
    };
    item(kPicture, drawing.construction, drawing.extents);
    constexpr Extent kGridBytes[] = {{7, 8}}, kExifBytes[] = {{15, 12}};
    item(kGrid, 1, kGridBytes);
    item(kExif, 1, kExifBytes);
  });
}

std::vector<uint8_t> MakeFile(const Drawing& drawing) {
  BoxWriter boxes;
  boxes.Box("ftyp", [&] { boxes.Put("avif\0\0\0\0mif1"); });
  boxes.FullBox("meta", 0, 0, [&] {
    boxes.FullBox("pitm", 0, 0, [&] { boxes.Put(drawing.primary, 2); });
    // Before the items that they are about.
    WriteLocations(drawing, &boxes);
    boxes.Box("iprp", [&] {
      boxes.Box("ipco", [&] {
        boxes.FullBox("ispe", 0, 0, [&] {
          boxes.Put(40, 4);
          boxes.Put(30, 4);
        });
      });
      boxes.FullBox("ipma", 0, 1, [&] {
        boxes.Put(1, 4);
        boxes.Put(kPicture, 2);
        boxes.Put(1, 1);
        boxes.Put(0x8000u | drawing.property, 2);
      });
    });
    WriteItems(drawing, &boxes);
    boxes.FullBox("iref", 0, 0, [&] {
      boxes.Box("dimg", [&] {
        for (const uint16_t id : {kGrid, uint16_t{2}, kPicture, kPicture}) boxes.Put(id, 2);
      });
      boxes.Box("cdsc", [&] {
        for (const uint16_t id : {kExif, uint16_t{1}, drawing.primary}) boxes.Put(id, 2);
      });
    });
    boxes.Box("idat", [&] {
      boxes.Put(0x0001020304050607, 8);
      // One row, 70 by 30 pixels.
      boxes.Put(uint64_t{0} << 16 | (drawing.grid_columns - 1u), 4);
      boxes.Put(70, 2);
      boxes.Put(30, 2);
      boxes.Put(0, 4);
      boxes.Put(0x49492a0008000000, 8);
    });
  });
  return boxes.bytes();
}

Status Parse(Bytes bytes, AvifFile* file) {
  static const Limits kLimits;
  Budget budget(kLimits, kFormat);
  return ParseFile(bytes, &budget, file);
}

Status Gather(const AvifFile& file, std::vector<uint8_t>* gathered) {
  static const Limits kLimits;
  Budget budget(kLimits, kFormat);
  std::vector<uint8_t> memory;
  Bytes bytes;
  const Status status =
      BytesOf(file.meta, *file.meta.Find(kPicture), file.bytes, &budget, &memory, &bytes);
  gathered->assign(bytes.begin(), bytes.end());
  return status;
}

TEST(AvifFile, NumbersAndPartsEndWithTheBytes) {
  constexpr uint8_t kBytes[] = {1, 2, 3, 'a', 'b', 0, 'c'};
  Fields fields(kBytes);
  EXPECT_EQ(fields.Number(3), 0x010203u);
  EXPECT_EQ(fields.String(), "ab");
  EXPECT_EQ(fields.String(), "c");
  EXPECT_TRUE(fields.ok());
  EXPECT_EQ(fields.U32(), 0u);
  EXPECT_FALSE(fields.ok());
}

TEST(AvifFile, SizesOfBoxes) {
  constexpr uint8_t kBytes[] = {0,  0,   0,   9,   'o', 'n', 'e', ' ', 7,   0,   0, 0,
                                1,  'l', 'o', 'n', 'g', 0,   0,   0,   0,   0,   0, 0,
                                17, 8,   0,   0,   0,   0,   'r', 'e', 's', 't', 1, 2};
  Fields fields(kBytes);
  Box box;
  for (const auto& [type, size] : {std::pair("one ", 1), {"long", 1}, {"rest", 2}}) {
    ASSERT_TRUE(TakeBox(&fields, &box));
    EXPECT_EQ(box.type, type);
    EXPECT_EQ(box.content.rest().size(), size_t(size));
    EXPECT_FALSE(box.cut);
  }
  EXPECT_FALSE(TakeBox(&fields, &box));
  Fields cut(Bytes(kBytes).first(8));
  ASSERT_TRUE(TakeBox(&cut, &box));
  EXPECT_TRUE(box.cut);
  constexpr uint8_t kTooSmall[] = {0, 0, 0, 7, 'b', 'a', 'd', ' '};
  Fields small{Bytes(kTooSmall)};
  EXPECT_FALSE(TakeBox(&small, &box));
}

TEST(AvifFile, ItemsInSeveralPieces) {
  AvifFile file;
  const auto bytes = MakeFile({});
  ASSERT_TRUE(Parse(bytes, &file).ok());
  EXPECT_EQ(file.color.width, 40u);
  EXPECT_EQ(file.metadata.exif.size(), 8u);
  std::vector<uint8_t> gathered;
  ASSERT_TRUE(Gather(file, &gathered).ok());
  EXPECT_EQ(gathered, (std::vector<uint8_t>{3, 4, 5, 1}));
}

TEST(AvifFile, PiecesBeyondTheEndAreNone) {
  for (const Extent extent : {Extent{30, 200}, Extent{~0u, 1}, Extent{2, ~0u}}) {
    AvifFile file;
    const auto bytes = MakeFile({.extents = {{0, 1}, extent}});
    ASSERT_TRUE(Parse(bytes, &file).ok());
    std::vector<uint8_t> gathered;
    ASSERT_TRUE(Gather(file, &gathered).ok());
    EXPECT_TRUE(gathered.empty());
  }
  AvifFile file;
  const auto bytes = MakeFile({.construction = 2});
  ASSERT_TRUE(Parse(bytes, &file).ok());
  std::vector<uint8_t> gathered;
  EXPECT_EQ(Gather(file, &gathered).code, Code::kUnsupportedData);
}

TEST(AvifFile, Grids) {
  AvifFile file;
  const auto bytes = MakeFile({.primary = kGrid});
  ASSERT_TRUE(Parse(bytes, &file).ok());
  EXPECT_EQ(file.color.width, 70u);
  EXPECT_EQ(file.color.columns, 2u);
  EXPECT_EQ(file.color.tiles.size(), 2u);
  for (const Drawing& drawing : {Drawing{.primary = kGrid, .grid_columns = 3},
                                 Drawing{.property = 2}, Drawing{.primary = 9}}) {
    AvifFile damaged;
    EXPECT_EQ(Parse(MakeFile(drawing), &damaged).code, Code::kCorruptData);
  }
  for (const uint16_t primary : {kPicture, kGrid}) {
    AvifFile other;
    EXPECT_EQ(Parse(MakeFile({.primary = primary, .type = "hvc1"}), &other).code,
              Code::kUnsupportedData);
  }
}

TEST(AvifFile, EveryShortFileIsTruncated) {
  const auto bytes = MakeFile({});
  for (size_t size = 0; size < bytes.size(); ++size) {
    AvifFile file;
    EXPECT_EQ(Parse(Bytes(bytes).first(size), &file).code, Code::kCorruptData) << size;
  }
}

TEST(AvifFile, CleanApertures) {
  Rect area;
  EXPECT_TRUE(AreaOf({40, 1, 20, 2, 0xffffffff, 2, 0, 1}, 101, 30, &area));
  EXPECT_EQ(area.x, 30u);
  EXPECT_EQ(area.y, 10u);
  EXPECT_EQ(area.width, 40u);
  EXPECT_EQ(area.height, 10u);
  for (const CleanAperture& wrong : {CleanAperture{40, 1, 20, 2, 0, 1, 0, 1},  // between columns
                                     {41, 2, 20, 2, 0, 1, 0, 1},
                                     {40, 0, 20, 2, 0, 1, 0, 1},
                                     {103, 1, 20, 2, 0, 1, 0, 1},
                                     {41, 1, 20, 2, 31, 1, 0, 1},
                                     {0, 1, 20, 2, 0x7fffffff, 1, 0, 1}}) {
    EXPECT_FALSE(AreaOf(wrong, 101, 30, &area));
    EXPECT_EQ(area.width, 101u);
  }
}

TEST(AvifFile, ColorsByNumber) {
  EXPECT_EQ(CicpOf({9, 16, 9, false}, false), (std::array<uint8_t, 4>{9, 16, 0, 1}));
  EXPECT_EQ(CicpOf({1, 13, 6, true}, true), (std::array<uint8_t, 4>{1, 13, 0, 1}));
  EXPECT_FALSE(CicpOf({1, 13, 6, true}, false));
  EXPECT_FALSE(CicpOf({2, 2, 6, true}, true));
}

}  // namespace
}  // namespace imwrite::avif

// Writes the file in order: a header; for each page its segments and those of its levels, then the
// directories of the levels and of the page, linked from the page before.
#pragma once

#include "src/codecs/tiff/directory.h"
#include "src/codecs/tiff/segment-table.h"
#include "src/codecs/tiff/segments.h"
#include "src/sink.h"
#include "src/status.h"

namespace imwrite::tiff {

class FileWriter {
 public:
  FileWriter(ByteSink& sink, bool big) : sink_(sink), big_(big) {}

  Status WriteHeader();
  Status WriteSegment(std::span<const uint8_t> bytes, SegmentTable* segments);
  // The header and a page's segments are there already.
  Status Resume(std::span<const uint32_t> sizes, SegmentTable* segments);
  // Write a directory with the offsets and sizes of its segments, which were added band by band,
  // each plane by plane. The directories of a page's levels precede its own.
  Status EndLevel(Directory directory, const SegmentGrid& grid, SegmentTable* segments);
  Status EndPage(Directory directory, const SegmentGrid& grid, SegmentTable* segments);

 private:
  Status Write(std::span<const uint8_t> bytes);
  Status Align();
  Status AddSegments(const SegmentGrid& grid, SegmentTable* segments, Directory* directory);
  // An entry of `count` numbers; more than one are stored before the directory.
  Status AddTable(uint16_t tag, uint16_t type, size_t count, std::span<const uint8_t> numbers,
                  Directory* directory);
  // Returns its offset.
  Status Put(Directory directory, uint64_t* offset);
  Status Advance(uint64_t bytes);

  ByteSink& sink_;
  // Whether offsets have 64 bits.
  bool big_;
  uint64_t end_ = 0;
  // Where the offset of the next directory belongs.
  uint64_t link_ = 0;
  // Of the page to come.
  std::vector<uint64_t> levels_;
  Buffer offset_table_;
  Buffer size_table_;
};

}  // namespace imwrite::tiff

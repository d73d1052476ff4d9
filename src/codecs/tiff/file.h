// The file as it grows: a header, the strips of a page and behind them its directory, to which the one before leads.
#pragma once

#include "src/codecs/tiff/directory.h"
#include "src/sink.h"
#include "src/status.h"

namespace imwrite::tiff {

class FileWriter {
 public:
  explicit FileWriter(ByteSink& sink) : sink_(sink) {}

  Status WriteHeader();
  // To be called before a page's strips, or the part of them that follows.
  Status BeginPage(uint32_t strips);
  Status WriteStrip(std::span<const uint8_t> bytes);
  // The bytes of each of the strips.
  std::span<const uint32_t> sizes() { return {reinterpret_cast<const uint32_t*>(sizes_.data()), next_strip_}; }
  // The header and a page's strips are there already.
  Status Resume(std::span<const uint32_t> sizes);
  // Writes the directory, to which the places of the strips are added.
  Status EndPage(Directory directory);

 private:
  Status Write(std::span<const uint8_t> bytes);
  Status Align();
  Status AddStrips(Directory* directory);
  // An entry of a number for each strip; several stand in front of the directory.
  Status AddTable(uint16_t tag, const uint32_t* numbers, Directory* directory);
  Status Advance(uint64_t bytes);

  ByteSink& sink_;
  uint64_t end_ = 0;
  // Where the offset of the next directory belongs.
  uint64_t link_ = 4;
  // The page's strips, which follow one another.
  uint64_t begin_ = 0;
  Buffer sizes_;
  Buffer offsets_;
  uint32_t strips_ = 0;
  uint32_t next_strip_ = 0;
};

}  // namespace imwrite::tiff

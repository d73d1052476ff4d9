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
  // To be called before a page's strips.
  Status BeginPage(uint32_t strips);
  Status WriteStrip(std::span<const uint8_t> bytes);
  // Writes the directory, to which the places of the strips are added.
  Status EndPage(Directory directory);

 private:
  Status Write(std::span<const uint8_t> bytes);
  Status Align();
  Status AddStrips(Directory* directory);

  ByteSink& sink_;
  uint64_t end_ = 0;
  // Where the offset of the next directory belongs.
  uint64_t link_ = 4;
  // The strips' offsets, then their sizes.
  Buffer table_;
  uint32_t strips_ = 0;
  uint32_t next_strip_ = 0;
};

}  // namespace imwrite::tiff

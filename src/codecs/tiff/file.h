// The file as it grows: a header, the pieces of a page and behind them its directory, to which the one before leads.
#pragma once

#include "src/codecs/tiff/directory.h"
#include "src/codecs/tiff/pieces.h"
#include "src/sink.h"
#include "src/status.h"

namespace imwrite::tiff {

class FileWriter {
 public:
  FileWriter(ByteSink& sink, bool big) : sink_(sink), big_(big) {}

  Status WriteHeader();
  // To be called before a page's pieces, or the part of them that follows.
  Status BeginPage(uint64_t pieces);
  Status WritePiece(std::span<const uint8_t> bytes);
  // The bytes of each piece.
  std::span<const uint32_t> sizes() { return {reinterpret_cast<const uint32_t*>(sizes_.data()), next_piece_}; }
  // The header and a page's pieces are there already.
  Status Resume(std::span<const uint32_t> sizes);
  // Writes the directory, to which the places of the pieces are added. They came band by band, and in each plane by plane.
  Status EndPage(Directory directory, const Cut& cut);

 private:
  Status Write(std::span<const uint8_t> bytes);
  Status Align();
  Status AddPieces(const Cut& cut, Directory* directory);
  // An entry of a number for each piece; several stand in front of the directory.
  Status AddTable(uint16_t tag, uint16_t type, std::span<const uint8_t> numbers, Directory* directory);
  Status Advance(uint64_t bytes);

  ByteSink& sink_;
  // Whether offsets have 64 bits.
  bool big_;
  uint64_t end_ = 0;
  // Where the offset of the next directory belongs.
  uint64_t link_ = 0;
  // The page's pieces, which follow one another.
  uint64_t begin_ = 0;
  Buffer sizes_;
  Buffer offset_table_;
  Buffer size_table_;
  size_t pieces_ = 0;
  size_t next_piece_ = 0;
};

}  // namespace imwrite::tiff

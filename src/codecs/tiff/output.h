// The sink as the file libtiff wants: it appends strips and directories, and goes back to link a directory to the last.
#pragma once

#include <tiffio.h>

#include <span>
#include <vector>

#include "src/sink.h"

namespace imwrite::tiff {

class Output {
 public:
  explicit Output(ByteSink& sink) : sink_(sink) {}

  // Where Append() will write, which is even.
  uint64_t next_offset() const { return end_ + end_ % 2; }
  // false when the sink failed.
  bool Append(std::span<const uint8_t> bytes);
  // To be called when libtiff has written a directory, the only thing it ever reads back.
  void KeepDirectory() { directory_ = last_; }
  bool stopped() const { return stopped_; }

  // For TIFFClientOpen, whose handle is the Output.
  static tmsize_t ReadProc(thandle_t handle, void* data, tmsize_t size);
  static tmsize_t WriteProc(thandle_t handle, void* data, tmsize_t size);
  static toff_t SeekProc(thandle_t handle, toff_t offset, int whence);
  static toff_t SizeProc(thandle_t handle);

 private:
  struct Piece {
    uint64_t offset = 0;
    std::vector<uint8_t> bytes;
  };

  bool Write(const uint8_t* bytes, size_t size);
  bool FillGap();

  ByteSink& sink_;
  uint64_t position_ = 0;
  uint64_t end_ = 0;
  bool stopped_ = false;
  // The last write, if it may have been a directory.
  Piece last_;
  Piece directory_;
};

}  // namespace imwrite::tiff

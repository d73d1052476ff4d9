// libpng's reader for one image of a file, with our errors.
#pragma once

#include <png.h>

#include <cstdint>
#include <string>

#include "src/codecs/png/container/file.h"
#include "src/guarded.h"

namespace imwrite::png {

// One image as a PNG file of its own, a span per part.
struct Input {
  std::vector<uint8_t> head;
  std::span<const Bytes> stream;
  // A checksum that nobody checks, and IEND.
  std::vector<uint8_t> tail;
  Bytes piece;
  size_t next = 0;
  // The bytes that may still be read: after all rows only the end of the stream.
  size_t left = SIZE_MAX;
};

Status MakeInput(const PngFile& file, const PngFrame& picture, Input* input);

// What libpng said.
struct Report {
  // Makes the error a warning: no pixel depends on it. One of memory stays.
  Status Demote();

  Status status;
  std::vector<std::string> warnings;
};

struct Reader {
  explicit Reader(Input* from);
  ~Reader() { png_destroy_read_struct(&png, &info, nullptr); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  template <class Work>
  bool CatchLongjmp(Work&& work) {
    return imwrite::CatchLongjmp(png_jmpbuf(png), work);
  }

  Input& input;
  png_structp png = nullptr;
  // Null when there is no memory.
  png_infop info = nullptr;
  Report report;
};

}  // namespace imwrite::png

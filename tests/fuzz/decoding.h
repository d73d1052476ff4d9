// What the targets that decode share: a sink that looks at every byte, and the choice of the call's
// options.
#pragma once

#include "src/decode.h"
#include "tests/fuzz/draw.h"

namespace imwrite::fuzz {

// Reads all that it is given, as a caller would, and counts.
class ReadingSink : public ImageSink {
 public:
  Status File(const FileFacts& facts) override {
    Check(files++ == 0, "the file's facts come twice");
    const Metadata& metadata = facts.metadata;
    for (const std::vector<uint8_t>* block : {&metadata.exif, &metadata.icc, &metadata.xmp})
      Look(*block);
    for (const Text& text : metadata.texts) sum += text.keyword.size() + text.text.size();
    for (const auto& page : metadata.tags) {
      for (const Tag& tag : page) Look(tag.bytes);
    }
    Check(facts.frame_count > 0, "a file without frames");
    return Ok();
  }
  Status Begin(const ImageInfo& info, int orientation, uint32_t) override {
    Check(files == 1 && next_row == height, "a frame begins too early");
    Check(orientation >= 1 && orientation <= 8, "an orientation that there is not");
    Check(info.width > 0 && info.height > 0 && info.channels > 0, "a picture without samples");
    row_bytes = static_cast<size_t>(info.row_bytes());
    height = info.height;
    next_row = 0;
    ++frames;
    return Ok();
  }
  bool Rows(uint32_t y, uint32_t count, const uint8_t* rows) override {
    Check(y == next_row && count > 0 && count <= height - y, "rows out of order");
    next_row += count;
    Look({rows, row_bytes * count});
    return true;
  }
  void Warn(const std::string& warning) override {
    Check(!warning.empty(), "a warning without words");
  }

  uint64_t sum = 0;
  uint32_t files = 0;
  uint32_t frames = 0;
  uint32_t height = 0;
  uint32_t next_row = 0;
  size_t row_bytes = 0;

 private:
  void Look(std::span<const uint8_t> bytes) {
    for (const uint8_t byte : bytes) sum += byte;
  }
};

inline void CheckStatus(const Status& status) {
  Check(status.code != Code::kInternal && status.code != Code::kOutOfMemory,
        "a code that no input may lead to", status.message);
  Check(status.ok() || !status.message.empty(), "an error without words");
}

// The file's last byte, which is part of it, chooses the options: each file of a corpus is one that
// other programs can read.
inline void DecodeFile(std::span<const uint8_t> file) {
  const uint8_t choice = file.empty() ? 0 : file.back();
  Values options = {{"limits.pixels", 65536.0},
                    {"limits.memoryBytes", 268435456.0},
                    {"frameCount", choice & 1 ? 5.0 : 1.0}};
  if (choice & 2) options.push_back({"truncated", std::string("fill")});
  if (choice & 4) options.push_back({"reduction", 4.0});
  if (choice & 8) options.push_back({"gray", true});
  if (choice & 16) options.push_back({"toneMap", true});
  if (choice & 32) options.push_back({"still", true});
  if ((choice & 192) == 192) options.push_back({"strict", true});
  if ((choice & 192) == 64) options.push_back({"firstFrame", 1.0});
  ReadingSink sink;
  const Status status = Decode(file, options, sink);
  CheckStatus(status);
  Check(!status.ok() || (sink.files == 1 && sink.next_row == sink.height),
        "success without all rows");
}

}  // namespace imwrite::fuzz

// All of a target that decodes.
#define IMWRITE_DECODE_TARGET                                               \
  extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) { \
    imwrite::fuzz::DecodeFile({data, size});                                \
    return 0;                                                               \
  }

// OpenJPEG's objects, and its messages as our Status.
#pragma once

#include <openjpeg.h>

#include <memory>
#include <string>
#include <vector>

#include "src/codecs/jp2/format.h"

namespace imwrite::jp2 {

struct DestroyCodec {
  void operator()(opj_codec_t* codec) const { opj_destroy_codec(codec); }
};
struct DestroyImage {
  void operator()(opj_image_t* image) const { opj_image_destroy(image); }
};
struct DestroyStream {
  void operator()(opj_stream_t* stream) const { opj_stream_destroy(stream); }
};
using Codec = std::unique_ptr<opj_codec_t, DestroyCodec>;
using Image = std::unique_ptr<opj_image_t, DestroyImage>;
using Stream = std::unique_ptr<opj_stream_t, DestroyStream>;

// What OpenJPEG says while it works.
class Messages {
 public:
  explicit Messages(opj_codec_t* codec) {
    opj_set_error_handler(
        codec,
        [](const char* text, void* self) {
          // The first is the cause.
          auto& error = static_cast<Messages*>(self)->error_;
          if (error.empty()) error = Trimmed(text);
        },
        this);
    opj_set_warning_handler(
        codec,
        [](const char* text, void* self) {
          auto& warnings = static_cast<Messages*>(self)->warnings_;
          if (warnings.size() < kMostWarnings) warnings.push_back(Trimmed(text));
        },
        this);
  }
  Messages(const Messages&) = delete;
  Messages& operator=(const Messages&) = delete;

  Status ErrorOf(Code code) const {
    return Error(code, "jp2: " + (error_.empty() ? "OpenJPEG gave up" : error_));
  }
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  // A damaged file may have one for each of its thousands of packets.
  static constexpr size_t kMostWarnings = 3;

  static std::string Trimmed(std::string_view text) {
    return std::string(text.substr(0, text.find_last_not_of(" \r\n.") + 1));
  }

  std::string error_;
  std::vector<std::string> warnings_;
};

std::span<const Library> Libraries();

}  // namespace imwrite::jp2

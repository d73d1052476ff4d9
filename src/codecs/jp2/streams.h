// How bytes come to OpenJPEG and go from it.
#pragma once

#include <algorithm>
#include <cstring>

#include "src/codecs/jp2/library.h"

namespace imwrite::jp2 {

inline constexpr size_t kChunkBytes = 65536;

// The codestream's way to the sink.
class Output {
 public:
  explicit Output(ByteSink& sink)
      : sink_(sink), stream_(opj_stream_create(kChunkBytes, OPJ_FALSE)) {
    if (!stream_) return;
    opj_stream_set_user_data(stream_.get(), this, nullptr);
    opj_stream_set_write_function(stream_.get(), [](void* data, OPJ_SIZE_T size, void* self) {
      return static_cast<Output*>(self)->Write(static_cast<const uint8_t*>(data), size);
    });
  }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  opj_stream_t* stream() const { return stream_.get(); }
  bool stopped() const { return stopped_; }
  uint64_t size() const { return size_; }

 private:
  size_t Write(const uint8_t* data, size_t size) {
    stopped_ = stopped_ || !sink_.Write(data, size);
    if (stopped_) return static_cast<size_t>(-1);
    size_ += size;
    return size;
  }

  ByteSink& sink_;
  Stream stream_;
  bool stopped_ = false;
  uint64_t size_ = 0;
};

// The file's way to OpenJPEG.
class Input {
 public:
  explicit Input(std::span<const uint8_t> bytes)
      : bytes_(bytes), stream_(opj_stream_create(kChunkBytes, OPJ_TRUE)) {
    if (!stream_) return;
    opj_stream_set_user_data(stream_.get(), this, nullptr);
    opj_stream_set_user_data_length(stream_.get(), bytes.size());
    opj_stream_set_read_function(stream_.get(), [](void* to, OPJ_SIZE_T size, void* self) {
      return static_cast<Input*>(self)->Read(static_cast<uint8_t*>(to), size);
    });
    opj_stream_set_skip_function(stream_.get(), [](OPJ_OFF_T size, void* self) {
      return static_cast<Input*>(self)->Skip(size);
    });
    opj_stream_set_seek_function(stream_.get(), [](OPJ_OFF_T to, void* self) -> OPJ_BOOL {
      return static_cast<Input*>(self)->Seek(to);
    });
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  opj_stream_t* stream() const { return stream_.get(); }

 private:
  size_t Read(uint8_t* to, size_t size) {
    const size_t there = std::min(size, bytes_.size() - at_);
    if (there == 0) return static_cast<size_t>(-1);
    std::memcpy(to, bytes_.data() + at_, there);
    at_ += there;
    return there;
  }
  OPJ_OFF_T Skip(OPJ_OFF_T size) {
    const auto left = static_cast<OPJ_OFF_T>(bytes_.size() - at_);
    if (size < 0 || left == 0) return -1;
    at_ += static_cast<size_t>(std::min(size, left));
    return std::min(size, left);
  }
  bool Seek(OPJ_OFF_T to) {
    if (to < 0 || static_cast<uint64_t>(to) > bytes_.size()) return false;
    at_ = static_cast<size_t>(to);
    return true;
  }

  std::span<const uint8_t> bytes_;
  Stream stream_;
  size_t at_ = 0;
};

}  // namespace imwrite::jp2

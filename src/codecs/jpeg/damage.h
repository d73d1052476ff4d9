// Damage that libjpeg decodes in spite of, collected from its warnings.
#pragma once

#include <optional>

#include "src/codecs/jpeg/format.h"

namespace imwrite::jpeg {

class Damage {
 public:
  // Listens to the decompressor's warnings, for as long as both live. `stops`: the first harm ends
  // the decoding, with an error.
  Damage(jpeg_decompress_struct* cinfo, bool stops);
  Damage(const Damage&) = delete;
  Damage& operator=(const Damage&) = delete;

  // Once the header, and of a file of several scans all of them, have been read.
  void CheckScans();
  // Whether pixels are missing or wrong.
  bool any() const { return harm_.has_value(); }
  // Whether the damage may affect pixels near this one.
  bool lost_restart() const { return lost_restart_; }
  // In words, with the rows that are whole.
  std::string Text() const;
  // Reports faults that leave the pixels intact.
  Status WarnOfOthers(const DecodeJob& job) const;

 private:
  struct Harm {
    bool cut_off;
    uint32_t whole_rows;
  };

  static void OnWarning(j_common_ptr cinfo, int level);
  void Take(int code);
  // The rows above the one of MCUs that is being read are whole.
  void Hurt(bool cut_off);

  jpeg_decompress_struct& cinfo_;
  const bool stops_;
  std::optional<Harm> harm_;
  bool lacks_scans_ = false;
  bool lacks_end_ = false;
  bool lost_restart_ = false;
  bool has_strange_bytes_ = false;
  bool has_strange_markers_ = false;
};

}  // namespace imwrite::jpeg

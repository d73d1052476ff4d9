// A transcoder is a data record: how a file becomes another one without its pixels being decoded.
#pragma once

#include <memory>
#include <span>

#include "src/described-option.h"
#include "src/format.h"
#include "src/limits.h"
#include "src/metadata.h"
#include "src/sink.h"
#include "src/status.h"

namespace imwrite {

struct TranscodeJob {
  std::span<const uint8_t> bytes;
  // Keeps the file's own metadata, except for the kinds that `metadata` replaces.
  bool keep_metadata;
  const Metadata& metadata;
  const void* options;
  const Limits& limits;
  ByteSink& sink;
};

// Makes another file of the same format, without decoding pixels; or one of this format out of a
// file of another, and that file again.
struct Transcoder {
  const Format& format;
  std::span<const Option> options;
  std::shared_ptr<void> (*make_options)();
  std::span<const Library> (*libraries)();
  Status (*transcode)(const TranscodeJob& job);
  // The name of the other format; none: there is none.
  std::string_view packs = {};
};

// The transcoders linked into this program, and their options with help in the same order; the
// build writes the lists.
std::span<const Transcoder* const> Transcoders();
std::span<const OptionTable* const> TranscoderTables();

}  // namespace imwrite

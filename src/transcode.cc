#include "src/transcode.h"

namespace imwrite {

namespace {

Status TranscodeWithin(std::string_view format, std::span<const uint8_t> bytes,
                       std::span<const NamedValue> values, bool keep_metadata,
                       const Metadata& metadata, ByteSink& sink) {
  for (const Transcoder* transcoder : Transcoders()) {
    if (transcoder->format.name != format) continue;
    const std::shared_ptr<void> options = transcoder->make_options();
    Limits limits;
    const OptionTarget targets[] = {{transcoder->options, options.get()},
                                    {LimitOptions(), &limits}};
    if (Status status = ApplyOptions(format, values, targets); !status.ok()) return status;
    ChunkingSink chunks(sink);
    if (Status status =
            transcoder->transcode({bytes, keep_metadata, metadata, options.get(), limits, chunks});
        !status.ok())
      return status;
    return chunks.Flush() ? Ok() : Aborted();
  }
  return Error(Code::kUnknownFormat, "no transcoder for '" + std::string(format) + "'");
}

}  // namespace

Status Transcode(std::string_view format, std::span<const uint8_t> bytes,
                 std::span<const NamedValue> options, bool keep_metadata, const Metadata& metadata,
                 ByteSink& sink) {
  return WithinMemory(
      [&] { return TranscodeWithin(format, bytes, options, keep_metadata, metadata, sink); });
}

}  // namespace imwrite

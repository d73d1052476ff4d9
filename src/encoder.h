// An encoder is a data record: what the format is, what the encoder takes.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "src/described-option.h"
#include "src/format.h"
#include "src/frames.h"
#include "src/metadata.h"
#include "src/pixels.h"
#include "src/rows.h"
#include "src/sink.h"
#include "src/status.h"
#include "src/stripe.h"

namespace imwrite {

// Receives the progress from 0 to 1; false stops the work.
using Progress = std::function<bool(double)>;

// How a codec stores several frames.
enum class Sequence { kNone, kPages, kAnimation };

// What a format can store besides pixels.
struct MetadataPlaces {
  // The members of Metadata, by their public names: exif, icc, xmp, iptc, dpi, text, cicp, tags.
  std::span<const std::string_view> kinds;
  // The range of resolutions in pixels per inch, including those stored in EXIF only.
  double min_dpi = 0;
  double max_dpi = 0;
  // The keywords of texts that it can store; none: any.
  std::span<const std::string_view> keywords;
  uint32_t max_exif_bytes = UINT32_MAX;
  uint32_t max_text_bytes = UINT32_MAX;
  // EXIF entries become entries of the file, so their offsets change.
  bool moves_exif = false;
  // The color primaries and transfer functions of cICP that it can store; none: any.
  std::span<const uint8_t> cicp_primaries;
  std::span<const uint8_t> cicp_transfers;
};

struct EncodeJob {
  // The first frame, or the only one.
  ImageInfo info;
  RowReader& rows;
  uint32_t duration;
  // The frames after the first. Those of an animation have the layout of the first.
  FrameReader& following;
  // The number of all frames; 0: not known in advance.
  uint32_t frame_count;
  // Null: the frames are pages.
  const Animation* animation;
  const Metadata& metadata;
  const void* options;
  ByteSink& sink;
  const Progress& progress;
  // Null: the whole image. `info` always describes the whole image.
  Stripe* stripe = nullptr;
};

struct Encoder {
  const Format& format;
  std::span<const SampleType> sample_types;
  std::span<const uint8_t> channels;
  // True: bytes are written in their final order while the image is read. False: the codec patches
  // bytes that it wrote.
  bool streaming;
  Sequence sequence;
  MetadataPlaces metadata;
  std::span<const Option> options;
  std::span<const OptionRule> rules;
  // Null: there are no options.
  std::shared_ptr<void> (*make_options)() = nullptr;
  // Null: the code is our own.
  std::span<const Library> (*libraries)() = nullptr;
  Status (*encode)(const EncodeJob& job);
  // Opaque alpha is stored like any other alpha. Otherwise images that always have alpha are
  // checked first.
  bool stores_opaque_alpha = false;
  // Animations need the encoder with that feature; none: any will do.
  std::string_view animation_feature;
  // The extensions under which OpenCV writes the format.
  std::span<const std::string_view> opencv_extensions;
  // How an image is split; null: not at all. The bytes of the file may depend on the split, so it
  // must depend on the image and the options only.
  Stripes (*stripes)(const ImageInfo& info, const void* options) = nullptr;
  bool takes_cmyk = false;
  // Channels that are neither color nor alpha.
  bool takes_extra_channels = false;
  // The sample types accepted with these options, if they differ from `sample_types`.
  std::span<const SampleType> (*option_sample_types)(const void* options) = nullptr;
  // The channels accepted with these options, if they differ from `channels`.
  std::span<const uint8_t> (*option_channels)(const void* options) = nullptr;
  // The precision that is stored unscaled, for samples with fewer bits than their type; null or 0:
  // samples are scaled to the full type.
  uint8_t (*precision)(const ImageInfo& info, const void* options) = nullptr;
};

// For Encoder::make_options.
template <class Options>
std::shared_ptr<void> MakeOptions() {
  return std::make_shared<Options>();
}

// The progress of `done` out of `frame_count` frames; if the number is unknown, a value that rises
// toward 1.
inline double ShareOf(double done, uint32_t frame_count) {
  return frame_count > 0 ? done / frame_count : 1 - 1 / (1 + done);
}

// Calls band(y, count, rows) over the image, or the job's stripe of it, while progress goes from
// `from` to `to`.
template <class Band>
Status ForEachBand(const EncodeJob& job, uint32_t band_rows, double from, double to, Band&& band) {
  const uint32_t begin = job.stripe ? job.stripe->begin : 0;
  const uint32_t end = job.stripe ? job.stripe->end : job.info.height;
  for (uint32_t y = begin; y < end;) {
    const uint32_t count = std::min(band_rows, end - y);
    const uint8_t* rows = nullptr;
    if (Status status = job.rows.Read(y, count, &rows); !status.ok()) return status;
    if (Status status = band(y, count, rows); !status.ok()) return status;
    y += count;
    if (job.progress && !job.progress(from + (to - from) * (y - begin) / (end - begin)))
      return Aborted();
  }
  return Ok();
}

// Appends the image to the file, band by band. code(rows, count, to) writes at most `max_row_bytes`
// for each of the rows, and returns the end of what it wrote.
template <class Code>
Status WriteBands(const EncodeJob& job, uint64_t max_row_bytes, Code&& code) {
  const uint32_t band_rows = BandRows(job.info);
  Buffer coded;
  if (!coded.Resize(max_row_bytes * band_rows)) return OutOfMemory(max_row_bytes * band_rows);
  return ForEachBand(job, band_rows, 0, 1, [&](uint32_t, uint32_t count, const uint8_t* rows) {
    const uint8_t* end = code(rows, count, coded.data());
    return job.sink.Write(coded.data(), static_cast<size_t>(end - coded.data())) ? Ok() : Aborted();
  });
}

// ForEachBand() from the last band to the first, for formats stored bottom-up. Rows within a band
// keep their order.
template <class Band>
Status ForEachBandUp(const EncodeJob& job, Band&& band) {
  const uint32_t band_rows = BandRows(job.info);
  for (uint32_t end = job.info.height; end > 0;) {
    const uint32_t count = std::min(band_rows, end);
    const uint8_t* rows = nullptr;
    if (Status status = job.rows.Read(end - count, count, &rows); !status.ok()) return status;
    if (Status status = band(count, rows); !status.ok()) return status;
    end -= count;
    if (job.progress && !job.progress(1 - static_cast<double>(end) / job.info.height))
      return Aborted();
  }
  return Ok();
}

// The encoders linked into this program, and their options with help in the same order; the build
// writes the lists (cmake/registry.cc.in).
std::span<const Encoder* const> Encoders();
std::span<const OptionTable* const> EncoderTables();

}  // namespace imwrite

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

// Takes the share of the work that is done, 0 to 1; false stops the work.
using Progress = std::function<bool(double)>;

// What a codec makes of several frames.
enum class Sequence { kNone, kPages, kAnimation };

// What a format has a place for beside the pixels.
struct MetadataPlaces {
  // The members of Metadata, by their public names: exif, icc, xmp, iptc, dpi, text, cicp, tags.
  std::span<const std::string_view> kinds;
  // The pixels per inch that it can say, also where EXIF alone says them.
  double min_dpi = 0;
  double max_dpi = 0;
  // The keywords of texts; none: any.
  std::span<const std::string_view> keywords;
  uint32_t max_exif_bytes = UINT32_MAX;
  uint32_t max_text_bytes = UINT32_MAX;
  // EXIF's entries become entries of the file, so that their places change.
  bool moves_exif = false;
};

struct EncodeJob {
  // The first frame, or the only one.
  ImageInfo info;
  RowReader& rows;
  uint32_t duration;
  // The frames after the first; they are of the first one's layout when there is an animation.
  FrameReader& following;
  // How many frames there are in all; 0 when that is not known beforehand.
  uint32_t frame_count;
  // Null: the frames are pages.
  const Animation* animation;
  const Metadata& metadata;
  const void* options;
  ByteSink& sink;
  const Progress& progress;
  // Null: the whole picture. `info` is the whole picture's also when only a stripe of it is
  // encoded.
  Stripe* stripe = nullptr;
};

struct Encoder {
  const Format& format;
  std::span<const SampleType> sample_types;
  std::span<const uint8_t> channels;
  // true: bytes leave in their final order while the picture is read. false: the codec patches what
  // it wrote.
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
  // Alpha that is opaque everywhere is stored like any other: what always has alpha is looked at
  // before.
  bool stores_opaque_alpha = false;
  // What OpenCV writes under these extensions, as a rule those of the format.
  std::span<const std::string_view> opencv_extensions;
  // How such a picture is split; null: not at all. What the file looks like may depend on it, so it
  // must follow from the picture and the options alone.
  Stripes (*stripes)(const ImageInfo& info, const void* options) = nullptr;
  bool takes_cmyk = false;
  // Channels that are neither color nor alpha.
  bool takes_extra_channels = false;
  // The depths that it takes with these options, where they are not `depths`.
  std::span<const SampleType> (*option_sample_types)(const void* options) = nullptr;
  // Likewise the channels.
  std::span<const uint8_t> (*option_channels)(const void* options) = nullptr;
  // The bits of samples that it takes as they stand, where a picture's have fewer than their type;
  // null, or 0: scaled to all of them.
  uint8_t (*precision)(const ImageInfo& info, const void* options) = nullptr;
};

// For Encoder::make_options.
template <class Options>
std::shared_ptr<void> MakeOptions() {
  return std::make_shared<Options>();
}

// How much `done` of `frame_count` frames are; where the number is not known, a share that rises
// towards 1.
inline double ShareOf(double done, uint32_t frame_count) {
  return frame_count > 0 ? done / frame_count : 1 - 1 / (1 + done);
}

// Calls band(y, count, rows) over the whole image, or the job's stripe of it, the progress going
// from `from` to `to`.
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

// The same over the whole image from its last band to its first, for files that begin below. The
// rows of a band stand in their usual order.
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

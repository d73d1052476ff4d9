// The JPEG 2000 encoder: 1- to 16-bit gray, gray + alpha, RGB and RGBA, lossless or down to a rate
// or an error. It holds a row of tiles at a time, which is the whole picture where that is one
// tile.
#include <algorithm>
#include <cstring>

#include "src/box-writer.h"
#include "src/codecs/jp2/container.h"
#include "src/codecs/jp2/options.h"
#include "src/codecs/jp2/streams.h"
#include "src/precision.h"

namespace imwrite::jp2 {
namespace {

constexpr SampleType kSampleTypes[] = {SampleType::kU8, SampleType::kU16};
constexpr uint8_t kChannels[] = {1, 2, 3, 4};
constexpr std::string_view kMetadata[] = {"exif", "icc", "xmp", "iptc", "dpi"};
constexpr std::string_view kOpenCvExtensions[] = {"jp2"};

// OpenJPEG works in 32 bits a sample, and takes about as much again while it codes; what needs more
// than WebAssembly has fails before it is worked on.
Status CheckMemory(const ImageInfo& info, const Tiles& tiles) {
  constexpr uint64_t kMost = uint64_t{4} << 30, kSampleBytes = 8;
  const uint64_t bytes =
      Sum(Product(info.row_bytes(), tiles.height),
          Product(uint64_t{tiles.width} * tiles.height, info.channels * kSampleBytes));
  if (bytes <= kMost) return Ok();
  return Mismatch(Code::kImageTooLarge, "jp2 tile",
                  "at most " + std::to_string(kMost >> 20) + " MiB to work in",
                  std::to_string(bytes >> 20) + " MiB; tileWidth and tileHeight make it smaller");
}

int DepthOf(const ImageInfo& info) {
  return info.precision > 0 ? info.precision : Bits(info.sample_type);
}

class Encoding {
 public:
  Encoding(const EncodeJob& job, const Tiles& tiles)
      : job_(job),
        info_(job.info),
        tiles_(tiles),
        output_(job.sink),
        codec_(opj_create_compress(OPJ_CODEC_J2K)),
        messages_(codec_.get()) {}

  Status Run(const Options& options) {
    if (Status status = Start(options); !status.ok()) return status;
    for (uint32_t row = 0; row < tiles_.rows; ++row) {
      if (Status status = WriteTileRow(row); !status.ok()) return status;
    }
    return opj_end_compress(codec_.get(), output_.stream()) ? Ok() : Failed();
  }
  uint64_t size() const { return output_.size(); }

 private:
  Status Failed() const {
    return output_.stopped() ? Aborted() : messages_.ErrorOf(Code::kInternal);
  }

  Status Start(const Options& options) {
    opj_image_cmptparm_t component{};
    component.dx = component.dy = 1;
    component.w = info_.width;
    component.h = info_.height;
    component.prec = static_cast<uint32_t>(DepthOf(info_));
    std::vector<opj_image_cmptparm_t> components(info_.channels, component);
    image_.reset(opj_image_tile_create(info_.channels, components.data(),
                                       info_.has_colors() ? OPJ_CLRSPC_SRGB : OPJ_CLRSPC_GRAY));
    if (!image_ || !codec_ || !output_.stream()) return OutOfMemory(0);
    image_->x1 = info_.width;
    image_->y1 = info_.height;
    opj_cparameters_t parameters = ParametersOf(info_, options, tiles_);
    const bool started = opj_setup_encoder(codec_.get(), &parameters, image_.get()) &&
                         opj_start_compress(codec_.get(), image_.get(), output_.stream());
    if (!started) return Failed();
    const uint64_t tile_bytes = uint64_t{tiles_.width} * tiles_.height * info_.pixel_bytes();
    if (!samples_.Resize(tile_bytes * tiles_.columns)) {
      return OutOfMemory(static_cast<size_t>(tile_bytes * tiles_.columns));
    }
    return Ok();
  }

  // Reading is a small part of the work: the rest is reported tile by tile.
  Status WriteTileRow(uint32_t row) {
    const uint32_t begin = row * tiles_.height;
    const uint32_t height = std::min(tiles_.height, info_.height - begin);
    const uint32_t band_rows = BandRows(info_);
    for (uint32_t y = 0; y < height;) {
      const uint32_t count = std::min(band_rows, height - y);
      const uint8_t* rows = nullptr;
      if (Status status = job_.rows.Read(begin + y, count, &rows); !status.ok()) return status;
      if (Status status = TakeRows(begin, y, height, count, rows); !status.ok()) return status;
      y += count;
      if (!Tell(row, kReadShare * y / height)) return Aborted();
    }
    for (uint32_t column = 0; column < tiles_.columns; ++column) {
      const uint32_t index = row * tiles_.columns + column;
      const uint64_t bytes = uint64_t{TileWidth(column)} * height * info_.pixel_bytes();
      if (!opj_write_tile(codec_.get(), index, TileAt(column, height), static_cast<uint32_t>(bytes),
                          output_.stream()))
        return Failed();
      if (!Tell(row, kReadShare + (1 - kReadShare) * (column + 1) / tiles_.columns))
        return Aborted();
    }
    return Ok();
  }

  bool Tell(uint32_t row, double share) const {
    return !job_.progress || job_.progress((row + share) / tiles_.rows);
  }

  Status TakeRows(uint32_t begin, uint32_t y, uint32_t height, uint32_t count,
                  const uint8_t* rows) {
    if (Status status = CheckRowPrecision(info_, begin + y, count, rows); !status.ok())
      return status;
    if (info_.sample_type == SampleType::kU8) {
      Split(y, height, count, rows);
    } else {
      Split(y, height, count, reinterpret_cast<const uint16_t*>(rows));
    }
    return Ok();
  }

  // Tiles one after the other, in each its components one after the other.
  template <class Sample>
  void Split(uint32_t y, uint32_t height, uint32_t count, const Sample* rows) {
    for (uint32_t column = 0; column < tiles_.columns; ++column) {
      const uint32_t width = TileWidth(column);
      auto* const tile = reinterpret_cast<Sample*>(TileAt(column, height));
      for (uint32_t i = 0; i < count; ++i) {
        const Sample* from =
            rows + (size_t{i} * info_.width + size_t{column} * tiles_.width) * info_.channels;
        for (uint16_t channel = 0; channel < info_.channels; ++channel) {
          Sample* to = tile + (size_t{channel} * height + y + i) * width;
          for (uint32_t x = 0; x < width; ++x) to[x] = from[x * info_.channels + channel];
        }
      }
    }
  }

  uint32_t TileWidth(uint32_t column) const {
    return std::min(tiles_.width, info_.width - column * tiles_.width);
  }
  uint8_t* TileAt(uint32_t column, uint32_t height) {
    return samples_.data() + size_t{column} * tiles_.width * height * info_.pixel_bytes();
  }

  static constexpr double kReadShare = 0.1;

  const EncodeJob& job_;
  const ImageInfo& info_;
  const Tiles& tiles_;
  Output output_;
  Codec codec_;
  Messages messages_;
  Image image_;
  Buffer samples_;
};

Status EncodeJp2(const EncodeJob& job) {
  const Options& options = *static_cast<const Options*>(job.options);
  Tiles tiles;
  if (Status status = ChooseTiles(job.info, options, &tiles); !status.ok()) return status;
  if (Status status = CheckMemory(job.info, tiles); !status.ok()) return status;
  const std::vector<uint8_t> boxes = MakeBoxes(job.info, DepthOf(job.info), job.metadata);
  if (!job.sink.Write(boxes.data(), boxes.size())) return Aborted();
  Encoding encoding(job, tiles);
  if (Status status = encoding.Run(options); !status.ok()) return status;
  // Larger boxes keep the 0 that says that they go on to the end.
  constexpr size_t kHeadBytes = 8;
  const uint64_t size = kHeadBytes + encoding.size();
  if (size > UINT32_MAX) return Ok();
  BoxWriter head;
  head.Put(size, 4);
  return job.sink.Patch(boxes.size() - kHeadBytes, head.bytes().data(), head.size()) ? Ok()
                                                                                     : Aborted();
}

}  // namespace

extern const Encoder kEncoder = {
    .format = kFormat,
    .sample_types = kSampleTypes,
    .channels = kChannels,
    .streaming = false,
    .sequence = Sequence::kNone,
    .metadata = {.kinds = kMetadata, .min_dpi = 0.001, .max_dpi = 1e9},
    .options = kOptions,
    .rules = kRules,
    .make_options = MakeOptions<Options>,
    .libraries = Libraries,
    .encode = EncodeJp2,
    .stores_opaque_alpha = true,
    .opencv_extensions = kOpenCvExtensions,
    .precision = AnyPrecision,
};

}  // namespace imwrite::jp2

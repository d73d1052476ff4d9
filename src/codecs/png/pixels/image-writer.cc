#include "src/codecs/png/pixels/image-writer.h"

#include <bit>
#include <cstring>

#include "src/codecs/png/pixels/reduce-color-type.h"
#include "src/codecs/png/pixels/row-block.h"
#include "src/deflate/adler.h"

namespace imwrite::png {
namespace {

// Rows that are compressed together, without a look back at those before: enough that little is
// lost.
constexpr uint64_t kPartRoom = 1 << 20;
// A picture of fewer rows is not worth the second worker.
constexpr uint64_t kMinStriped = 4 * kPartRoom;

// The pixels of a pass: every dx-th of every dy-th row, from (x, y) on.
struct Pass {
  uint32_t x, y, dx, dy;
};
constexpr Pass kWhole[] = {{0, 0, 1, 1}};
constexpr Pass kAdam7[] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                           {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};

uint32_t CountOf(uint32_t size, uint32_t start, uint32_t step) {
  return size > start ? (size - start + step - 1) / step : 0;
}

// `bits` is what a pixel has in the file.
uint64_t RowBytes(size_t bits, uint32_t pixels) { return (uint64_t{pixels} * bits + 7) / 8; }

// The stream of one picture.
class ImageWriter {
 public:
  ImageWriter(const EncodeJob& job, const Storage& storage, Bytes chunks, ChunkWriter* writer)
      : job_(job),
        options_(*static_cast<const Options*>(job.options)),
        storage_(storage),
        chunks_(chunks),
        writer_(writer) {
    bits_ = size_t{storage.bits} * job.info.channels;
    pixel_bytes_ = job.info.pixel_bytes();
    striped_ = StripesOf(job.info, job.options).rows > 0;
    if (job.stripe) begin_ = job.stripe->begin, end_ = job.stripe->end;
  }

  Status Write() {
    if (job_.stripe && job_.stripe->is_trailer()) return PutChecksum(JoinedChecksum());
    const bool runs = options_.compression_level == 1;
    const deflate::Strategy strategy =
        options_.strategy.value_or(runs ? deflate::Strategy::kRle : deflate::Strategy::kDefault);
    if (Status status = Allocate(strategy); !status.ok()) return status;
    if (begin_ == 0 && !PutHeader()) return Aborted();
    for (size_t i = 0; i < passes().size(); ++i) {
      const double share = 1.0 / static_cast<double>(passes().size());
      if (Status status = WritePass(passes()[i], static_cast<double>(i) * share,
                                    static_cast<double>(i + 1) * share);
          !status.ok()) {
        return status;
      }
    }
    if (!PutBlock(end_ == job_.info.height)) return Aborted();
    if (job_.stripe) job_.stripe->summary = {adler_};
    return striped_ && !job_.stripe ? PutChecksum(adler_) : Ok();
  }

 private:
  std::span<const Pass> passes() const {
    return options_.interlaced ? std::span<const Pass>(kAdam7) : kWhole;
  }

  Status Allocate(deflate::Strategy strategy) {
    const uint64_t row_bytes = RowBytes(bits_, job_.info.width);
    uint64_t all_rows = 0;
    for (const Pass& pass : passes()) {
      const uint64_t pass_bytes = RowBytes(bits_, CountOf(job_.info.width, pass.x, pass.dx));
      all_rows += RowBlock::RoomOf(pass_bytes) * CountOf(job_.info.height, pass.y, pass.dy);
    }
    const uint64_t room = std::max(std::min(kPartRoom, all_rows), RowBlock::RoomOf(row_bytes));
    if (room > SIZE_MAX / 16) return OutOfMemory(SIZE_MAX);
    const auto part_size = static_cast<size_t>(room);
    if (Status status = deflater_.Start(options_.compression_level, strategy, part_size);
        !status.ok())
      return status;
    const bool allocated =
        block_.Start(part_size, static_cast<size_t>(row_bytes), pixel_bytes_, options_.filter) &&
        output_.Resize(kZlibHeader + deflater_.bound() + kZlibTrailer);
    return allocated ? Ok() : OutOfMemory(part_size);
  }

  bool PutHeader() {
    std::vector<uint8_t> header;
    Put32(job_.info.width, &header);
    Put32(job_.info.height, &header);
    for (const uint8_t byte : {storage_.bits, storage_.color_type, uint8_t{0}, uint8_t{0},
                               uint8_t{options_.interlaced}}) {
      header.push_back(byte);
    }
    return writer_->BeginImage(header, chunks_);
  }

  Status WritePass(const Pass& pass, double from, double to) {
    const uint32_t width = CountOf(job_.info.width, pass.x, pass.dx);
    if (width == 0 || pass.y >= job_.info.height) return Ok();
    const auto row_bytes = static_cast<size_t>(RowBytes(bits_, width));
    uint8_t* above = block_.Begin(row_bytes);
    std::memset(above, 0, row_bytes);
    if (begin_ > 0) {
      const uint8_t* before = nullptr;
      if (Status status = job_.rows.Read(begin_ - 1, 1, &before); !status.ok()) return status;
      Gather(before, pass, width, above, row_bytes);
    }
    return ForEachBand(
        job_, BandRows(job_.info), from, to, [&](uint32_t y, uint32_t count, const uint8_t* rows) {
          for (uint32_t i = (pass.y + pass.dy - y % pass.dy) % pass.dy; i < count; i += pass.dy) {
            if (!block_.HasRoom() && !PutBlock(false)) return Aborted();
            Gather(rows + i * job_.info.row_bytes(), pass, width, block_.AddRow(), row_bytes);
          }
          return Ok();
        });
  }

  // The pass's pixels of a row, `row_bytes` in the byte order and packing of the file.
  void Gather(const uint8_t* from, const Pass& pass, uint32_t width, uint8_t* to,
              size_t row_bytes) const {
    if (bits_ < 8) {
      std::memset(to, 0, row_bytes);
      return Pack(from + pass.x, pass.dx, width, to);
    }
    if (pass.dx == 1) {
      std::memcpy(to, from, row_bytes);
    } else {
      from += pass.x * pixel_bytes_;
      for (uint32_t i = 0; i < width; ++i)
        std::memcpy(to + i * pixel_bytes_, from + size_t{i} * pass.dx * pixel_bytes_, pixel_bytes_);
    }
    if (job_.info.sample_type != SampleType::kU16 || std::endian::native == std::endian::big)
      return;
    for (size_t i = 0; i < row_bytes; i += 2) std::swap(to[i], to[i + 1]);
  }

  // Several pixels into a byte, which is 0 before, the first in its highest bits.
  void Pack(const uint8_t* from, uint32_t step, uint32_t width, uint8_t* to) const {
    const auto in_byte = static_cast<uint32_t>(8 / bits_);
    for (uint32_t i = 0; i < width; ++i) {
      to[i / in_byte] |=
          static_cast<uint8_t>(from[size_t{i} * step] << (8 - bits_ * (1 + i % in_byte)));
    }
  }

  // Compresses the rows that are waiting.
  bool PutBlock(bool last) {
    uint8_t* to = output_.data();
    if (begin_ == 0 && !started_) {
      // A window of 32 KiB; the level is of no use to readers (RFC 1950).
      *to++ = 0x78;
      *to++ = 0x9c;
      started_ = true;
    }
    to += block_.Compress(&deflater_, last, to, &adler_);
    if (last && !striped_) to = PutAdler(adler_, to);
    return writer_->PutPixels({output_.data(), to});
  }

  static uint8_t* PutAdler(uint32_t adler, uint8_t* to) {
    for (const int shift : {24, 16, 8, 0}) *to++ = static_cast<uint8_t>(adler >> shift);
    return to;
  }

  // In a chunk of its own, because no stripe knows it.
  Status PutChecksum(uint32_t adler) {
    uint8_t bytes[kZlibTrailer];
    return writer_->PutPixels({bytes, PutAdler(adler, bytes)}) ? Ok() : Aborted();
  }

  uint32_t JoinedChecksum() const {
    const uint32_t stripe_rows = StripesOf(job_.info, &options_).rows;
    const uint64_t row_bytes = 1 + RowBytes(bits_, job_.info.width);
    uint32_t joined = 1;
    uint32_t y = 0;
    for (const uint32_t checksum : job_.stripe->summaries) {
      const uint32_t rows = std::min(stripe_rows, job_.info.height - y);
      joined = deflate::JoinAdler32(joined, checksum, row_bytes * rows);
      y += rows;
    }
    return joined;
  }

  static constexpr size_t kZlibHeader = 2;
  static constexpr size_t kZlibTrailer = 4;

  const EncodeJob& job_;
  const Options& options_;
  Storage storage_;
  // What goes in front of the pixels.
  Bytes chunks_;
  ChunkWriter* writer_;
  deflate::Deflater deflater_;
  // Of a pixel, in the file.
  size_t bits_;
  size_t pixel_bytes_;
  RowBlock block_;
  Buffer output_;
  uint32_t adler_ = 1;
  bool started_ = false;
  // Whether the picture can be had in stripes; the rows that are asked for.
  bool striped_;
  uint32_t begin_ = 0;
  uint32_t end_ = job_.info.height;
};

}  // namespace

Stripes StripesOf(const ImageInfo& info, const void* options) {
  const auto& given = *static_cast<const Options*>(options);
  size_t bits = given.low_bits() > 0 ? given.low_bits() : 8 * info.pixel_bytes();
  if (!given.color_table.empty()) bits = IndexBits(given.color_table.size());
  const uint64_t row_room = RowBlock::RoomOf(RowBytes(bits, info.width));
  // A pass of Adam7 goes over the whole picture, and so does the search for a palette.
  if (given.interlaced || given.wants_palette() || row_room * info.height < kMinStriped) return {};
  const auto rows = static_cast<uint32_t>(std::max<uint64_t>(1, kPartRoom / row_room));
  return {rows < info.height ? rows : 0};
}

Status WriteImage(const EncodeJob& job, ChunkWriter* writer) {
  ReducedImage reduced;
  if (Status status = ReduceColorType(job, &reduced); !status.ok()) return status;
  constexpr uint8_t kColorTypes[] = {0, 0, 4, 2, 6};
  ImageInfo info = job.info;
  Storage storage{kColorTypes[info.channels], Bits(info.sample_type)};
  if (reduced.rows) info.channels = 1, storage = reduced.storage;
  const EncodeJob stored{info,
                         reduced.rows ? *reduced.rows : job.rows,
                         job.duration,
                         job.following,
                         job.frame_count,
                         job.animation,
                         job.metadata,
                         job.options,
                         job.sink,
                         job.progress,
                         job.stripe};
  Status status = ImageWriter(stored, storage, reduced.chunks, writer).Write();
  writer->EndImage();
  return status;
}

}  // namespace imwrite::png

// The GIF decoder: RGB, or RGBA where something is transparent; the indices of a still image when
// they are asked for. The frames of an animation come as whole canvases.
#include <cstring>

#include "src/codecs/gif/lzw-reader.h"
#include "src/codecs/gif/parse.h"

namespace imwrite::gif {
namespace {

using Color = std::array<uint8_t, 4>;

// What indices stand for; those beyond the color table are black.
std::array<Color, 256> ColorsOf(const GifImage& image) {
  std::array<Color, 256> colors;
  colors.fill({0, 0, 0, 255});
  for (size_t i = 0; i < std::min<size_t>(256, image.color_table.size() / 3); ++i)
    std::memcpy(colors[i].data(), &image.color_table[3 * i], 3);
  if (image.transparent_index >= 0)
    colors[static_cast<size_t>(image.transparent_index)] = {0, 0, 0, 0};
  return colors;
}

// The indices of an image, its rows in order. Those that the file lacks are 0 and reported.
Status ReadIndices(const DecodeJob& job, const GifImage& image, Buffer* indices) {
  const auto [width, height] = std::pair(image.placement.area.width, image.placement.area.height);
  const size_t count = size_t{width} * height;
  if (!indices->Resize(uint64_t{width} * height)) return OutOfMemory(count);
  const size_t there = ReadLzw(image.data, count, indices->data());
  std::memset(indices->data() + there, 0, count - there);
  if (there < count) {
    if (Status status = LackRows(job, kFormat, static_cast<uint32_t>(there / width), height);
        !status.ok())
      return status;
  }
  if (!image.interlaced) return Ok();
  Buffer ordered;
  if (!ordered.Resize(count)) return OutOfMemory(count);
  const uint8_t* from = indices->data();
  for (int pass = 0; pass < 4; ++pass) {
    for (uint32_t y = kFirstOfPass[pass]; y < height; y += kStepOfPass[pass], from += width)
      std::memcpy(ordered.data() + size_t{y} * width, from, width);
  }
  std::swap(*indices, ordered);
  return Ok();
}

Status Paint(const DecodeJob& job, const GifImage& image, Canvas* canvas, Buffer* indices) {
  if (Status status = ReadIndices(job, image, indices); !status.ok()) return status;
  if (Status status = canvas->Begin(image.placement); !status.ok()) return status;
  const auto colors = ColorsOf(image);
  const Rect& area = image.placement.area;
  std::vector<Color> row(area.width);
  for (uint32_t y = 0; y < area.height; ++y) {
    const uint8_t* from = indices->data() + size_t{y} * area.width;
    for (uint32_t x = 0; x < area.width; ++x) row[x] = colors[from[x]];
    canvas->Paint(y, 1, row.data()->data());
  }
  return Ok();
}

// Whether the canvas is ever transparent.
bool HasAlpha(const GifFile& file) {
  std::vector<Placement> placements;
  for (const GifImage& image : file.images) placements.push_back(image.placement);
  return file.images[0].transparent_index >= 0 || LeaveGaps(placements, file.width, file.height);
}

bool SendRows(const DecodeJob& job, const ImageInfo& info, const uint8_t* canvas) {
  if (info.has_alpha()) return job.sink.Rows(0, info.height, canvas);
  const uint32_t band_rows = BandRows(info);
  std::vector<uint8_t> band(static_cast<size_t>(info.row_bytes()) * band_rows);
  for (uint32_t y = 0; y < info.height; y += band_rows) {
    const uint32_t count = std::min(band_rows, info.height - y);
    uint8_t* to = band.data();
    for (size_t i = 0; i < size_t{info.width} * count; ++i, to += 3, canvas += 4)
      std::memcpy(to, canvas, 3);
    if (!job.sink.Rows(y, count, band.data())) return false;
  }
  return true;
}

Status DecodeFrames(const DecodeJob& job, const GifFile& file, uint32_t begin, uint32_t end,
                    Budget* budget) {
  const ImageInfo canvas_info{file.width, file.height, 4, SampleType::kU8};
  ImageInfo info = canvas_info;
  info.channels = HasAlpha(file) ? 4 : 3;
  // The frames that are given, the canvas, what is below a frame that goes again, and its indices
  // in two orders.
  const uint64_t bytes =
      Sum(Product(ImageBytes(info), end - begin), Product(ImageBytes(canvas_info), 3));
  if (Status status = budget->TakeMemory(bytes); !status.ok()) return status;
  Canvas canvas;
  if (Status status = canvas.Start(canvas_info); !status.ok()) return status;
  Buffer indices;
  for (uint32_t i = 0; i < end; ++i) {
    const GifImage& image = file.images[i];
    if (Status status = Paint(job, image, &canvas, &indices); !status.ok()) return status;
    if (i < begin) continue;
    if (Status status = job.sink.Begin(info, 1, image.placement.duration); !status.ok())
      return status;
    if (!SendRows(job, info, canvas.pixels())) return Aborted();
  }
  return Ok();
}

Status DecodeIndices(const DecodeJob& job, const GifFile& file, Budget* budget) {
  const ImageInfo info{file.width, file.height, 1, SampleType::kU8};
  if (Status status = budget->TakeMemory(Product(ImageBytes(info), 3)); !status.ok()) return status;
  Buffer indices;
  if (Status status = ReadIndices(job, file.images[0], &indices); !status.ok()) return status;
  if (Status status = job.sink.Begin(info, 1, 0); !status.ok()) return status;
  return job.sink.Rows(0, info.height, indices.data()) ? Ok() : Aborted();
}

ColorTable TableOf(const GifImage& image) {
  const auto colors = ColorsOf(image);
  const size_t named = std::max<size_t>(image.color_table.size() / 3,
                                        static_cast<size_t>(image.transparent_index + 1));
  return {colors.begin(), colors.begin() + static_cast<ptrdiff_t>(std::min<size_t>(named, 256))};
}

Status DecodeGif(const DecodeJob& job) {
  Budget budget(job.options.limits, kFormat);
  if (Status status = budget.TakeMemory(job.bytes.size()); !status.ok()) return status;
  GifFile file;
  if (Status status = ParseGif(job.bytes, &budget, &file); !status.ok()) return status;
  for (const std::string& fault : file.faults) {
    if (Status status = Warn(job, "gif: " + fault); !status.ok()) return status;
  }
  FileFacts facts{static_cast<uint32_t>(file.images.size()), file.animation, file.metadata};
  uint32_t begin = 0;
  uint32_t end = 0;
  if (Status status = ChooseFrames(job, kFormat, facts.frame_count, &begin, &end); !status.ok())
    return status;
  if (Status status = budget.TakeFrames(end - begin); !status.ok()) return status;
  if (Status status = budget.TakePixels(file.width, file.height, end - begin); !status.ok())
    return status;
  const bool indexed = job.options.indexed && !file.animation &&
                       Covers(file.images[0].placement.area, file.width, file.height);
  if (indexed) facts.color_tables = {TableOf(file.images[0])};
  if (Status status = job.sink.File(facts); !status.ok() || begin == end) return status;
  return indexed ? DecodeIndices(job, file, &budget) : DecodeFrames(job, file, begin, end, &budget);
}

}  // namespace

extern const Decoder kDecoder = {.format = kFormat, .decode = DecodeGif};

}  // namespace imwrite::gif

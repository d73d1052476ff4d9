#include "src/codecs/avif/showing.h"

namespace imwrite::avif {

Status MakePlan(const DecodeJob& job, const Properties& properties, Plan* plan) {
  const SampleLayout& color = plan->color;
  plan->codes = properties.nclx.value_or(color.codes);
  if (Status status = MatrixOf(plan->codes, color, &plan->matrix); !status.ok()) return status;
  if (plan->alpha && (plan->alpha->width != color.width || plan->alpha->height != color.height))
    return Damaged("its alpha is of another size");
  plan->area = {0, 0, color.width, color.height};
  if (properties.aperture &&
      !AreaOf(*properties.aperture, color.width, color.height, &plan->area)) {
    if (Status status = Warn(job, "avif: its clean aperture does not fit"); !status.ok())
      return status;
  }
  const int bits = color.bits - plan->matrix.extra_bits;
  plan->info = {plan->area.width, plan->area.height,
                static_cast<uint16_t>((color.gray ? 1 : 3) + (plan->alpha ? 1 : 0)),
                bits > 8 ? SampleType::kU16 : SampleType::kU8};
  if (bits > 8) plan->info.precision = static_cast<uint8_t>(bits);
  return Ok();
}

FileFacts FactsOf(const AvifFile& file, const Plan& plan) {
  FileFacts facts{1, std::nullopt, file.metadata};
  facts.metadata.cicp = CicpOf(plan.codes, !file.metadata.icc.empty());
  if (!file.movie) return facts;
  facts.frame_count = static_cast<uint32_t>(file.movie->color.samples.size());
  facts.animation = Animation{file.movie->color.loop_count};
  return facts;
}

Status SendPicture(const DecodeJob& job, const Plan& plan, const Planes8Or16& color,
                   const Planes8Or16* alpha, bool is_premultiplied) {
  RowConverter converter(color, alpha, plan.matrix, plan.codes, is_premultiplied);
  const ImageInfo& info = plan.info;
  const uint32_t band_rows = BandRows(info);
  const auto row_bytes = static_cast<size_t>(info.row_bytes());
  Buffer band;
  if (!band.Resize(info.row_bytes() * band_rows)) return OutOfMemory(row_bytes * band_rows);
  for (uint32_t y = 0; y < info.height; y += band_rows) {
    const uint32_t count = std::min(band_rows, info.height - y);
    for (uint32_t i = 0; i < count; ++i)
      converter.Write(plan.area.y + y + i, plan.area.x, info.width, band.data() + i * row_bytes);
    if (!job.sink.Rows(y, count, band.data())) return Aborted();
  }
  return Ok();
}

}  // namespace imwrite::avif

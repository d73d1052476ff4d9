// A picture encoded stripe by stripe, as workers do it.
#pragma once

#include "tests/native/expect.h"

namespace imwrite::testing {

// Gives the rows of a stripe and the one above it, and fails at others.
class StripeReader : public RowReader {
 public:
  StripeReader(const Image& image, const Stripe& stripe) : image_(image), stripe_(stripe) {}
  Status Read(uint32_t y, uint32_t count, const uint8_t** rows) override {
    if (y < stripe_.first_readable_row() || y + count > stripe_.end)
      return Error(Code::kInternal, "a row of another stripe");
    *rows = &image_.bytes[y * image_.info.row_bytes()];
    return Ok();
  }

 private:
  const Image& image_;
  const Stripe& stripe_;
};

inline Status EncodeStripe(std::string_view format, const Image& image, const Metadata& metadata,
                           const Values& options, Stripe* stripe, ByteSink* sink) {
  StripeReader rows(image, *stripe);
  SingleFrame frames(image.info, rows);
  return Encode(format, {frames, 1, nullptr, metadata, stripe}, options, *sink);
}

// The joined stripes, made from the last to the first; empty when the picture has none. Metadata
// goes with the first and the end.
inline std::vector<uint8_t> EncodeStripes(std::string_view format, const Image& image,
                                          const Metadata& metadata, const Values& options) {
  const auto [rows, counted] = StripesOf(format, image.info, options);
  if (rows == 0) return {};
  const uint32_t height = image.info.height;
  const uint32_t count = (height + rows - 1) / rows;
  std::vector<uint32_t> totals;
  for (uint32_t i = counted ? count : 0; i-- > 0;) {
    Stripe stripe{i * rows, std::min(height, (i + 1) * rows), true};
    VectorSink nothing;
    if (!EncodeStripe(format, image, {}, options, &stripe, &nothing).ok() || !nothing.bytes.empty())
      return {};
    totals.resize(stripe.summary.size());
    for (size_t k = 0; k < totals.size(); ++k) totals[k] += stripe.summary[k];
  }
  std::vector<std::vector<uint32_t>> summaries(count);
  std::vector<VectorSink> sinks(count);
  for (uint32_t i = count; i-- > 0;) {
    Stripe stripe{i * rows, std::min(height, (i + 1) * rows), false, totals};
    if (!EncodeStripe(format, image, i == 0 ? metadata : Metadata{}, options, &stripe, &sinks[i])
             .ok())
      return {};
    summaries[i] = std::move(stripe.summary);
  }
  std::vector<uint32_t> joined;
  for (const auto& summary : summaries) joined.insert(joined.end(), summary.begin(), summary.end());
  VectorSink file;
  for (const VectorSink& sink : sinks) file.Write(sink.bytes.data(), sink.bytes.size());
  Stripe end{height, height, false, {}, joined};
  // It may replace bytes of the first stripe.
  if (!EncodeStripe(format, image, metadata, options, &end, &file).ok()) return {};
  return file.bytes;
}

// The stripes make up `file`, where the picture is large enough to be split. Returns whether it is.
inline bool ExpectStripesMakeUp(const std::vector<uint8_t>& file, std::string_view format,
                                const Image& image, const Values& options) {
  if (StripesOf(format, image.info, options).rows == 0) return false;
  EXPECT_TRUE(EncodeStripes(format, image, {}, options) == file)
      << "the stripes make up another file";
  return true;
}

}  // namespace imwrite::testing

// Any names and values as options, of every encoder, the decoders and the transcoder.
#include "src/transcode.h"
#include "tests/fuzz/encoding.h"

namespace imwrite::fuzz {
namespace {

double DrawNumber(Draw* draw) {
  switch (draw->Byte() % 8) {
    case 0: return std::nan("");
    case 1: return -std::numeric_limits<double>::infinity();
    case 2: return std::numeric_limits<double>::max();
    case 3: return -static_cast<double>(draw->Below(65536));
    case 4: return draw->Below(65536) / 256.0;
    case 5: return draw->Below(65536) * 65537.0;
    default: return draw->Byte();
  }
}

OptionValue DrawAny(Draw* draw) {
  std::vector<double> numbers(draw->Byte() % 8);
  switch (draw->Byte() % 7) {
    case 0: return {};
    case 1: return draw->Coin();
    case 2: return draw->Text();
    case 3: std::ranges::generate(numbers, [&] { return DrawNumber(draw); }); return numbers;
    case 4:
      return std::vector<std::vector<double>>(draw->Byte() % 9,
                                              std::vector<double>(draw->Byte(), DrawNumber(draw)));
    default: return DrawNumber(draw);
  }
}

Values DrawCall(std::span<const Option> table, Draw* draw) {
  Values values;
  for (uint32_t count = draw->Byte() % 6; count > 0; --count) {
    const Option& option = table[draw->Byte() % table.size()];
    values.push_back({draw->Byte() < 16 ? draw->Text() : std::string(option.name),
                      draw->Coin() ? DrawAny(draw) : DrawValue(option, draw)});
    // A tile is padded to its size: hundreds of megabytes say nothing more, but take a minute.
    auto* number = std::get_if<double>(&values.back().value);
    if (number && option.name.starts_with("tile") && *number > 512)
      *number = std::fmod(*number, 512);
  }
  return values;
}

}  // namespace
}  // namespace imwrite::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace imwrite;
  using namespace imwrite::fuzz;
  static const Image image = testing::MakeImage(5, 4, 3, SampleType::kU8);
  static const std::vector<uint8_t> jpeg = [] {
    testing::VectorSink file;
    CheckStatus(testing::EncodeImage("jpeg", image, {}, &file));
    return file.bytes;
  }();
  Draw draw(data, size);
  const uint8_t kind = draw.Byte() % 6;
  testing::VectorSink sink;
  Status status;
  if (kind < 4) {
    const Encoder& encoder = *Encoders()[kind];
    std::vector<Option> table(encoder.options.begin(), encoder.options.end());
    for (const DescribedOption& option : PixelOptionTable()) table.push_back(option);
    status = testing::EncodeImage(encoder.format.name, image, DrawCall(table, &draw), &sink);
  } else if (kind == 4) {
    std::vector<Option> table;
    for (const DescribedOption& option : DecodeOptionTable()) table.push_back(option);
    for (const DescribedOption& option : LimitTable()) table.push_back(option);
    ReadingSink rows;
    status = Decode(jpeg, DrawCall(table, &draw), rows);
  } else {
    status =
        Transcode("jpeg", jpeg, DrawCall(Transcoders()[0]->options, &draw), draw.Coin(), {}, sink);
  }
  CheckStatus(status);
  Check(status.code != Code::kInvalidOption || !status.option.empty(),
        "an error of an option that is not named", status.message);
  return 0;
}

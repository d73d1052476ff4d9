// Memory that runs out at every allocation of every kind of call: the call is out of memory and
// says of how much, keeps nothing, and the next one gives what it should.
#include <gtest/gtest.h>

#include <functional>

#include "src/transcode.h"
#include "tests/native/animations.h"
#include "tests/native/failing-allocator.h"

// AddressSanitizer's; null in programs without it.
extern "C" [[gnu::weak]] size_t __sanitizer_get_current_allocated_bytes();

namespace imwrite::testing {
namespace {

size_t Allocated() {
  return __sanitizer_get_current_allocated_bytes ? __sanitizer_get_current_allocated_bytes() : 0;
}

// Keeps a sum of what it gets: one that allocated would count as the codec.
class SumSink : public ByteSink, public ImageSink {
 public:
  bool Write(const uint8_t* data, size_t size) override {
    for (size_t i = 0; i < size; ++i) sum_ = sum_ * 31 + data[i];
    return true;
  }
  bool Patch(uint64_t offset, const uint8_t* data, size_t size) override {
    return Write(data, size) && (sum_ += offset) > 0;
  }
  Status File(const FileFacts& facts) override {
    sum_ += facts.frame_count + facts.metadata.icc.size();
    return Ok();
  }
  Status Begin(const ImageInfo& info, int, uint32_t duration) override {
    row_bytes_ = info.row_bytes();
    sum_ += duration;
    return Ok();
  }
  bool Rows(uint32_t, uint32_t count, const uint8_t* rows) override {
    return Write(rows, count * row_bytes_);
  }
  void Warn(const std::string&) override { ++sum_; }
  uint64_t sum() const { return sum_; }

 private:
  uint64_t sum_ = 1;
  size_t row_bytes_ = 0;
};

struct Outcome {
  Status status;
  uint64_t sum = 0;
  size_t failed = 0;
};

using Call = std::function<Status(SumSink*)>;

// All small numbers, and of a long call's larger ones some.
uint64_t After(uint64_t at) { return at + 1 + at / 30; }

Outcome Run(const Call& call, uint64_t at, Failure failure) {
  Outcome outcome;
  SumSink sink;
  const FailingAllocator allocator(at, failure);
  outcome.status = call(&sink);
  outcome.failed = allocator.failed();
  outcome.sum = sink.sum();
  return outcome;
}

// `warm`: what the process keeps from its first call on is there.
void ExpectOutOfMemoryEverywhere(const std::string& name, const Call& call, bool warm = true) {
  SCOPED_TRACE(name);
  const Outcome good = warm ? Run(call, 0, Failure::kOne) : Outcome{};
  ASSERT_TRUE(good.status.ok()) << good.status.message;
  for (const Failure failure : {Failure::kOne, Failure::kLarge}) {
    uint64_t at = 1;
    for (bool fails = true; fails; at = After(at)) {
      SCOPED_TRACE("allocation " + std::to_string(at));
      const size_t before = Allocated();
      {
        const Outcome outcome = Run(call, at, failure);
        fails = outcome.failed > 0;
        ASSERT_EQ(outcome.status.code, fails ? Code::kOutOfMemory : Code::kOk)
            << outcome.status.message;
        const std::string bytes = ' ' + std::to_string(outcome.failed) + " bytes";
        ASSERT_TRUE(!fails || outcome.status.message.find(bytes) != std::string::npos)
            << outcome.status.message;
      }
      if (!warm) continue;
      ASSERT_EQ(Allocated(), before);
      const Outcome next = Run(call, 0, Failure::kOne);
      ASSERT_TRUE(next.status.ok()) << next.status.message;
      ASSERT_EQ(next.sum, good.sum);
    }
    ASSERT_GT(at, 2u);
  }
}

Call DecodeCall(std::vector<uint8_t> file, Values options = {}) {
  return [file = std::move(file), options = std::move(options)](SumSink* sink) {
    return Decode(file, options, *sink);
  };
}

struct Case {
  const char* format;
  Image image;
  Values options;
};

std::vector<Case> Cases() {
  const Image rgb = MakeImage(45, 37, 3, SampleType::kU8);
  const Image rgba = MakeImage(45, 37, 4, SampleType::kU8);
  const Image gray = MakeImage(45, 37, 1, SampleType::kU8);
  const Image deep = MakeImage(45, 37, 3, SampleType::kU16);
  const Image floats = MakeImage(45, 37, 3, SampleType::kF32);
  Image lines = gray;
  for (uint8_t& byte : lines.bytes) byte = byte > 127 ? 255 : 0;
  const auto text = [](const char* value) { return std::string(value); };
  return {
      {"jpeg", rgb, {}},
      {"jpeg", gray, {}},
      {"jpeg", rgba, {{"progressive", true}}},
      {"jpeg", rgb, {{"arithmeticCoding", true}, {"restartRows", 1.0}}},
      {"jpeg", deep, {{"lossless", true}, {"depth", text("16")}}},
      {"jpeg", MakeCmyk(45, 37), {{"colorSpace", text("ycck")}}},
      {"jpeg", floats, {{"encoder", text("jpegli")}}},
      {"jpeg", deep, {{"encoder", text("jpegli")}, {"progressive", true}}},
      {"png", rgb, {}},
      {"png", gray, {{"compressionLevel", 0.0}}},
      {"png", rgba, {{"compressionLevel", 9.0}, {"interlaced", true}}},
      {"png", deep, {{"depth", text("8")}, {"dither", text("ordered")}}},
      {"png", rgba, {{"colors", 16.0}, {"errorDiffusion", 0.5}}},
      {"webp", rgb, {}},
      {"webp", rgba, {{"quality", 50.0}, {"targetSize", 500.0}}},
      {"webp", rgb, {{"useSharpYuv", true}}},
      {"webp", rgba, {{"lossless", true}}},
      {"webp", rgb, {{"lossless", true}, {"method", 0.0}}},
      {"avif", rgba, {{"speed", 9.0}}},
      {"jxl", rgb, {}},
      {"jxl", deep, {{"effort", 1.0}}},
      {"jxl", MakeImage(300, 20, 4, SampleType::kU8), {}},
      {"jp2", rgb, {}},
      {"jp2", deep, {{"psnr", 40.0}, {"tileWidth", 32.0}, {"tileHeight", 32.0}}},
      {"tiff", rgb, {}},
      {"tiff", rgb, {{"compression", text("deflate")}, {"predictor", text("horizontal")}}},
      {"tiff", rgba, {{"compression", text("packbits")}, {"planarConfiguration", text("planar")}}},
      {"tiff",
       floats,
       {{"compression", text("deflate")}, {"predictor", text("float")}, {"bigTiff", true}}},
      {"tiff", rgb, {{"compression", text("jpeg")}}},
      {"tiff", lines, {{"compression", text("ccitt-g4")}, {"bitDepth", 1.0}}},
      {"tiff", floats, {{"compression", text("sgilog")}}},
      {"tiff", rgba, {{"tileWidth", 16.0}, {"tileHeight", 16.0}, {"pyramid", true}}}};
}

std::string NameOf(const Case& drawn) {
  std::string name = drawn.format;
  for (const NamedValue& option : drawn.options)
    name += ' ' + option.name + '=' + ToText(option.value);
  return name;
}

Metadata MetadataFor(const Encoder& encoder) {
  Metadata metadata;
  const auto carries = [&](std::string_view kind) {
    return std::ranges::find(encoder.metadata.kinds, kind) != encoder.metadata.kinds.end();
  };
  if (carries("exif")) metadata.exif = ExifBlock();
  if (carries("icc")) metadata.icc = Noise(70'000);
  if (carries("xmp")) metadata.xmp = Noise(100);
  if (carries("dpi")) metadata.dpi_x = metadata.dpi_y = 300;
  if (carries("text")) metadata.texts = {{AnyKeyword(encoder), "Łukasz, und einiges mehr"}};
  if (carries("cicp")) metadata.cicp = AnyCicp(encoder);
  return metadata;
}

// Made before the call, whose parameters are not its own to allocate.
Call EncodeCall(std::string format, const std::vector<Image>& images, const Animation* animation,
                Metadata metadata) {
  const auto frames = std::make_shared<VectorFrames>(images);
  const auto picture = std::make_shared<EncodeInput>(
      EncodeInput{*frames, static_cast<uint32_t>(images.size()), animation, std::move(metadata)});
  return [=](SumSink* sink) {
    frames->Rewind();
    return Encode(format, *picture, {}, *sink);
  };
}

// Before the tests that begin with a call that succeeds.
TEST(Allocation, AProcessWhoseFirstCallFails) {
  const auto gray = MustEncode("tiff", MakeImage(9, 9, 1, SampleType::kU8));
  ExpectOutOfMemoryEverywhere("tiff", DecodeCall(gray), false);
  SumSink sink;
  EXPECT_TRUE(Decode(gray, {}, sink).ok());
}

TEST(Allocation, Encode) {
  for (const Case& drawn : Cases()) {
    ExpectOutOfMemoryEverywhere(NameOf(drawn), [&](SumSink* sink) {
      return EncodeImage(drawn.format, drawn.image, drawn.options, sink);
    });
  }
}

// Natively an allocation of C++ that fails is an exception, and libjxl's decoder asserts that none
// leaves it. In WebAssembly, which has none, tests/failing-memory reads JPEG XL.
bool MayBeLeft(std::string_view format) { return format != "jxl"; }

TEST(Allocation, Decode) {
  for (const Case& drawn : Cases()) {
    const auto is_drawn = [&](const Encoder* encoder) {
      return encoder->format.name == drawn.format;
    };
    if (std::ranges::none_of(ReadableEncoders(), is_drawn) || !MayBeLeft(drawn.format)) continue;
    const auto file = MustEncode(drawn.format, drawn.image, drawn.options);
    ASSERT_FALSE(file.empty()) << NameOf(drawn);
    ExpectOutOfMemoryEverywhere(NameOf(drawn), DecodeCall(file));
  }
  const auto jpeg = MustEncode("jpeg", MakeImage(45, 37, 3, SampleType::kU8));
  ExpectOutOfMemoryEverywhere("reduced", DecodeCall(jpeg, {{"reduction", 2.0}, {"gray", true}}));
  ExpectOutOfMemoryEverywhere("cut off", DecodeCall({jpeg.begin(), jpeg.end() - 100},
                                                    {{"truncated", std::string("fill")}}));
}

TEST(Allocation, MetadataInBothDirections) {
  for (const Encoder* encoder : Encoders()) {
    const std::vector<Image> images = {MakeImage(20, 10, 3, encoder->sample_types[0])};
    const Metadata metadata = MetadataFor(*encoder);
    const std::string name(encoder->format.name);
    ExpectOutOfMemoryEverywhere(name, EncodeCall(name, images, nullptr, metadata));
    if (!HasDecoder(*encoder) || !MayBeLeft(name)) continue;
    VectorSink file;
    ASSERT_TRUE(EncodePictures(name, images, metadata, {}, &file).ok());
    ExpectOutOfMemoryEverywhere(name + " read", DecodeCall(file.bytes));
  }
}

TEST(Allocation, PagesAndAnimations) {
  const std::vector<Image> frames = MakeFrames(40, 30, 4, SampleType::kU8);
  const Animation animation{3};
  for (const Encoder* encoder : Encoders()) {
    const std::string name(encoder->format.name);
    // All of libjxl's encoder allocates too often for a run each.
    if (encoder->sequence == Sequence::kNone || !encoder->animation_feature.empty()) continue;
    const Animation* played = encoder->sequence == Sequence::kPages ? nullptr : &animation;
    ExpectOutOfMemoryEverywhere(name, EncodeCall(name, frames, played, {}));
    VectorSink file;
    VectorFrames reader(frames);
    ASSERT_TRUE(
        Encode(name, {reader, static_cast<uint32_t>(frames.size()), played}, {}, file).ok());
    ExpectOutOfMemoryEverywhere(name + " read", DecodeCall(file.bytes, kAllFrames));
  }
}

TEST(Allocation, Transcode) {
  Metadata metadata;
  metadata.exif = ExifBlock();
  metadata.icc = Noise(70'000);
  VectorSink file;
  ASSERT_TRUE(
      EncodePictures("jpeg", {MakeImage(48, 32, 3, SampleType::kU8)}, metadata, {}, &file).ok());
  const Values turns[] = {{},
                          {{"rotate", std::string("90")}, {"progressive", true}},
                          {{"crop.x", 16.0}, {"arithmeticCoding", true}}};
  for (const Values& options : turns) {
    ExpectOutOfMemoryEverywhere("jpeg", [&](SumSink* sink) {
      return Transcode("jpeg", file.bytes, options, true, metadata, *sink);
    });
  }
}

}  // namespace
}  // namespace imwrite::testing

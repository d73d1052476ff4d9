// Any bytes as a file to change without decoding it; what is written must be one that is read.
#include "src/transcode.h"
#include "tests/fuzz/decoding.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace imwrite;
  using namespace imwrite::fuzz;
  // The last bytes, which are part of the file, choose the options.
  const size_t tail = std::min<size_t>(size, 12);
  Draw draw(data + size - tail, tail);
  Values options = DrawOptions(Transcoders()[0]->options, &draw);
  options.push_back({"limits.pixels", 65536.0});
  Metadata metadata;
  if (draw.Coin()) metadata.icc = {data, data + size / 2};
  testing::VectorSink sink;
  const Status status =
      Transcode(Transcoders()[0]->format.name, {data, size}, options, draw.Coin(), metadata, sink);
  CheckStatus(status);
  Check(status.ok() || sink.bytes.empty(), "bytes of a file that there will not be");
  if (status.ok()) DecodeFile(sink.bytes);
  return 0;
}

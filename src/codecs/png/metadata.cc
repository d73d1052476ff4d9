#include "src/codecs/png/metadata.h"

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>

namespace imwrite::png {
namespace {

using namespace std::literals;

constexpr double kMetersPerInch = 0.0254;
constexpr auto kXmpKeyword = "XML:com.adobe.xmp\0"sv;
// A few bytes may claim to become any size.
constexpr size_t kMaxInflated = size_t{1} << 26;

std::vector<uint8_t> Inflated(Bytes stream) {
  for (size_t capacity = size_t{1} << 16; capacity <= kMaxInflated; capacity *= 4) {
    std::vector<uint8_t> bytes(capacity);
    uLongf size = static_cast<uLongf>(capacity);
    const int result = uncompress(bytes.data(), &size, stream.data(), static_cast<uLong>(stream.size()));
    if (result == Z_BUF_ERROR && size == capacity) continue;
    bytes.resize(result == Z_OK ? size : 0);
    return bytes;
  }
  return {};
}

// The data of a text chunk after its keyword, or of a profile after its name. Empty: there is none.
Bytes AfterZero(Bytes data) {
  const auto zero = std::ranges::find(data, 0);
  return zero == data.end() ? Bytes{} : data.subspan(static_cast<size_t>(zero - data.begin()) + 1);
}

std::vector<uint8_t> Profile(Bytes data) {
  const Bytes rest = AfterZero(data);
  if (rest.empty() || rest[0] != 0) return {};
  return Inflated(rest.subspan(1));
}

// Keyword, compression flag and method, language, translated keyword, text.
std::vector<uint8_t> Xmp(Bytes data) {
  const std::string_view text(reinterpret_cast<const char*>(data.data()), data.size());
  if (!text.starts_with(kXmpKeyword) || data.size() < kXmpKeyword.size() + 4) return {};
  const Bytes flags = data.subspan(kXmpKeyword.size(), 2);
  const Bytes packet = AfterZero(AfterZero(data.subspan(kXmpKeyword.size() + 2)));
  return flags[0] == 0 ? std::vector<uint8_t>(packet.begin(), packet.end()) : Inflated(packet);
}

uint32_t PerMeter(double dpi) { return static_cast<uint32_t>(std::clamp(std::round(dpi / kMetersPerInch), 1.0, 2147483647.0)); }

// A whole number where one was meant: 300 dpi are written as 11811 pixels a metre, which are 299.9994 dpi.
double PerInch(uint32_t per_meter) {
  const double whole = std::round(per_meter * kMetersPerInch);
  return PerMeter(whole) == per_meter ? whole : per_meter * kMetersPerInch;
}

// As a zlib stream.
bool PutCompressed(Bytes bytes, std::vector<uint8_t>* to) {
  constexpr int kLevel = 9;
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(kLevel);
  if (!compressor) return false;
  const size_t start = to->size();
  to->resize(start + libdeflate_zlib_compress_bound(compressor, bytes.size()));
  const size_t size = libdeflate_zlib_compress(compressor, bytes.data(), bytes.size(), to->data() + start, to->size() - start);
  libdeflate_free_compressor(compressor);
  to->resize(start + size);
  return size > 0;
}

}  // namespace

Status PutMetadata(const Metadata& metadata, std::vector<uint8_t>* to) {
  if (!metadata.icc.empty()) {
    std::vector<uint8_t> data;
    Put("ICC profile\0\0"sv, &data);
    if (!PutCompressed(metadata.icc, &data)) return OutOfMemory(metadata.icc.size());
    PutChunk("iCCP", data, to);
  }
  if (metadata.dpi_x > 0 && metadata.dpi_y > 0) {
    std::vector<uint8_t> data;
    Put32(PerMeter(metadata.dpi_x), &data);
    Put32(PerMeter(metadata.dpi_y), &data);
    data.push_back(1);
    PutChunk("pHYs", data, to);
  }
  if (!metadata.exif.empty()) PutChunk("eXIf", metadata.exif, to);
  if (!metadata.xmp.empty()) {
    std::vector<uint8_t> data;
    Put(kXmpKeyword, &data);
    Put("\0\0\0\0"sv, &data);
    Put(metadata.xmp, &data);
    PutChunk("iTXt", data, to);
  }
  return Ok();
}

void ReadMetadata(const Chunk& chunk, Metadata* metadata) {
  const Bytes data = chunk.data;
  if (chunk.type == "eXIf") metadata->exif.assign(data.begin(), data.end());
  if (chunk.type == "iCCP") metadata->icc = Profile(data);
  if (chunk.type == "iTXt") {
    if (std::vector<uint8_t> xmp = Xmp(data); !xmp.empty()) metadata->xmp = std::move(xmp);
  }
  if (chunk.type == "pHYs" && data.size() == 9 && data[8] == 1 && Get32(data.data()) > 0 && Get32(data.data() + 4) > 0) {
    metadata->dpi_x = PerInch(Get32(data.data()));
    metadata->dpi_y = PerInch(Get32(data.data() + 4));
  }
}

}  // namespace imwrite::png

#include "src/codecs/png/container/metadata.h"

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "src/codecs/png/format.h"
#include "src/latin1.h"

namespace imwrite::png {
namespace {

using namespace std::literals;

constexpr double kMetersPerInch = 0.0254;
constexpr auto kXmpKeyword = "XML:com.adobe.xmp"sv;

// The bytes of a zlib stream; none when it is damaged. What it inflates to counts in any case.
Status Inflate(Bytes stream, Budget* budget, std::vector<uint8_t>* bytes) {
  z_stream zlib{};
  if (inflateInit(&zlib) != Z_OK) return OutOfMemory(0);
  const std::unique_ptr<z_stream, int (*)(z_stream*)> owner(&zlib, inflateEnd);
  zlib.next_in = const_cast<Bytef*>(stream.data());
  zlib.avail_in = static_cast<uInt>(stream.size());
  uint8_t piece[8192];
  Status status;
  int result = Z_OK;
  while (result == Z_OK && status.ok()) {
    zlib.next_out = piece;
    zlib.avail_out = sizeof piece;
    result = inflate(&zlib, Z_NO_FLUSH);
    const size_t size = sizeof piece - zlib.avail_out;
    status = budget->TakeMetadata(size);
    if (status.ok()) bytes->insert(bytes->end(), piece, piece + size);
  }
  if (result != Z_STREAM_END) bytes->clear();
  return status;
}

Status Copy(Bytes from, Budget* budget, std::vector<uint8_t>* to) {
  if (Status status = budget->TakeMetadata(from.size()); !status.ok()) return status;
  to->assign(from.begin(), from.end());
  return Ok();
}

// The data of a text chunk after its keyword, or of a profile after its name. Empty: there is none.
Bytes AfterZero(Bytes data) {
  const auto zero = std::ranges::find(data, 0);
  return zero == data.end() ? Bytes{} : data.subspan(static_cast<size_t>(zero - data.begin()) + 1);
}

Status TakeProfile(Bytes data, Budget* budget, std::vector<uint8_t>* profile) {
  profile->clear();
  const Bytes rest = AfterZero(data);
  return rest.empty() || rest[0] != 0 ? Ok() : Inflate(rest.subspan(1), budget, profile);
}

std::string_view View(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Reads the chunk's text, as it is encoded there; empty: it has none.
Status ReadText(const Chunk& chunk, Budget* budget, std::vector<uint8_t>* text) {
  const Bytes rest = AfterZero(chunk.data);
  if (chunk.type == "tEXt") return Copy(rest, budget, text);
  if (chunk.type == "zTXt")
    return rest.size() > 1 && rest[0] == 0 ? Inflate(rest.subspan(1), budget, text) : Ok();
  // iTXt behind its keyword: compression flag and method, language, translated keyword, text.
  if (rest.size() < 4) return Ok();
  const Bytes behind = AfterZero(AfterZero(rest.subspan(2)));
  return rest[0] == 0 ? Copy(behind, budget, text) : Inflate(behind, budget, text);
}

Status TakeText(const Chunk& chunk, Budget* budget, Metadata* metadata) {
  std::vector<uint8_t> text;
  if (Status status = ReadText(chunk, budget, &text); !status.ok() || text.empty()) return status;
  const std::string_view keyword(View(chunk.data).substr(0, View(chunk.data).find('\0')));
  if (keyword == kXmpKeyword) {
    // Where it belongs, or as libvips and others write it.
    if (chunk.type == "iTXt" || metadata->xmp.empty()) metadata->xmp = std::move(text);
    return Ok();
  }
  const bool international = chunk.type == "iTXt" && IsUtf8(View(text));
  metadata->texts.push_back({Utf8FromLatin1(keyword),
                             international ? std::string(View(text)) : Utf8FromLatin1(View(text))});
  return Ok();
}

// Latin-1 as PNG has it: printable, 1 to 79 of them, single spaces inside.
bool IsKeyword(std::string_view latin1) {
  const bool printable =
      std::ranges::all_of(latin1, [](char c) { return (c & 0x60) != 0 && c != 0x7f; });
  const bool spaced =
      latin1.starts_with(' ') || latin1.ends_with(' ') || latin1.find("  ") != latin1.npos;
  return printable && !spaced && !latin1.empty() && latin1.size() <= 79 && latin1 != kXmpKeyword;
}

Status PutText(const Text& text, std::vector<uint8_t>* to) {
  const std::optional<std::string> keyword = Latin1FromUtf8(text.keyword);
  if (!keyword || !IsKeyword(*keyword)) {
    return InvalidMetadata(kFormat.name, "text",
                           "keywords of 1 to 79 Latin-1 characters with single spaces inside",
                           "'" + text.keyword + "'");
  }
  const std::optional<std::string> latin1 = Latin1FromUtf8(text.text);
  std::vector<uint8_t> data;
  Put(*keyword, &data);
  Put(latin1 ? "\0"sv : "\0\0\0\0\0"sv, &data);
  Put(latin1 ? *latin1 : text.text, &data);
  PutChunk(latin1 ? "tEXt" : "iTXt", data, to);
  return Ok();
}

uint32_t PerMeter(double dpi) {
  return static_cast<uint32_t>(std::clamp(std::round(dpi / kMetersPerInch), 1.0, 2147483647.0));
}

// A whole number where one was meant: 300 dpi are written as 11811 pixels per meter, which are
// 299.9994 dpi.
double PerInch(uint32_t per_meter) {
  const double whole = std::round(per_meter * kMetersPerInch);
  return PerMeter(whole) == per_meter ? whole : per_meter * kMetersPerInch;
}

// As a zlib stream.
bool PutCompressed(Bytes bytes, std::vector<uint8_t>* to) {
  constexpr int kLevel = 9;
  const std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> owner(
      libdeflate_alloc_compressor(kLevel), libdeflate_free_compressor);
  libdeflate_compressor* const compressor = owner.get();
  if (!compressor) return false;
  const size_t start = to->size();
  to->resize(start + libdeflate_zlib_compress_bound(compressor, bytes.size()));
  const size_t size = libdeflate_zlib_compress(compressor, bytes.data(), bytes.size(),
                                               to->data() + start, to->size() - start);
  to->resize(start + size);
  return size > 0;
}

}  // namespace

Status PutMetadata(const Metadata& metadata, std::vector<uint8_t>* to) {
  if (metadata.cicp) PutChunk("cICP", *metadata.cicp, to);
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
    Put("\0\0\0\0\0"sv, &data);
    Put(metadata.xmp, &data);
    PutChunk("iTXt", data, to);
  }
  for (const Text& text : metadata.texts) {
    if (Status status = PutText(text, to); !status.ok()) return status;
  }
  return Ok();
}

Status ReadMetadata(const Chunk& chunk, Budget* budget, Metadata* metadata) {
  const Bytes data = chunk.data;
  if (chunk.type == "eXIf") return Copy(data, budget, &metadata->exif);
  if (chunk.type == "iCCP") return TakeProfile(data, budget, &metadata->icc);
  if (chunk.type == "tEXt" || chunk.type == "zTXt" || chunk.type == "iTXt")
    return TakeText(chunk, budget, metadata);
  if (chunk.type == "cICP" && data.size() == 4)
    metadata->cicp = {data[0], data[1], data[2], data[3]};
  if (chunk.type == "pHYs" && data.size() == 9 && data[8] == 1 && Get32(data.data()) > 0 &&
      Get32(data.data() + 4) > 0) {
    metadata->dpi_x = PerInch(Get32(data.data()));
    metadata->dpi_y = PerInch(Get32(data.data() + 4));
  }
  return Ok();
}

}  // namespace imwrite::png

#include "src/codecs/png/container/chunks.h"

#include <libdeflate.h>

namespace imwrite::png {
namespace {

constexpr size_t kHeaderBytes = 8;
constexpr size_t kChecksumBytes = 4;

}  // namespace

void Put32(uint32_t value, std::vector<uint8_t>* to) {
  Put16(value >> 16, to);
  Put16(value, to);
}

void Put16(uint32_t value, std::vector<uint8_t>* to) {
  to->push_back(static_cast<uint8_t>(value >> 8));
  to->push_back(static_cast<uint8_t>(value));
}

void Put(std::string_view text, std::vector<uint8_t>* to) {
  to->insert(to->end(), text.begin(), text.end());
}
void Put(Bytes bytes, std::vector<uint8_t>* to) {
  to->insert(to->end(), bytes.begin(), bytes.end());
}

uint32_t Checksum(Bytes bytes, uint32_t before) {
  return libdeflate_crc32(before, bytes.data(), bytes.size());
}

bool Chunk::intact() const {
  const Bytes checked = whole.subspan(4, 4 + data.size());
  return Checksum(checked) == Get32(checked.data() + checked.size());
}

bool TakeChunk(Bytes* rest, Chunk* chunk) {
  if (rest->size() < kHeaderBytes + kChecksumBytes) return false;
  const size_t size = Get32(rest->data());
  if (size > rest->size() - kHeaderBytes - kChecksumBytes) return false;
  chunk->whole = rest->first(kHeaderBytes + size + kChecksumBytes);
  chunk->type = {reinterpret_cast<const char*>(rest->data()) + 4, 4};
  chunk->data = chunk->whole.subspan(kHeaderBytes, size);
  *rest = rest->subspan(chunk->whole.size());
  return true;
}

bool TakeCutChunk(Bytes rest, Chunk* chunk) {
  if (rest.size() < kHeaderBytes) return false;
  chunk->whole = rest;
  chunk->type = {reinterpret_cast<const char*>(rest.data()) + 4, 4};
  chunk->data =
      rest.subspan(kHeaderBytes, std::min<size_t>(rest.size() - kHeaderBytes, Get32(rest.data())));
  return true;
}

void PutChunk(std::string_view type, Bytes data, std::vector<uint8_t>* to) {
  Put32(static_cast<uint32_t>(data.size()), to);
  const size_t checked = to->size();
  Put(type, to);
  Put(data, to);
  Put32(Checksum(Bytes(*to).subspan(checked)), to);
}

}  // namespace imwrite::png

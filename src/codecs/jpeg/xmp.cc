#include "src/codecs/jpeg/xmp.h"

#include <algorithm>
#include <string>

#include "src/big-endian.h"
#include "src/md5.h"

namespace imwrite::jpeg {
namespace {

constexpr int kApp1 = JPEG_APP0 + 1;
// The most of a packet that fits into one segment.
constexpr size_t kMaxXmp = 65502;
// Behind the name of the others: which packet they belong to, how long that is, and where they
// stand in it.
constexpr size_t kIdBytes = 32, kNumberBytes = 4;
constexpr size_t kPartHeader = kIdBytes + 2 * kNumberBytes;

// A packet that has nothing but the rest.
std::string Stub(std::string_view id) {
  return "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
         "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
         "<rdf:Description rdf:about=\"\" xmlns:xmpNote=\"http://ns.adobe.com/xmp/note/\" "
         "xmpNote:HasExtendedXMP=\"" +
         std::string(id) + "\"/></rdf:RDF></x:xmpmeta>";
}

std::string_view View(std::span<const uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Where a packet names its rest: as an attribute or as an element. What is between the two ends is
// the name.
struct Note {
  size_t begin = std::string_view::npos, end = 0;
  std::string_view id;
};

Note FindNote(std::string_view packet) {
  constexpr std::string_view kName = "xmpNote:HasExtendedXMP";
  const size_t at = packet.find(kName);
  if (at == std::string_view::npos) return {};
  const std::string_view behind = packet.substr(at + kName.size());
  const size_t first = behind.find_first_of("\"'>");
  if (first == std::string_view::npos) return {};
  const bool element = behind[first] == '>';
  const std::string_view value = behind.substr(first + 1, kIdBytes);
  const size_t end = behind.find(element ? '>' : behind[first], first + 1);
  if (value.size() < kIdBytes || end == std::string_view::npos) return {};
  return {element ? at - 1 : at, at + kName.size() + end + 1, value};
}

// The whole of the parts with that name; empty where one is missing.
std::string JoinParts(const jpeg_decompress_struct& cinfo, std::string_view id) {
  std::string rest;
  size_t there = 0;
  for (auto* marker = cinfo.marker_list; marker; marker = marker->next) {
    if (!HasName(*marker, kApp1, kLongXmp)) continue;
    const auto part =
        std::span<const uint8_t>(marker->data, marker->data_length).subspan(kLongXmp.size());
    if (part.size() < kPartHeader || View(part.first(kIdBytes)) != id) continue;
    const std::string_view text = View(part.subspan(kPartHeader));
    // Parts stand one behind the other: what claims to be elsewhere would be made up.
    if (Get32(&part[kIdBytes + kNumberBytes]) != rest.size()) continue;
    const size_t total = Get32(&part[kIdBytes]);
    if (!rest.empty() && total != there) return {};
    there = total;
    rest += text;
  }
  return rest.size() == there ? rest : std::string();
}

// What is between the tags of rdf:RDF, and the first of them.
struct Rdf {
  size_t begin = 0, end = 0;
  std::string_view head;
};

bool FindRdf(std::string_view packet, Rdf* rdf) {
  const size_t head = packet.find("<rdf:RDF");
  const size_t end = packet.rfind("</rdf:RDF>");
  const size_t close = head == std::string_view::npos ? head : packet.find('>', head);
  if (close == std::string_view::npos || end == std::string_view::npos || close > end) return false;
  *rdf = {close + 1, end, packet.substr(head, close - head)};
  return true;
}

// The declarations of namespaces in `from` that `to` has not.
std::string MissingNamespaces(std::string_view from, std::string_view to) {
  constexpr std::string_view kAttribute = "xmlns:";
  std::string missing;
  for (size_t at = from.find(kAttribute); at != std::string_view::npos;
       at = from.find(kAttribute, at + 1)) {
    const size_t equals = from.find('=', at);
    const size_t open =
        equals == std::string_view::npos ? equals : from.find_first_of("\"'", equals);
    const size_t close = open == std::string_view::npos ? open : from.find(from[open], open + 1);
    if (close == std::string_view::npos) break;
    if (to.find(from.substr(at, equals + 1 - at)) == std::string_view::npos)
      missing += " " + std::string(from.substr(at, close + 1 - at));
  }
  return missing;
}

// One packet of both, without the note; the first alone, where they are not the RDF that they
// should be.
std::string Merge(std::string packet, const Note& note, std::string_view rest) {
  if (packet == Stub(note.id)) return std::string(rest);
  Rdf main, more;
  if (rest.empty() || !FindRdf(rest, &more)) return packet;
  packet.erase(note.begin, note.end - note.begin);
  if (!FindRdf(packet, &main)) return packet;
  const std::string namespaces = MissingNamespaces(more.head, main.head);
  packet.insert(main.end, rest.substr(more.begin, more.end - more.begin));
  packet.insert(main.begin - 1, namespaces);
  return packet;
}

// Without the processing instructions around it, which are those of a packet.
std::string_view Bare(std::string_view xmp) {
  if (xmp.starts_with("<?xpacket")) xmp.remove_prefix(std::min(xmp.size(), xmp.find("?>") + 2));
  if (const size_t end = xmp.rfind("<?xpacket"); end != std::string_view::npos)
    xmp = xmp.substr(0, end);
  const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
  while (!xmp.empty() && is_space(xmp.front())) xmp.remove_prefix(1);
  while (!xmp.empty() && is_space(xmp.back())) xmp.remove_suffix(1);
  return xmp;
}

std::span<const uint8_t> Bytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

}  // namespace

std::vector<uint8_t> ReadXmp(const jpeg_decompress_struct& cinfo) {
  for (auto* marker = cinfo.marker_list; marker; marker = marker->next) {
    if (!HasName(*marker, kApp1, kXmp)) continue;
    std::string packet(
        View(std::span<const uint8_t>(marker->data, marker->data_length).subspan(kXmp.size())));
    if (const Note note = FindNote(packet); note.begin != std::string_view::npos) {
      packet = Merge(packet, note, JoinParts(cinfo, note.id));
    }
    return {packet.begin(), packet.end()};
  }
  return {};
}

void AddXmp(std::span<const uint8_t> xmp, std::vector<Segment>* segments) {
  if (xmp.empty()) return;
  if (xmp.size() <= kMaxXmp) return void(segments->emplace_back(kApp1, kXmp, xmp));
  const std::string_view rest = Bare(View(xmp));
  const std::string id = Md5(Bytes(rest));
  segments->emplace_back(kApp1, kXmp, Bytes(Stub(id)));
  constexpr size_t kPart = kMaxSegment - kLongXmp.size() - kPartHeader;
  for (size_t at = 0; at < rest.size(); at += kPart) {
    std::string part = id;
    for (const size_t number : {rest.size(), at}) {
      for (int shift = 24; shift >= 0; shift -= 8)
        part.push_back(static_cast<char>(number >> shift));
    }
    part += rest.substr(at, kPart);
    segments->emplace_back(kApp1, kLongXmp, Bytes(part));
  }
}

}  // namespace imwrite::jpeg

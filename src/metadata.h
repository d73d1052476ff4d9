// Metadata: what a file carries besides pixels.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace imwrite {

// Both in UTF-8.
struct Text {
  std::string keyword;
  std::string text;

  bool operator==(const Text&) const = default;
};

// An entry of a TIFF directory: `count` values of a TIFF type, little endian.
struct Tag {
  uint16_t tag = 0;
  uint16_t type = 0;
  uint32_t count = 0;
  std::vector<uint8_t> bytes;

  bool operator==(const Tag&) const = default;
};

// Empty, or 0, is absent.
struct Metadata {
  // A TIFF block, from its byte order mark on, without JPEG's "Exif" in front.
  std::vector<uint8_t> exif;
  // A color profile as the ICC defines it.
  std::vector<uint8_t> icc;
  // An XMP packet in UTF-8.
  std::vector<uint8_t> xmp;
  // The data sets of IPTC-IIM: captions, credits, keywords.
  std::vector<uint8_t> iptc;
  // Pixels per inch.
  double dpi_x = 0;
  double dpi_y = 0;
  // Texts under PNG's keywords (Title, Author, Description, Comment, …).
  std::vector<Text> texts;
  // Color primaries, transfer function, matrix coefficients and full range as numbered in ITU-T
  // H.273.
  std::optional<std::array<uint8_t, 4>> cicp;
  // Further entries of TIFF directories, a list per page; when writing, one list may apply to all
  // pages.
  std::vector<std::vector<Tag>> tags;
};

}  // namespace imwrite

// GIF (CompuServe's GIF89a): what encoder and decoder share. All numbers are little endian.
#pragma once

#include "src/codec.h"

namespace imwrite::gif {

inline constexpr std::string_view kExtensions[] = {"gif"};
// GIF87a, GIF89a.
inline constexpr std::string_view kSignatures[] = {"47 49 46 38 37 61", "47 49 46 38 39 61"};
inline constexpr Format kFormat = {.name = "gif",
                                   .title = "GIF",
                                   .mime_type = "image/gif",
                                   .extensions = kExtensions,
                                   .signatures = kSignatures,
                                   .max_width = 65535,
                                   .max_height = 65535,
                                   .encode_ns = 80,
                                   .decode_ns = 8};

// What a block begins with.
inline constexpr uint8_t kImage = 0x2c, kExtension = 0x21, kTrailer = 0x3b;
// The second byte of an extension.
inline constexpr uint8_t kGraphicControl = 0xf9, kComment = 0xfe, kApplication = 0xff;

// Names of applications, with the three bytes of their authentication.
inline constexpr std::string_view kNetscape = "NETSCAPE2.0", kAnimexts = "ANIMEXTS1.0",
                                  kXmp = "XMP DataXMP", kIcc = "ICCRGBG1012";

// XMP is not in sub-blocks; behind it are these bytes, of which each leads a reader of sub-blocks
// to the end: 1, 255 down to 0, and 0.
inline constexpr size_t kXmpTrailerBytes = 258;

// The screen and the images have these flags in a byte, beside the size of their color table.
inline constexpr uint8_t kHasColorTable = 0x80, kInterlaced = 0x40;

inline constexpr uint32_t kMaxLoops = 65535;

// An interlaced image has its rows in four passes.
inline constexpr uint32_t kFirstOfPass[] = {0, 4, 2, 1}, kStepOfPass[] = {8, 8, 4, 2};

// The longest code of LZW.
inline constexpr int kMaxCodeBits = 12;
inline constexpr int kMaxCodes = 1 << kMaxCodeBits;

}  // namespace imwrite::gif

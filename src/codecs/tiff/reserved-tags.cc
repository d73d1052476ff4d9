#include "src/codecs/tiff/reserved-tags.h"

#include <tiff.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace imwrite::tiff {
namespace {

constexpr uint16_t kTexts[] = {TIFFTAG_IMAGEDESCRIPTION, TIFFTAG_MAKE,     TIFFTAG_MODEL,
                               TIFFTAG_SOFTWARE,         TIFFTAG_DATETIME, TIFFTAG_ARTIST,
                               TIFFTAG_HOSTCOMPUTER,     TIFFTAG_COPYRIGHT};

// Of storage, also that of kinds which only other writers have: carried over, they would lie about
// our samples.
constexpr std::pair<uint16_t, uint16_t> kNamed[] = {
    {TIFFTAG_SUBFILETYPE, TIFFTAG_PHOTOMETRIC},
    {TIFFTAG_FILLORDER, TIFFTAG_FILLORDER},
    {TIFFTAG_DOCUMENTNAME, TIFFTAG_DOCUMENTNAME},
    {TIFFTAG_STRIPOFFSETS, TIFFTAG_STRIPBYTECOUNTS},
    {TIFFTAG_XRESOLUTION, TIFFTAG_PLANARCONFIG},
    {TIFFTAG_FREEOFFSETS, TIFFTAG_FREEBYTECOUNTS},
    {TIFFTAG_GROUP3OPTIONS, TIFFTAG_PAGENUMBER},
    {TIFFTAG_PREDICTOR, TIFFTAG_PREDICTOR},
    {TIFFTAG_COLORMAP, TIFFTAG_NUMBEROFINKS},
    {TIFFTAG_DOTRANGE, TIFFTAG_DOTRANGE},
    {TIFFTAG_EXTRASAMPLES, TIFFTAG_SAMPLEFORMAT},
    {TIFFTAG_INDEXED, TIFFTAG_JPEGTABLES},
    {TIFFTAG_GLOBALPARAMETERSIFD, TIFFTAG_T82OPTIONS},
    {TIFFTAG_JPEGPROC, TIFFTAG_XMLPACKET},
    {TIFFTAG_MATTEING, TIFFTAG_TILEDEPTH},
    {TIFFTAG_RICHTIFFIPTC, TIFFTAG_RICHTIFFIPTC},
    {kExifTag, kExifTag},
    {TIFFTAG_ICCPROFILE, TIFFTAG_ICCPROFILE},
    {kGpsTag, kGpsTag},
    {kLayersTag, kLayersTag},
    {kInteroperabilityTag, kInteroperabilityTag},
};

}  // namespace

bool IsText(uint16_t tag) { return std::ranges::find(kTexts, tag) != std::end(kTexts); }

bool IsReservedTag(uint16_t tag) {
  return IsText(tag) || std::ranges::any_of(kNamed, [&](const auto& range) {
           return tag >= range.first && tag <= range.second;
         });
}

}  // namespace imwrite::tiff

#include "src/codecs/jp2/options.h"

#include <algorithm>

#include "src/option-table.h"

namespace imwrite::jp2 {
namespace {

constexpr std::string_view kProgressions[] = {"LRCP", "RLCP", "RPCL", "PCRL", "CPRL"};

constexpr int kMaxTileSide = 1 << 20;

constexpr DescribedOption kTable[] = {
    Integer<&Options::psnr>(
        "psnr", 20, 100,
        "Stores no more than it takes to reach this PSNR in dB; 40 to 45 is hardly seen.",
        "lossless")
        .Common()
        .Size(SizeRole::kSearched),
    Number<&Options::rate>(
        "rate", 1, 1000,
        "Stores the best picture in this part of the bytes that the samples take: 1 / rate.",
        "lossless")
        .Common()
        .Size(SizeRole::kRival)
        .Excludes("psnr"),
    Boolean<&Options::irreversible>(
        "irreversible",
        "The 9-7 wavelet, which is better at the same size, in place of the exact 5-3 one.",
        "true with psnr or rate")
        .Needs(IsSet("psnr"))
        .For("true")
        .When(Not(IsSet("rate"))),
    Integer<&Options::num_resolutions>(
        "numResolutions", 1, 33,
        "Sizes in the file: the full one, a half, a quarter and so on. Small images have fewer."),
    Integer<&Options::tile_width>(
        "tileWidth", 0, kMaxTileSide,
        "Width of tiles, which are coded one by one; 0: the whole width."),
    Integer<&Options::tile_height>(
        "tileHeight", 0, kMaxTileSide,
        "Height of tiles; 0: the whole height. Memory is a row of tiles, not the image."),
    Choice<&Options::progression>(
        "progression", kProgressions,
        "What comes first in the file: layers (L), resolutions (R), components (C) or places (P)."),
    Boolean<&Options::mct>(
        "mct", "Turns RGB into luma and chroma before the wavelet, which makes files smaller.")
        .IdleWhen(Pixels("gray", "gray-alpha")),
};
constexpr auto kOptionArray = WithoutHelp(kTable);
constexpr auto kRuleArray = RulesOf<kTable>();

constexpr uint32_t kMostTiles = 65535;

}  // namespace

constexpr std::span<const Option> kOptions = kOptionArray;
constexpr std::span<const OptionRule> kRules = kRuleArray;
extern const OptionTable kEncoderTable = kTable;

Status ChooseTiles(const ImageInfo& info, const Options& options, Tiles* tiles) {
  const auto side = [](int asked, uint32_t whole) {
    return asked == 0 ? whole : std::min(static_cast<uint32_t>(asked), whole);
  };
  tiles->width = side(options.tile_width, info.width);
  tiles->height = side(options.tile_height, info.height);
  tiles->columns = (info.width - 1) / tiles->width + 1;
  tiles->rows = (info.height - 1) / tiles->height + 1;
  const uint64_t count = uint64_t{tiles->columns} * tiles->rows;
  if (count <= kMostTiles) return Ok();
  return Mismatch(Code::kImageTooLarge, "jp2 tiles", "at most " + std::to_string(kMostTiles),
                  std::to_string(count));
}

opj_cparameters_t ParametersOf(const ImageInfo& info, const Options& options, const Tiles& tiles) {
  opj_cparameters_t parameters;
  opj_set_default_encoder_parameters(&parameters);
  parameters.tcp_numlayers = 1;
  if (options.psnr) {
    parameters.cp_fixed_quality = 1;
    parameters.tcp_distoratio[0] = static_cast<float>(*options.psnr);
  } else {
    parameters.cp_disto_alloc = 1;
    parameters.tcp_rates[0] = static_cast<float>(options.rate.value_or(0));
  }
  parameters.irreversible = options.irreversible.value_or(options.psnr || options.rate);
  // The smallest size has a pixel at least.
  const uint32_t side = std::min(tiles.width, tiles.height);
  int most = 1;
  while (most < OPJ_J2K_MAXRLVLS && (side >> most) > 0) ++most;
  parameters.numresolution = std::min(options.num_resolutions, most);
  parameters.tile_size_on = OPJ_TRUE;
  parameters.cp_tdx = static_cast<int>(tiles.width);
  parameters.cp_tdy = static_cast<int>(tiles.height);
  constexpr OPJ_PROG_ORDER kOrders[] = {OPJ_LRCP, OPJ_RLCP, OPJ_RPCL, OPJ_PCRL, OPJ_CPRL};
  parameters.prog_order = kOrders[static_cast<int>(options.progression)];
  parameters.tcp_mct = options.mct && info.has_colors() ? 1 : 0;
  return parameters;
}

}  // namespace imwrite::jp2

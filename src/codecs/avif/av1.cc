#include "src/codecs/avif/av1.h"

#include <aom/aom_encoder.h>
#include <aom/aomcx.h>

#include <algorithm>
#include <array>

#include "src/codecs/avif/format.h"

namespace imwrite::avif {
namespace {

constexpr int kFastest = 9;
constexpr int kTunes[] = {AOM_TUNE_IQ, AOM_TUNE_SSIMULACRA2, AOM_TUNE_SSIM, AOM_TUNE_PSNR};
constexpr int kLevels = 63;
// libaom's own profiles: 4:2:0 and gray, 4:4:4, and all else.
enum Profile { kMain, kHigh, kProfessional };

class Encoder {
 public:
  Encoder() = default;
  ~Encoder() {
    if (open_) aom_codec_destroy(&codec_);
  }
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;

  aom_codec_err_t Open(const aom_codec_enc_cfg_t& config, bool wide) {
    const aom_codec_err_t error = aom_codec_enc_init(&codec_, aom_codec_av1_cx(), &config,
                                                     wide ? AOM_CODEC_USE_HIGHBITDEPTH : 0);
    open_ = error == AOM_CODEC_OK;
    return error;
  }
  bool Set(int control, int value) {
    return aom_codec_control(&codec_, control, value) == AOM_CODEC_OK;
  }
  // Null: the end.
  aom_codec_err_t Encode(const aom_image_t* image) {
    return aom_codec_encode(&codec_, image, 0, 1, 0);
  }
  const aom_codec_cx_pkt_t* Packet(aom_codec_iter_t* iterator) {
    return aom_codec_get_cx_data(&codec_, iterator);
  }
  std::string Detail() {
    const char* const detail = open_ ? aom_codec_error_detail(&codec_) : nullptr;
    return detail ? std::string(": ") + detail : "";
  }

 private:
  aom_codec_ctx_t codec_{};
  bool open_ = false;
};

Status FromAom(aom_codec_err_t error, Encoder* encoder) {
  if (error == AOM_CODEC_OK) return Ok();
  if (error == AOM_CODEC_MEM_ERROR) return OutOfMemory(0);
  return Error(Code::kInternal,
               "avif: libaom's error " + std::to_string(error) + encoder->Detail());
}

Profile ProfileOf(const Layout& layout) {
  if (layout.bits == 12 || (layout.shift_x && !layout.shift_y)) return kProfessional;
  return layout.shift_x ? kMain : kHigh;
}

// One picture, once: no look-ahead, no further key frames, constant quality.
Status MakeConfig(const aom_image_t* image, const Layout& layout, aom_codec_enc_cfg_t* config) {
  if (aom_codec_enc_config_default(aom_codec_av1_cx(), config, AOM_USAGE_ALL_INTRA) != AOM_CODEC_OK)
    return Error(Code::kInternal, "avif: libaom has no defaults");
  config->g_profile = ProfileOf(layout);
  config->g_bit_depth = static_cast<aom_bit_depth_t>(layout.bits);
  config->g_input_bit_depth = static_cast<unsigned>(layout.bits);
  config->g_w = image->d_w;
  config->g_h = image->d_h;
  config->g_limit = 1;
  config->g_lag_in_frames = 0;
  config->g_threads = 1;
  config->kf_mode = AOM_KF_DISABLED;
  config->kf_max_dist = 0;
  config->monochrome = layout.gray;
  config->rc_end_usage = AOM_Q;
  return Ok();
}

// libaom's level for a quality, as in libavif 1.4: for its model of how pictures look, the levels
// are closer to each other where they cost most.
int LevelOf(int quality, Tune tune) {
  if (tune != Tune::kIq || quality == 100) return ((100 - quality) * kLevels + 50) / 100;
  if (quality < 7) return kLevels - quality / 3;
  if (quality < 29) return 61 - (quality - 6) / 2;
  if (quality < 54) return 50 - ((quality - 29) * 6 + 5) / 10;
  return 35 - ((quality - 54) * 3 + 2) / 4;
}

bool SetControls(const Layout& layout, const Av1Settings& settings, Encoder* encoder) {
  // Level 0 is exact but for the conversion to luma and chroma.
  const int level = settings.quality ? LevelOf(*settings.quality, settings.tune) : 0;
  const Tune tune = level == 0 ? Tune::kPsnr : settings.tune;
  // libaom's restoration overflows with 12 bits (its issue 42302587).
  if (layout.bits == 12 && !encoder->Set(AV1E_SET_ENABLE_RESTORATION, 0)) return false;
  return encoder->Set(AOME_SET_CPUUSED, std::min(settings.speed, kFastest)) &&
         encoder->Set(AOME_SET_TUNING, kTunes[static_cast<int>(tune)]) &&
         encoder->Set(AOME_SET_CQ_LEVEL, level) && encoder->Set(AV1E_SET_LOSSLESS, level == 0) &&
         // Nobody needs the filtered picture: there is no next one.
         encoder->Set(AV1E_SET_SKIP_POSTPROC_FILTERING, 1) &&
         encoder->Set(AV1E_SET_TILE_COLUMNS, settings.tile_columns) &&
         encoder->Set(AV1E_SET_TILE_ROWS, settings.tile_rows) &&
         encoder->Set(AV1E_SET_COLOR_PRIMARIES, settings.primaries) &&
         encoder->Set(AV1E_SET_TRANSFER_CHARACTERISTICS, settings.transfer) &&
         encoder->Set(AV1E_SET_MATRIX_COEFFICIENTS, settings.matrix) &&
         encoder->Set(AV1E_SET_COLOR_RANGE, AOM_CR_FULL_RANGE);
}

// Takes the delimiter away and reads the profile and the level (AV1 specification, 5.3 and 5.5.1).
void TakeHeader(std::vector<uint8_t>* frame, Av1Header* header) {
  constexpr std::array<uint8_t, 2> kDelimiter = {0x12, 0};
  if (std::equal(kDelimiter.begin(), kDelimiter.end(), frame->begin()))
    frame->erase(frame->begin(), frame->begin() + kDelimiter.size());
  // Unit header, size, then 3 bits of profile, two flags that are set for still pictures, 5 bits of
  // level.
  const uint8_t* const payload = frame->data() + 2;
  header->profile = payload[0] >> 5;
  header->level = (payload[0] & 7) << 2 | payload[1] >> 6;
}

}  // namespace

Status EncodeAv1(const aom_image_t* image, const Layout& layout, const Av1Settings& settings,
                 std::vector<uint8_t>* frame, Av1Header* header) {
  aom_codec_enc_cfg_t config;
  if (Status status = MakeConfig(image, layout, &config); !status.ok()) return status;
  Encoder encoder;
  if (Status status = FromAom(encoder.Open(config, layout.bits > 8), &encoder); !status.ok())
    return status;
  if (!SetControls(layout, settings, &encoder))
    return Error(Code::kInternal, "avif: libaom refused a setting" + encoder.Detail());
  for (const aom_image_t* const input : {image, static_cast<const aom_image_t*>(nullptr)}) {
    if (Status status = FromAom(encoder.Encode(input), &encoder); !status.ok()) return status;
    aom_codec_iter_t iterator = nullptr;
    while (const aom_codec_cx_pkt_t* const packet = encoder.Packet(&iterator)) {
      if (packet->kind != AOM_CODEC_CX_FRAME_PKT) continue;
      const auto* const bytes = static_cast<const uint8_t*>(packet->data.frame.buf);
      frame->insert(frame->end(), bytes, bytes + packet->data.frame.sz);
    }
  }
  constexpr size_t kLeast = 8;
  if (frame->size() < kLeast) return Error(Code::kInternal, "avif: libaom gave no picture");
  TakeHeader(frame, header);
  return Ok();
}

std::string AomVersion() {
  const std::string text = aom_codec_version_str();
  return text.starts_with('v') ? text.substr(1) : text;
}

}  // namespace imwrite::avif

#include "src/codecs/avif/frame.h"

#include <cerrno>

namespace imwrite::avif {
namespace {

Status FromDav1d(int error) {
  if (error == DAV1D_ERR(ENOMEM)) return OutOfMemory(0);
  if (error == DAV1D_ERR(ERANGE))
    return Damaged("a picture of the bitstream is larger than the file says");
  return Damaged("the bitstream is damaged");
}

SampleLayout LayoutOf(const Dav1dSequenceHeader& header) {
  SampleLayout layout;
  layout.width = static_cast<uint32_t>(header.max_width);
  layout.height = static_cast<uint32_t>(header.max_height);
  layout.bits = 8 + 2 * header.hbd;
  layout.gray = header.layout == DAV1D_PIXEL_LAYOUT_I400;
  layout.shift_x =
      header.layout == DAV1D_PIXEL_LAYOUT_I420 || header.layout == DAV1D_PIXEL_LAYOUT_I422;
  layout.shift_y = header.layout == DAV1D_PIXEL_LAYOUT_I420;
  layout.place = header.chr == DAV1D_CHR_VERTICAL    ? ChromaPlace::kLeft
                 : header.chr == DAV1D_CHR_COLOCATED ? ChromaPlace::kTopLeft
                                                     : ChromaPlace::kCenter;
  layout.codes = {static_cast<uint16_t>(header.pri), static_cast<uint16_t>(header.trc),
                  static_cast<uint16_t>(header.mtrx), header.color_range != 0};
  return layout;
}

// The bytes stay where they are.
void KeepBytes(const uint8_t*, void*) {}

}  // namespace

Status ReadSampleLayout(Bytes bitstream, SampleLayout* layout) {
  Dav1dSequenceHeader header;
  const int error = bitstream.empty()
                        ? DAV1D_ERR(EINVAL)
                        : dav1d_parse_sequence_header(&header, bitstream.data(), bitstream.size());
  if (error != 0) return FromDav1d(error);
  *layout = LayoutOf(header);
  return Ok();
}

Av1Decoder::~Av1Decoder() {
  dav1d_picture_unref(&picture_);
  if (context_) dav1d_close(&context_);
}

Status Av1Decoder::Open(uint64_t max_pixels, const Properties& properties) {
  layer_ = properties.layer;
  Dav1dSettings settings;
  dav1d_default_settings(&settings);
  settings.n_threads = 1;
  settings.max_frame_delay = 1;
  settings.operating_point = properties.operating_point;
  settings.all_layers = layer_ >= 0;
  settings.frame_size_limit = static_cast<unsigned>(std::min<uint64_t>(max_pixels, UINT32_MAX));
  settings.logger.callback = nullptr;
  const int error = dav1d_open(&context_, &settings);
  return error == 0 ? Ok() : FromDav1d(error);
}

// Keeps the last picture, or that of the layer.
Status Av1Decoder::Take(Bytes bitstream, bool* found) {
  Dav1dData data{};
  int error = dav1d_data_wrap(&data, bitstream.data(), bitstream.size(), KeepBytes, nullptr);
  // Where nothing comes any more without more bytes, a picture may still wait for a better layer.
  for (bool drained = false; error == 0;) {
    if (data.sz > 0) {
      error = dav1d_send_data(context_, &data);
      if (error == DAV1D_ERR(EAGAIN)) error = 0;
      if (error != 0) break;
    }
    Dav1dPicture picture{};
    error = dav1d_get_picture(context_, &picture);
    if (error == 0) {
      if (layer_ < 0 || picture.frame_hdr->spatial_id == layer_) {
        std::swap(picture, picture_);
        *found = true;
      }
      dav1d_picture_unref(&picture);
    } else if (error == DAV1D_ERR(EAGAIN)) {
      error = 0;
      if (data.sz == 0 && drained) break;
      drained = data.sz == 0;
    }
  }
  dav1d_data_unref(&data);
  return error == 0 ? Ok() : FromDav1d(error);
}

Status Av1Decoder::Decode(Bytes bitstream, Planes8Or16* planes) {
  if (bitstream.empty()) return Damaged("the file is truncated");
  bool found = false;
  if (Status status = Take(bitstream, &found); !status.ok()) return status;
  if (!found) return Damaged("the bitstream has no picture");
  planes->layout = LayoutOf(*picture_.seq_hdr);
  planes->layout.width = static_cast<uint32_t>(picture_.p.w);
  planes->layout.height = static_cast<uint32_t>(picture_.p.h);
  for (int plane = 0; plane < 3; ++plane) {
    planes->data[plane] = static_cast<const uint8_t*>(picture_.data[plane]);
    planes->stride[plane] = picture_.stride[plane > 0];
  }
  return Ok();
}

std::string Dav1dVersion() { return dav1d_version(); }

}  // namespace imwrite::avif

#include "third_party/libjxl/include/jxl/jpeg.h"

#include <algorithm>
#include <utility>

#include <lib/jxl/base/span.h>
#include <lib/jxl/dec_bit_reader.h>
#include <lib/jxl/dec_cache.h>
#include <lib/jxl/dec_frame.h>
#include <lib/jxl/enc_aux_out.h>
#include <lib/jxl/enc_bit_writer.h>
#include <lib/jxl/enc_fields.h>
#include <lib/jxl/enc_frame.h>
#include <lib/jxl/enc_icc_codec.h>
#include <lib/jxl/encode_internal.h>
#include <lib/jxl/fields.h>
#include <lib/jxl/icc_codec.h>
#include <lib/jxl/image_bundle.h>
#include <lib/jxl/image_metadata.h>
#include <lib/jxl/jpeg/dec_jpeg_data.h>
#include <lib/jxl/jpeg/dec_jpeg_data_writer.h>
#include <lib/jxl/jpeg/enc_jpeg_data.h>
#include <lib/jxl/jpeg/enc_jpeg_data_reader.h>
#include <lib/jxl/jpeg/jpeg_data.h>

namespace imwrite::libjxl {
namespace {

using jxl::Status;
using jxl::jpeg::AppMarkerType;
using jxl::jpeg::JPEGData;

// In front of a segment's data: the second byte of its marker, and its size.
constexpr size_t kSegmentHead = 3;
// The number of a part of a profile, and of all.
constexpr size_t kIccNumbers = 2;

Bytes DataOf(const JPEGData& data, AppMarkerType type, size_t tag) {
  for (size_t i = 0; i < data.app_data.size(); ++i) {
    if (data.app_marker_type[i] == type)
      return Bytes(data.app_data[i]).subspan(kSegmentHead + tag);
  }
  return {};
}

bool Assign(JPEGData* data, AppMarkerType type, size_t tag, Bytes content) {
  for (size_t i = 0; i < data->app_data.size(); ++i) {
    if (data->app_marker_type[i] != type) continue;
    std::vector<uint8_t>& segment = data->app_data[i];
    if (segment.size() != kSegmentHead + tag + content.size()) return false;
    std::copy(content.begin(), content.end(), segment.begin() + static_cast<ptrdiff_t>(kSegmentHead + tag));
    return true;
  }
  return true;
}

// The segments' parts of the profile are cut out of the codestream's.
bool HasWholeProfile(const JPEGData& data, const jxl::IccBytes& icc) {
  size_t size = 0;
  for (size_t i = 0; i < data.app_data.size(); ++i) {
    if (data.app_marker_type[i] == AppMarkerType::kICC)
      size += data.app_data[i].size() - kSegmentHead - sizeof jxl::jpeg::kIccProfileTag - kIccNumbers;
  }
  return size == 0 || size == icc.size();
}

Status WriteHeaders(jxl::CodecMetadata* metadata, JxlMemoryManager* memory, std::vector<uint8_t>* codestream) {
  jxl::BitWriter writer(memory);
  JXL_RETURN_IF_ERROR(jxl::WriteCodestreamHeaders(metadata, &writer, nullptr));
  const jxl::ColorEncoding& color = metadata->m.color_encoding;
  if (color.WantICC())
    JXL_RETURN_IF_ERROR(jxl::WriteICC(jxl::Bytes(color.ICC()), &writer, jxl::LayerType::Header, nullptr));
  writer.ZeroPadToByte();
  jxl::Bytes(std::move(writer).TakeBytes()).AppendTo(*codestream);
  return true;
}

Status PackInto(std::unique_ptr<JPEGData> data, int effort, int orientation, const JxlCmsInterface& cms, JxlMemoryManager* memory,
                std::vector<uint8_t>* codestream, std::vector<uint8_t>* restoration) {
  constexpr int kMostEffort = 10;
  jxl::CompressParams params;
  params.speed_tier = static_cast<jxl::SpeedTier>(kMostEffort - effort);
  params.color_transform = jxl::ColorTransform::kNone;
  JXL_RETURN_IF_ERROR(jxl::jpeg::EncodeJPEGData(memory, *data, restoration, params));
  jxl::CodecMetadata metadata;
  metadata.m.xyb_encoded = false;
  metadata.m.orientation = static_cast<uint32_t>(orientation);
  metadata.m.SetUintSamples(8);
  JXL_RETURN_IF_ERROR(metadata.size.Set(static_cast<size_t>(data->width), static_cast<size_t>(data->height)));
  JXL_RETURN_IF_ERROR(jxl::jpeg::SetColorEncodingFromJpegData(*data, &metadata.m.color_encoding));
  if (metadata.m.color_encoding.IsGray() != (data->components.size() == 1) ||
      !HasWholeProfile(*data, metadata.m.color_encoding.ICC()))
    return JXL_FAILURE("The profile is none of this file");
  JXL_RETURN_IF_ERROR(WriteHeaders(&metadata, memory, codestream));

  jxl::JxlEncoderChunkedFrameAdapter frame(metadata.xsize(), metadata.ysize(), 0);
  frame.SetJPEGData(std::move(data));
  JxlEncoderOutputProcessorWrapper output(memory);
  std::vector<uint8_t> bytes(64);
  uint8_t* next = bytes.data();
  size_t room = bytes.size();
  JXL_RETURN_IF_ERROR(output.SetAvailOut(&next, &room));
  jxl::FrameInfo info;
  JXL_RETURN_IF_ERROR(jxl::EncodeFrame(memory, params, info, &metadata, frame, cms, nullptr, &output, nullptr));
  JXL_RETURN_IF_ERROR(output.SetFinalizedPosition());
  JXL_RETURN_IF_ERROR(output.CopyOutput(bytes, next, room));
  codestream->insert(codestream->end(), bytes.begin(), bytes.end());
  return true;
}

Status ReadIcc(jxl::BitReader* reader, JxlMemoryManager* memory, jxl::ColorEncoding* color) {
  jxl::ICCReader icc_reader(memory);
  jxl::PaddedBytes decoded(memory);
  JXL_RETURN_IF_ERROR(icc_reader.Init(reader));
  JXL_RETURN_IF_ERROR(icc_reader.Process(reader, &decoded));
  jxl::IccBytes icc;
  jxl::Bytes(decoded).AppendTo(icc);
  color->SetICCRaw(std::move(icc));
  return true;
}

// All of the frame's sections, in the order of the file.
Status ReadSections(Bytes bytes, jxl::FrameDecoder* decoder) {
  using Section = jxl::FrameDecoder::SectionInfo;
  const auto& contents = decoder->Toc();
  std::vector<std::unique_ptr<jxl::BitReader>> readers;
  std::vector<Section> sections;
  Status status = true;
  for (size_t i = 0; i < contents.size() && status; ++i) {
    const auto [size, id] = contents[i];
    if (size > bytes.size()) {
      status = Status(jxl::StatusCode::kGenericError);
      break;
    }
    readers.push_back(std::make_unique<jxl::BitReader>(jxl::Bytes(bytes.data(), size)));
    sections.push_back({readers.back().get(), id, i});
    bytes = bytes.subspan(size);
  }
  std::vector<jxl::FrameDecoder::SectionStatus> done(sections.size());
  if (status) status = decoder->ProcessSections(sections.data(), sections.size(), done.data());
  for (const auto& reader : readers) {
    const bool within = reader->AllReadsWithinBounds();
    const Status closed = reader->Close();
    if (!within || !closed) status = Status(jxl::StatusCode::kGenericError);
  }
  if (!status) return status;
  if (!std::all_of(done.begin(), done.end(), [](auto section) { return section == jxl::FrameDecoder::kDone; }))
    return JXL_FAILURE("Sections are missing");
  return decoder->FinalizeFrame();
}

Status ReadHeaders(jxl::BitReader* reader, JxlMemoryManager* memory, jxl::CodecMetadata* metadata) {
  constexpr uint64_t kSignature = 0x0aff;
  if (reader->ReadFixedBits<16>() != kSignature) return JXL_FAILURE("No codestream");
  JXL_RETURN_IF_ERROR(jxl::ReadSizeHeader(reader, &metadata->size));
  JXL_RETURN_IF_ERROR(jxl::ReadImageMetadata(reader, &metadata->m));
  metadata->transform_data.nonserialized_xyb_encoded = metadata->m.xyb_encoded;
  JXL_RETURN_IF_ERROR(jxl::Bundle::Read(reader, &metadata->transform_data));
  if (metadata->m.have_preview || metadata->m.have_animation || metadata->m.num_extra_channels > 0)
    return JXL_FAILURE("No picture of a JPEG file");
  if (metadata->m.color_encoding.WantICC())
    JXL_RETURN_IF_ERROR(ReadIcc(reader, memory, &metadata->m.color_encoding));
  return reader->JumpToByteBoundary();
}

Status ReadFrame(const Packed& packed, jxl::BitReader* reader, JxlMemoryManager* memory,
                 const std::function<bool(size_t, size_t, size_t)>& admit, std::unique_ptr<JPEGData>* data) {
  jxl::CodecMetadata metadata;
  JXL_RETURN_IF_ERROR(ReadHeaders(reader, memory, &metadata));
  if (!admit(metadata.xsize(), metadata.ysize(), (*data)->scan_info.size())) return JXL_FAILURE("Not admitted");
  JXL_RETURN_IF_ERROR(jxl::jpeg::SetJPEGDataFromICC(metadata.m.color_encoding.ICC(), data->get()));
  jxl::PassesDecoderState state(memory);
  JXL_RETURN_IF_ERROR(state.output_encoding_info.SetFromMetadata(metadata));
  jxl::ImageBundle bundle(memory, &metadata.m);
  bundle.jpeg_data = std::move(*data);
  jxl::ThreadPool pool(nullptr, nullptr);
  jxl::FrameDecoder decoder(&state, metadata, &pool, /*use_slow_rendering_pipeline=*/false);
  JXL_RETURN_IF_ERROR(decoder.InitFrame(reader, &bundle, /*is_preview=*/false));
  const jxl::FrameHeader& header = decoder.GetFrameHeader();
  constexpr uint64_t kNoCoefficients = jxl::FrameHeader::kPatches | jxl::FrameHeader::kSplines | jxl::FrameHeader::kNoise |
                                       jxl::FrameHeader::kUseDcFrame;
  if ((header.flags & kNoCoefficients) != 0 || !header.is_last || header.frame_type != jxl::FrameType::kRegularFrame || header.custom_size_or_origin || header.upsampling != 1 ||
      header.encoding != jxl::FrameEncoding::kVarDCT)
    return JXL_FAILURE("No picture of a JPEG file");
  JXL_RETURN_IF_ERROR(decoder.InitFrameOutput());
  const size_t at = reader->TotalBitsConsumed() / 8;
  if (at > packed.codestream.size()) return JXL_FAILURE("The codestream is cut");
  JXL_RETURN_IF_ERROR(ReadSections(packed.codestream.subspan(at), &decoder));
  *data = std::move(bundle.jpeg_data);
  return true;
}

}  // namespace

JpegPacker::JpegPacker(Bytes file, const JxlMemoryManager& memory) : file_(file), memory_(memory) {}
JpegPacker::~JpegPacker() = default;

bool JpegPacker::Read() {
  data_ = std::make_unique<JPEGData>();
  return jxl::jpeg::ReadJpeg(file_.data(), file_.size(), jxl::jpeg::JpegReadMode::kReadAll, data_.get()) &&
         jxl::jpeg::DescribeSegments(data_.get());
}

bool JpegPacker::Restores() const {
  Bytes rest = file_;
  const auto compare = [&](const uint8_t* data, size_t size) -> size_t {
    if (size > rest.size() || !std::equal(data, data + size, rest.data())) return 0;
    rest = rest.subspan(size);
    return size;
  };
  return jxl::jpeg::WriteJpeg(*data_, compare) && rest.empty();
}

Bytes JpegPacker::exif() const { return DataOf(*data_, AppMarkerType::kExif, sizeof jxl::jpeg::kExifTag); }
Bytes JpegPacker::xmp() const { return DataOf(*data_, AppMarkerType::kXMP, sizeof jxl::jpeg::kXMPTag); }

bool JpegPacker::Pack(int effort, int orientation, const JxlCmsInterface& cms, std::vector<uint8_t>* codestream,
                      std::vector<uint8_t>* restoration) {
  return PackInto(std::make_unique<JPEGData>(std::move(*data_)), effort, orientation, cms, &memory_, codestream, restoration);
}

bool UnpackJpeg(const Packed& packed, const JxlMemoryManager& memory, const std::function<bool(size_t, size_t, size_t)>& admit,
                const std::function<size_t(const uint8_t*, size_t)>& write) {
  auto data = std::make_unique<JPEGData>();
  if (!jxl::jpeg::DecodeJPEGData(jxl::Bytes(packed.restoration.data(), packed.restoration.size()), data.get()) ||
      !Assign(data.get(), AppMarkerType::kExif, sizeof jxl::jpeg::kExifTag, packed.exif) ||
      !Assign(data.get(), AppMarkerType::kXMP, sizeof jxl::jpeg::kXMPTag, packed.xmp))
    return false;
  JxlMemoryManager manager = memory;
  jxl::BitReader reader(jxl::Bytes(packed.codestream.data(), packed.codestream.size()));
  const bool read = static_cast<bool>(ReadFrame(packed, &reader, &manager, admit, &data));
  const bool within = reader.AllReadsWithinBounds();
  const bool closed = static_cast<bool>(reader.Close());
  return read && within && closed && jxl::jpeg::WriteJpeg(*data, write);
}

}  // namespace imwrite::libjxl

#include "src/codecs/tiff/jpeg-coder.h"

#include <string>

#include "src/jpeg-library/compressor.h"
#include "src/memory.h"
#include "src/sink.h"

namespace imwrite::tiff {
namespace {

// A stream in memory.
class Stream : public ByteSink {
 public:
  bool Write(const uint8_t* data, size_t size) override {
    fits = Completes([&] { bytes.insert(bytes.end(), data, data + size); });
    return fits;
  }
  bool Patch(uint64_t, const uint8_t*, size_t) override { return false; }
  std::vector<uint8_t> bytes;
  // Whether there was memory for all.
  bool fits = true;
};

// The texts of libjpeg would be kilobytes, and no picture leads to one.
std::string Number(const jpeg_error_mgr& errors) {
  return "tiff: error " + std::to_string(errors.msg_code) + " of libjpeg";
}

class Coder : public JpegCoder {
 public:
  Status Start(const ImageInfo& segment, const JpegSettings& settings) {
    row_bytes_ = static_cast<size_t>(segment.row_bytes());
    return Run([&] {
      jpeg_create_compress(&cinfo_);
      cinfo_.dest = &compressor_.destination.base;
      cinfo_.image_width = segment.width;
      cinfo_.input_components = segment.channels;
      cinfo_.in_color_space = segment.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
      jpeg_set_defaults(&cinfo_);
      jpeg_set_quality(&cinfo_, settings.quality, TRUE);
      cinfo_.write_JFIF_header = FALSE;
      const int factor = segment.channels > 1 && settings.halves_chroma ? 2 : 1;
      cinfo_.comp_info[0].h_samp_factor = factor;
      cinfo_.comp_info[0].v_samp_factor = factor;
    });
  }

  Status Compress(const uint8_t* rows, uint32_t count, std::span<const uint8_t>* bytes) override {
    return Run([&] {
      cinfo_.image_height = count;
      jpeg_suppress_tables(&cinfo_, TRUE);
      jpeg_start_compress(&cinfo_, FALSE);
      for (uint32_t y = 0; y < count; ++y) {
        auto* row = const_cast<JSAMPLE*>(rows + y * row_bytes_);
        jpeg_write_scanlines(&cinfo_, &row, 1);
      }
      jpeg_finish_compress(&cinfo_);
      *bytes = stream_.bytes;
    });
  }

  Status Tables(std::span<const uint8_t>* bytes) {
    return Run([&] {
      jpeg_suppress_tables(&cinfo_, TRUE);
      for (int i = 0; i < (cinfo_.num_components > 1 ? 2 : 1); ++i) {
        cinfo_.quant_tbl_ptrs[i]->sent_table = FALSE;
        cinfo_.dc_huff_tbl_ptrs[i]->sent_table = FALSE;
        cinfo_.ac_huff_tbl_ptrs[i]->sent_table = FALSE;
      }
      jpeg_write_tables(&cinfo_);
      *bytes = stream_.bytes;
    });
  }

 private:
  template <class Work>
  Status Run(Work&& work) {
    status_ = Ok();
    stream_.bytes.clear();
    if (compressor_.CatchLongjmp(work)) return Ok();
    return stream_.fits ? status_ : Status{Code::kOutOfMemory};
  }

  Status status_;
  Stream stream_;
  jpeglib::Compressor compressor_{&stream_, &status_, Number};
  jpeg_compress_struct& cinfo_ = compressor_.cinfo;
  size_t row_bytes_ = 0;
};

}  // namespace

Status StartJpeg(const ImageInfo& segment, const JpegSettings& settings,
                 std::unique_ptr<JpegCoder>* coder) {
  auto started = std::make_unique<Coder>();
  Status status = started->Start(segment, settings);
  *coder = std::move(started);
  return status;
}

Status MakeJpegTables(const ImageInfo& segment, const JpegSettings& settings,
                      std::vector<uint8_t>* tables) {
  Coder coder;
  if (Status status = coder.Start(segment, settings); !status.ok()) return status;
  std::span<const uint8_t> bytes;
  if (Status status = coder.Tables(&bytes); !status.ok()) return status;
  tables->assign(bytes.begin(), bytes.end());
  return Ok();
}

}  // namespace imwrite::tiff

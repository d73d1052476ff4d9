#include "src/codecs/tiff/jpeg-coder.h"

#include <cstdio>
#include <cstring>
#include <utility>

// It needs FILE.
#include <jpeglib.h>

#include <jerror.h>

#include "src/guarded.h"

namespace imwrite::tiff {
namespace {

struct Errors {
  jpeg_error_mgr base;
  std::jmp_buf jump;
};

[[noreturn]] void OnError(j_common_ptr cinfo) {
  std::longjmp(reinterpret_cast<Errors*>(cinfo->err)->jump, 1);
}

// A stream in memory that grows.
struct Destination {
  jpeg_destination_mgr base;
  Buffer bytes;
  Buffer larger;
};

void Begin(j_compress_ptr cinfo) {
  auto* destination = reinterpret_cast<Destination*>(cinfo->dest);
  destination->base.next_output_byte = destination->bytes.data();
  destination->base.free_in_buffer = destination->bytes.size();
}

boolean Grow(j_compress_ptr cinfo) {
  auto* destination = reinterpret_cast<Destination*>(cinfo->dest);
  const size_t used = destination->bytes.size();
  if (!destination->larger.Resize(2 * uint64_t{used})) ERREXIT1(cinfo, JERR_OUT_OF_MEMORY, 0);
  std::memcpy(destination->larger.data(), destination->bytes.data(), used);
  std::swap(destination->bytes, destination->larger);
  destination->larger = {};
  destination->base.next_output_byte = destination->bytes.data() + used;
  destination->base.free_in_buffer = destination->bytes.size() - used;
  return TRUE;
}

class Coder : public JpegCoder {
 public:
  ~Coder() override { jpeg_destroy_compress(&cinfo_); }

  Status Start(const ImageInfo& piece, const JpegSettings& settings) {
    constexpr uint64_t kFirstBytes = 1 << 16;
    if (!destination_.bytes.Resize(kFirstBytes)) return OutOfMemory(kFirstBytes);
    errors_.base.error_exit = OnError;
    errors_.base.emit_message = [](j_common_ptr, int) {};
    errors_.base.reset_error_mgr = [](j_common_ptr) {};
    cinfo_.err = &errors_.base;
    destination_.base.init_destination = Begin;
    destination_.base.empty_output_buffer = Grow;
    destination_.base.term_destination = [](j_compress_ptr) {};
    row_bytes_ = static_cast<size_t>(piece.row_bytes());
    return Run([&] {
      jpeg_create_compress(&cinfo_);
      cinfo_.dest = &destination_.base;
      cinfo_.image_width = piece.width;
      cinfo_.input_components = piece.channels;
      cinfo_.in_color_space = piece.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
      jpeg_set_defaults(&cinfo_);
      jpeg_set_quality(&cinfo_, settings.quality, TRUE);
      cinfo_.write_JFIF_header = FALSE;
      const int factor = piece.channels > 1 && settings.halves_chroma ? 2 : 1;
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
      *bytes = Written();
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
      *bytes = Written();
    });
  }

 private:
  template <class Work>
  Status Run(Work&& work) {
    if (Guarded(errors_.jump, work)) return Ok();
    const int code = errors_.base.msg_code;
    if (code == JERR_OUT_OF_MEMORY) return OutOfMemory(destination_.bytes.size());
    return Error(Code::kInternal, "tiff: error " + std::to_string(code) + " of libjpeg");
  }

  std::span<const uint8_t> Written() {
    return {destination_.bytes.data(),
            destination_.bytes.size() - destination_.base.free_in_buffer};
  }

  jpeg_compress_struct cinfo_{};
  Errors errors_{};
  Destination destination_{};
  size_t row_bytes_ = 0;
};

}  // namespace

Status StartJpeg(const ImageInfo& piece, const JpegSettings& settings,
                 std::unique_ptr<JpegCoder>* coder) {
  auto started = std::make_unique<Coder>();
  Status status = started->Start(piece, settings);
  *coder = std::move(started);
  return status;
}

Status MakeJpegTables(const ImageInfo& piece, const JpegSettings& settings,
                      std::vector<uint8_t>* tables) {
  Coder coder;
  if (Status status = coder.Start(piece, settings); !status.ok()) return status;
  std::span<const uint8_t> bytes;
  if (Status status = coder.Tables(&bytes); !status.ok()) return status;
  tables->assign(bytes.begin(), bytes.end());
  return Ok();
}

}  // namespace imwrite::tiff

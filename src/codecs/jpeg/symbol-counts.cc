#define JPEG_INTERNALS
#include "src/codecs/jpeg/symbol-counts.h"

#include <algorithm>
#include <bit>
#include <cstdlib>

extern "C" {
#include <jchuff.h>
#include <jinclude.h>
}

namespace imwrite::jpeg {
namespace {

constexpr int kNumberLists = 2;  // of each kind: luma's and chroma's
constexpr int kSymbols = 256;
// DC's tables, then AC's.
constexpr size_t DcTable(int number) { return static_cast<size_t>(number) * kSymbols; }
constexpr size_t AcTable(int number) {
  return static_cast<size_t>(kNumberLists + number) * kSymbols;
}

// ITU-T T.81, F.1.2.2.1.
constexpr int kZeroRun = 0xf0, kLongestRun = 16;
constexpr int kEndOfBlock = 0;

int BitsOf(int value) { return std::bit_width(static_cast<unsigned>(std::abs(value))); }

void SetTable(jpeg_compress_struct* cinfo, std::span<const uint32_t> totals, JHUFF_TBL** table) {
  long frequencies[kSymbols + 1] = {};
  std::copy(totals.begin(), totals.end(), frequencies);
  jpeg_gen_optimal_table(cinfo, *table, frequencies);
}

}  // namespace

void SymbolCounts::GatherStatistics(jpeg_compress_struct* cinfo) {
  counts_.assign(AcTable(kNumberLists), 0);
  cinfo->client_data = this;
  cinfo->entropy->encode_mcu = CountMcu;
}

boolean SymbolCounts::CountMcu(j_compress_ptr cinfo, JBLOCKROW* blocks) {
  auto* self = static_cast<SymbolCounts*>(cinfo->client_data);
  for (int i = 0; i < cinfo->blocks_in_MCU; ++i) {
    const int number = cinfo->MCU_membership[i];
    const jpeg_component_info* component = cinfo->cur_comp_info[number];
    const JCOEF* block = blocks[i][0];
    uint32_t* counts = self->counts_.data();
    self->CountBlock(block, self->dc_before_[number], counts + DcTable(component->dc_tbl_no),
                     counts + AcTable(component->ac_tbl_no));
    self->dc_before_[number] = block[0];
  }
  return TRUE;
}

void SymbolCounts::CountBlock(const JCOEF* block, int dc_before, uint32_t* dc, uint32_t* ac) {
  ++dc[BitsOf(block[0] - dc_before)];
  int run = 0;
  for (int k = 1; k < DCTSIZE2; ++k) {
    const int value = block[jpeg_natural_order[k]];
    if (value == 0) {
      ++run;
      continue;
    }
    for (; run >= kLongestRun; run -= kLongestRun) ++ac[kZeroRun];
    ++ac[run << 4 | BitsOf(value)];
    run = 0;
  }
  if (run > 0) ++ac[kEndOfBlock];
}

void SetTables(jpeg_compress_struct* cinfo, std::span<const uint32_t> totals) {
  for (int i = 0; i < cinfo->num_components; ++i) {
    const auto& component = cinfo->comp_info[i];
    SetTable(cinfo, totals.subspan(DcTable(component.dc_tbl_no), kSymbols),
             &cinfo->dc_huff_tbl_ptrs[component.dc_tbl_no]);
    SetTable(cinfo, totals.subspan(AcTable(component.ac_tbl_no), kSymbols),
             &cinfo->ac_huff_tbl_ptrs[component.ac_tbl_no]);
  }
}

}  // namespace imwrite::jpeg

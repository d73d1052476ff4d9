// SymbolCounts: counts the Huffman symbols of a stripe, to optimize tables for the whole image.
#pragma once

#include <span>
#include <vector>

#include "src/codecs/jpeg/format.h"

namespace imwrite::jpeg {

class SymbolCounts {
 public:
  // From now on the compressor, which has been started, counts and writes nothing. Blocks come
  // without restart markers.
  void GatherStatistics(jpeg_compress_struct* cinfo);
  // The counts for all tables, to be added to those from other stripes.
  const std::vector<uint32_t>& counts() const { return counts_; }

 private:
  static boolean CountMcu(j_compress_ptr cinfo, JBLOCKROW* blocks);
  void CountBlock(const JCOEF* block, int dc_before, uint32_t* dc, uint32_t* ac);

  std::vector<uint32_t> counts_;
  int dc_before_[MAX_COMPS_IN_SCAN] = {};
};

// The optimal tables for these totals.
void SetTables(jpeg_compress_struct* cinfo, std::span<const uint32_t> totals);

}  // namespace imwrite::jpeg

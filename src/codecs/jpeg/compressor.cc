#include "src/codecs/jpeg/compressor.h"

namespace imwrite::jpeg {
namespace {

void ResetBuffer(Destination* destination) {
  destination->base.next_output_byte = destination->buffer;
  destination->base.free_in_buffer = sizeof destination->buffer;
}

void WriteOut(j_compress_ptr cinfo, size_t size) {
  auto* destination = reinterpret_cast<Destination*>(cinfo->dest);
  if (!destination->sink->Write(destination->buffer, size)) {
    *destination->errors->status = Aborted();
    cinfo->err->error_exit(reinterpret_cast<j_common_ptr>(cinfo));
  }
  ResetBuffer(destination);
}

void StartOutput(j_compress_ptr cinfo) { ResetBuffer(reinterpret_cast<Destination*>(cinfo->dest)); }

boolean EmptyBuffer(j_compress_ptr cinfo) {
  WriteOut(cinfo, sizeof Destination::buffer);
  return TRUE;
}

void EndOutput(j_compress_ptr cinfo) { WriteOut(cinfo, sizeof Destination::buffer - cinfo->dest->free_in_buffer); }

}  // namespace

Compressor::Compressor(ByteSink* sink, Status* status) {
  cinfo.err = InitErrors(&errors, status);
  destination.base.init_destination = StartOutput;
  destination.base.empty_output_buffer = EmptyBuffer;
  destination.base.term_destination = EndOutput;
  destination.sink = sink;
  destination.errors = &errors;
}

}  // namespace imwrite::jpeg

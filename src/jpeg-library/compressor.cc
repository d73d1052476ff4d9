#include "src/jpeg-library/compressor.h"

namespace imwrite::jpeglib {

void ResetBuffer(Destination* destination) {
  destination->base.next_output_byte = destination->buffer;
  destination->base.free_in_buffer = sizeof destination->buffer;
}

namespace {

void WriteOut(j_compress_ptr cinfo, size_t size) {
  auto* destination = reinterpret_cast<Destination*>(cinfo->dest);
  if (!destination->sink->Write(destination->buffer, size)) {
    *destination->errors->status = Aborted();
    cinfo->err->error_exit(reinterpret_cast<j_common_ptr>(cinfo));
  }
  ResetBuffer(destination);
}

void StartOutput(j_compress_ptr cinfo) { ResetBuffer(reinterpret_cast<Destination*>(cinfo->dest)); }

// One byte stays behind: it may be the last.
boolean EmptyBuffer(j_compress_ptr cinfo) {
  WriteOut(cinfo, sizeof Destination::buffer - 1);
  auto* destination = reinterpret_cast<Destination*>(cinfo->dest);
  destination->buffer[0] = destination->buffer[sizeof Destination::buffer - 1];
  ++destination->base.next_output_byte;
  --destination->base.free_in_buffer;
  return TRUE;
}

void EndOutput(j_compress_ptr cinfo) {
  auto* destination = reinterpret_cast<Destination*>(cinfo->dest);
  const size_t size = sizeof Destination::buffer - destination->base.free_in_buffer;
  destination->buffer[size - 1] = destination->last_byte;
  WriteOut(cinfo, size);
}

}  // namespace

Compressor::Compressor(ByteSink* sink, Status* status, Describe describe, Destroy destroy)
    : destroy(destroy) {
  cinfo.err = InitErrors(&errors, status, describe);
  destination.base.init_destination = StartOutput;
  destination.base.empty_output_buffer = EmptyBuffer;
  destination.base.term_destination = EndOutput;
  destination.sink = sink;
  destination.errors = &errors;
  destination.last_byte = JPEG_EOI;
}

}  // namespace imwrite::jpeglib

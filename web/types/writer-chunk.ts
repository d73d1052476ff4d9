// What a writer gives.

/** The output of a writer: bytes to append. TIFF, whose first bytes state where its directory is, also replaces some. */
export type WriterChunk =
  | Uint8Array<ArrayBuffer>
  | { readonly type: 'write'; readonly position: number; readonly data: Uint8Array<ArrayBuffer> };

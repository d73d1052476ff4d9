// What a writer gives.

/** What comes out of a writer: bytes to append; TIFF, whose first bytes tell where its end is, also replaces some. */
export type WriterChunk =
  | Uint8Array<ArrayBuffer>
  | { readonly type: 'write'; readonly position: number; readonly data: Uint8Array<ArrayBuffer> };

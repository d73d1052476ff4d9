// Samples: the typed array that holds those of a type.

/** The typed array of each sample type. */
export const sampleArrays = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  float32: Float32Array,
  int8: Int8Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float64: Float64Array,
} as const;

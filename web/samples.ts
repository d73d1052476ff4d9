// The types that a sample may have.

/** The type of a sample. Only the first three are ever converted into one another. */
export type SampleType = 'uint8' | 'uint16' | 'float32' | 'int8' | 'int16' | 'uint32' | 'int32' | 'float64';

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

// The types that a sample may have.

/** The type of a sample. Only the first three are ever converted into one another. */
export type SampleType = 'uint8' | 'uint16' | 'float32' | 'int8' | 'int16' | 'uint32' | 'int32' | 'float64';

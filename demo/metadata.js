// The page's own choices about metadata, as options of a call.

/** `{ metadata }` for a call: what the format has a place for of what the picture carries, and a resolution if one was chosen. */
export function metadataFor({ keep = 'color', dpi } = {}, image, { metadata: kinds }) {
  if (dpi === undefined || !kinds.includes('dpi')) return { metadata: keep };
  if (keep === 'none') return { metadata: { icc: null, dpi } };
  const kept = keep === 'keep' ? Object.entries(image.metadata).filter(([kind]) => kinds.includes(kind)) : [];
  return { metadata: { ...Object.fromEntries(kept), dpi } };
}

// What a picture is: size, samples, color, and what its metadata says of camera and place.
import { colorSpaceOf, profileName } from './drawing.js';

const CAMERA_MAKE = 0x010f;
const CAMERA_MODEL = 0x0110;
const GPS = 0x8825;

/** Transfer functions of HDR, as ITU-T H.273 numbers them. */
const HDR = { 16: 'HDR (PQ)', 18: 'HDR (HLG)' };

/** What the page shows and what rules ask, without the pixels. */
export function describePicture(image) {
  const {
    data,
    width,
    height,
    channels,
    format,
    pages = 1,
    frames = 1,
    metadata = {},
    warnings = [],
    precision,
  } = image;
  const entries = exifEntries(metadata.exif);
  return {
    width,
    height,
    channels,
    format,
    pages,
    frames, // of what only the browser reads, and gives the first of
    rawBytes: data.byteLength,
    precision,
    depth: precision ?? data.BYTES_PER_ELEMENT * 8,
    sampleType: data.constructor.name.replace(/(Clamped)?Array$/, '').toLowerCase(),
    profile: profileName(metadata.icc) || (colorSpaceOf(image) === 'display-p3' ? 'Display P3' : ''),
    kinds: Object.keys(metadata),
    highRange: HDR[metadata.cicp?.[1]] ?? (isBrighterThanWhite(data) ? 'HDR (brighter than white)' : ''),
    dpi: metadata.dpi,
    camera: cameraOf(entries),
    hasPlace: entries.has(GPS),
    warnings,
  };
}

const isBrighterThanWhite = (data) => data instanceof Float32Array && data.some((value) => value > 1);

function cameraOf(entries) {
  const [make, model] = [entries.get(CAMERA_MAKE), entries.get(CAMERA_MODEL)];
  if (!make || !model) return model ?? make ?? '';
  return model.startsWith(make) ? model : `${make} ${model}`;
}

/** The tags of a TIFF block's first directory; those that are text as text. */
function exifEntries(block) {
  const entries = new Map();
  if (!block) return entries;
  try {
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
    const little = view.getUint16(0) === 0x4949;
    const start = view.getUint32(4, little);
    for (let at = start + 2, left = view.getUint16(start, little); left > 0; --left, at += 12) {
      const [tag, type] = [view.getUint16(at, little), view.getUint16(at + 2, little)];
      const length = view.getUint32(at + 4, little);
      const from = length > 4 ? view.getUint32(at + 8, little) : at + 8;
      entries.set(tag, type === 2 ? new TextDecoder().decode(block.subarray(from, from + length - 1)).trim() : '');
    }
  } catch {
    // a broken block says nothing more
  }
  return entries;
}

// Native OpenCV: cv2.imwrite of Debian's python3-opencv.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lastLines, run } from '../../../../cmake/provision/run.mjs';
import { nothingElse } from './strict.mjs';

const extensions = { jpeg: 'jpg', png: 'png', webp: 'webp', tiff: 'tif' };
const compressions = { none: 1, lzw: 5, deflate: 8, packbits: 32773, jpeg: 7, 'ccitt-g4': 4 };
const types = { Uint8ClampedArray: 'u1', Uint16Array: '<u2', Float32Array: '<f4' };
const [TIFF_PREDICTOR, HORIZONTAL, TIFF_ROWSPERSTRIP] = [317, 2, 278];

export const write = async (ask) => (await native(ask)).bytes;

/** The processor time that each of its threads takes, in ticks; it gives no call to another thread than the last. */
export const threadTimes = async (ask) => JSON.parse((await native(ask, 4)).printed);

async function native({ format, image, images = [image], durations, metadata, ...options }, rounds = 0) {
  nothingElse({ durations });
  const params = paramsOf(format, options, metadata ?? {});
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-features-'));
  try {
    const given = images.map(({ data, ...shape }, i) => {
      const file = join(folder, `${i}.raw`);
      writeFileSync(file, data);
      return { ...shape, file, type: types[data.constructor.name] };
    });
    const out = join(folder, `out.${extensions[format]}`);
    writeFileSync(join(folder, 'request.json'), JSON.stringify({ images: given, params, rounds }));
    const script = fileURLToPath(new URL('opencv.py', import.meta.url));
    const result = await run('/usr/bin/python3', [script, join(folder, 'request.json'), out]);
    if (result.code !== 0) throw new Error(lastLines(result, 1));
    return { bytes: readFileSync(out), printed: result.output };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function paramsOf(
  format,
  { quality, progressive, optimizeCoding, restartInterval, lossless, exact, compression, predictor, ...rest },
  { dpi, ...metadata },
) {
  nothingElse({ ...rest, ...metadata });
  if (dpi && format !== 'tiff') throw new Error('has a resolution for TIFF only');
  const all = [
    [format === 'webp' ? 'WEBP_QUALITY' : 'JPEG_QUALITY', lossless ? 101 : quality],
    ['JPEG_PROGRESSIVE', progressive && 1],
    ['JPEG_OPTIMIZE', optimizeCoding && 1],
    ['JPEG_RST_INTERVAL', restartInterval],
    ['TIFF_COMPRESSION', compressions[compression]],
    [TIFF_PREDICTOR, predictor && HORIZONTAL],
    // It fails with its own choice.
    [TIFF_ROWSPERSTRIP, compression === 'jpeg' ? 16 : undefined],
    ['TIFF_XDPI', dpi],
    ['TIFF_YDPI', dpi],
  ];
  return all.filter(([, value]) => value !== undefined);
}

/** A call in Python gives when the file is written. */
export const synchronous = true;

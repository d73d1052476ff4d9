// Writes a picture where files may not be large: how many bytes it takes, what imwrite says, and why.
import { extname } from 'node:path';
import { createCv } from '../../../npm/dist/node/cv.js';

const [path, side] = process.argv.slice(2);
const cv = await createCv({ formats: ['jpeg', 'png'], read: false });
const image = cv.matFromArray(
  Number(side),
  Number(side),
  cv.CV_8UC3,
  Uint8Array.from({ length: side * side * 3 }, (_, i) => Math.imul(i ^ (i >> 3), 2654435761) >>> 24),
);
const size = cv.imencode(extname(path), image).length;
const written = cv.imwrite(path, image);
console.log(JSON.stringify({ size, written, message: cv.lastError?.message }));

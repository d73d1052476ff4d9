// The built package, its modules, and fast-check.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import * as imwritePackage from '../../npm/dist/node/index.js';

const require = createRequire(new URL('../../npm/package.json', import.meta.url));
export const fc = require('fast-check');
// The same cases every time, so that a run can be trusted; FC_SEED=<number> draws others.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) });

export const { ImwriteError, formats } = imwritePackage;
export const allFormatNames = Object.keys(formats);
/** Those that imread reads. */
export const readableNames = allFormatNames.filter((name) => formats[name].readable);
/** Those that a picture of 8-bit samples goes into as it is. */
export const writtenNames = allFormatNames.filter((name) => formats[name].sampleTypes.includes('uint8'));
/** Those out of which it also comes again. */
export const formatNames = writtenNames.filter((name) => formats[name].readable);

export const wasmFolder = fileURLToPath(new URL('../../npm/dist/wasm', import.meta.url));
export const wasmFile = (name) => readFile(`${wasmFolder}/${name}.wasm`);

/** The file of a writer's chunks. */
export async function fileOf(readable) {
  let bytes = Buffer.alloc(0);
  for await (const chunk of readable) {
    if (chunk instanceof Uint8Array) bytes = Buffer.concat([bytes, chunk]);
    else bytes.set(chunk.data, chunk.position);
  }
  return bytes;
}

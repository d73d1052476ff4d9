// Whether an output is what was asked for, and how good: sharp decodes it, and the pixels are compared with the original's.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const sharp = createRequire(new URL('../../npm/package.json', import.meta.url))('sharp');
const BLOCK = 8;

/** A picture's samples as RGBA. */
export function readOriginal({ file, channels, depth }) {
  const { buffer, byteOffset, byteLength } = readFileSync(file);
  const samples =
    depth === 16 ? new Uint16Array(buffer, byteOffset, byteLength / 2) : new Uint8Array(buffer, byteOffset, byteLength);
  if (channels === 4) return samples;
  const rgba = new samples.constructor((samples.length / 3) * 4).fill(maximum(depth));
  for (let from = 0, to = 0; from < samples.length; from += 3, to += 4) {
    for (let channel = 0; channel < 3; ++channel) rgba[to + channel] = samples[from + channel];
  }
  return rgba;
}

const maximum = (depth) => 2 ** depth - 1;

/**
 * @returns {Promise<{ psnr, ssim, subsampling?, problem? }>} PSNR in dB, null when the pixels are equal; SSIM of the
 * luma. `problem` says what is wrong with the output.
 */
export async function judge(file, one, picture, original) {
  // Only now: some of these files need the package, which is built by now.
  const { default: facts } = await import(`../formats/${one.format}.mjs`);
  const bytes = readFileSync(file);
  if (!new RegExp(`^${facts.magic}`).test(bytes.subarray(0, 32).toString('hex')))
    return { problem: `is not a file of ${one.format}` };
  const [seenBySharp] = facts.forSharp?.(bytes) ?? [bytes];
  // A reader may warn of what it can read nevertheless.
  const image = sharp(seenBySharp, { limitInputPixels: false, ignoreIcc: true, failOn: 'error' });
  const { width, height, chromaSubsampling: subsampling } = await image.metadata();
  if (width !== picture.width || height !== picture.height) return { problem: `has ${width} × ${height} pixels` };
  const seen = await samplesOf(image, picture.depth);
  const error = meanSquaredError(seen, original, maximum(picture.depth));
  const psnr = error === 0 ? null : 10 * Math.log10(maximum(picture.depth) ** 2 / error);
  const result = { psnr, ssim: error === 0 ? 1 : ssim(seen, original, picture), subsampling };
  if (one.floor === undefined && error > 0) return { ...result, problem: 'not lossless' };
  if (psnr !== null && psnr < one.floor) return { ...result, problem: `below ${one.floor} dB` };
  return result;
}

async function samplesOf(image, depth) {
  if (depth === 8) return image.toColourspace('srgb').ensureAlpha().raw().toBuffer();
  const { buffer, byteOffset, byteLength } = await image
    .pipelineColourspace('rgb16')
    .toColourspace('rgb16')
    .ensureAlpha()
    .raw({ depth: 'ushort' })
    .toBuffer();
  return new Uint16Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

/** Of what is visible: colors count as far as the original is opaque there. */
function meanSquaredError(seen, original, white) {
  let sum = 0;
  for (let i = 0; i < original.length; i += 4) {
    const alpha = original[i + 3] / white;
    for (let channel = 0; channel < 3; ++channel) sum += ((seen[i + channel] - original[i + channel]) * alpha) ** 2;
    sum += (seen[i + 3] - original[i + 3]) ** 2;
  }
  return sum / ((original.length / 4) * 3);
}

/** Of the luma on black: the mean over blocks of 8 × 8 (Wang, Bovik, Sheikh, Simoncelli 2004, with a block in place of the sliding window). */
function ssim(seen, original, { width, height, depth }) {
  const c1 = (0.01 * maximum(depth)) ** 2;
  const c2 = (0.03 * maximum(depth)) ** 2;
  const luma = (rgba, i) =>
    ((0.299 * rgba[i] + 0.587 * rgba[i + 1] + 0.114 * rgba[i + 2]) * rgba[i + 3]) / maximum(depth);
  const count = BLOCK * BLOCK;
  let [total, blocks] = [0, 0];
  for (let top = 0; top + BLOCK <= height; top += BLOCK) {
    for (let left = 0; left + BLOCK <= width; left += BLOCK) {
      let a = 0;
      let b = 0;
      let aa = 0;
      let bb = 0;
      let ab = 0;
      for (let y = top; y < top + BLOCK; ++y) {
        for (let x = left; x < left + BLOCK; ++x) {
          const i = (y * width + x) * 4;
          const p = luma(seen, i);
          const q = luma(original, i);
          a += p;
          b += q;
          aa += p * p;
          bb += q * q;
          ab += p * q;
        }
      }
      const [meanA, meanB] = [a / count, b / count];
      const variances = aa / count - meanA ** 2 + bb / count - meanB ** 2;
      const covariance = ab / count - meanA * meanB;
      total += ((2 * meanA * meanB + c1) * (2 * covariance + c2)) / ((meanA ** 2 + meanB ** 2 + c1) * (variances + c2));
      ++blocks;
    }
  }
  return total / blocks;
}

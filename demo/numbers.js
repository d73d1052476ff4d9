// The four numbers below the picture.
import { bytesText, percentText, pixelsText, timeText } from './text.js';

const put = (id, text) => (document.getElementById(id).textContent = text);

/** `undefined` when nothing was written. */
export function showNumbers(outcome) {
  document.getElementById('numbers').classList.remove('stale');
  if (!outcome) {
    for (const id of ['size', 'ratio', 'time', 'psnr']) {
      put(id, '–');
      put(`${id}-note`, '\u00a0');
    }
    return;
  }
  const { picture, blob, time, quality, channels, depth, identical, psnr, ssim } = outcome;
  const { rawBytes, fileSize } = picture;
  put('size', bytesText(blob.size));
  put('size-note', `${percentText(blob.size / rawBytes)} of ${bytesText(rawBytes)} of pixels`);
  const change = blob.size / fileSize - 1;
  put(
    'ratio',
    Math.abs(change) < 0.005 ? 'Same size' : `${percentText(Math.abs(change))} ${change < 0 ? 'saved' : 'more'}`,
  );
  put('ratio-note', `than the ${bytesText(fileSize)} you opened`);
  put('time', timeText(time));
  put('time-note', quality === undefined ? 'from pixels to bytes' : `from pixels to bytes, quality ${quality}`);
  put('psnr', identical ? 'None' : Number.isFinite(psnr) ? `${psnr.toFixed(1)} dB` : 'Unseen');
  const likeness = Number.isFinite(psnr) ? `PSNR; SSIM ${ssim.toFixed(4)}` : 'same look';
  put('psnr-note', `${identical ? 'identical' : likeness}, ${pixelsText(channels, depth)}`);
}

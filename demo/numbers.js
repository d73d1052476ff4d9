// The four numbers below the picture.
import { bytesText, percentText, pixelsText, timeText } from './text.js';

const put = (id, text) => (document.getElementById(id).textContent = text);

/** `undefined` when nothing was written. */
export function showNumbers(outcome) {
  if (!outcome) {
    for (const id of ['size', 'ratio', 'time', 'psnr']) {
      put(id, '–');
      put(`${id}-note`, '\u00a0');
    }
    return;
  }
  const { image, fileSize, bytes, time, channels, depth, identical, psnr } = outcome;
  const raw = image.data.byteLength;
  put('size', bytesText(bytes.length));
  put('size-note', `${percentText(bytes.length / raw)} of ${bytesText(raw)} of pixels`);
  put('ratio', percentText(bytes.length / fileSize));
  put('ratio-note', `of the ${bytesText(fileSize)} you opened`);
  put('time', timeText(time));
  put('time-note', 'from the call to the bytes');
  put('psnr', identical ? 'None' : Number.isFinite(psnr) ? `${psnr.toFixed(1)} dB` : 'Unseen');
  const kind = identical ? 'identical' : Number.isFinite(psnr) ? 'PSNR' : 'same look';
  put('psnr-note', `${kind}, ${pixelsText(channels, depth)}`);
}

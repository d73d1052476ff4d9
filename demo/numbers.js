// The five numbers below the picture.
import { bytesText, percentText, pixelsText, scoreText, timeText } from './text.js';

const put = (id, text) => (document.getElementById(id).textContent = text);

/** `undefined` when nothing was written. */
export function showNumbers(outcome) {
  document.getElementById('numbers').classList.remove('stale');
  if (!outcome) {
    for (const id of ['size', 'ratio', 'time', 'psnr', 'score']) {
      put(id, '–');
      put(`${id}-note`, '\u00a0');
    }
    return;
  }
  const { picture, blob, time, quality, channels, depth, identical, psnr, ssim, byBrowser, unread } = outcome;
  const { rawBytes, fileSize } = picture;
  put('size', bytesText(blob.size));
  put(
    'size-note',
    `${unread ? '' : `${pixelsText(channels, depth)}; `}${percentText(blob.size / rawBytes)} of the pixels`,
  );
  const change = blob.size / fileSize - 1;
  put(
    'ratio',
    Math.abs(change) < 0.005 ? 'Same size' : `${percentText(Math.abs(change))} ${change < 0 ? 'saved' : 'more'}`,
  );
  put('ratio-note', `than the ${bytesText(fileSize)} you opened`);
  put('time', timeText(time));
  put('time-note', quality === undefined ? 'to encode' : `to encode, quality ${quality}`);
  if (unread) return putUnread();
  put('psnr', identical ? 'None' : Number.isFinite(psnr) ? `${psnr.toFixed(1)} dB` : 'Unseen');
  const likeness = Number.isFinite(psnr) ? `PSNR; SSIM ${ssim.toFixed(4)}` : 'same look';
  put('psnr-note', `${identical ? 'identical' : likeness}${byBrowser ? ', as this browser shows it' : ''}`);
  put('score', '…');
  put('score-note', 'SSIMULACRA 2');
}

function putUnread() {
  put('psnr', '–');
  put('psnr-note', 'this browser does not show the format');
  put('score', '–');
  put('score-note', '\u00a0');
}

/** It comes after the others, since it takes longer. */
export function showScore(score) {
  put('score', score === undefined ? '–' : score.toFixed(1));
  put('score-note', `SSIMULACRA 2${score === undefined ? ' needs 8 × 8 pixels' : `: ${scoreText(score)}`}`);
}

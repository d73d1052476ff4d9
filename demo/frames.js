// The strip of a file's pages or frames: small pictures, of which one is the picture.
import { element } from './dom.js';
import { thumbnailsOf } from './engine.js';

const HEIGHT = 48;

export function createFrames(strip, choose) {
  let loading = new AbortController();
  return {
    /** Fills the strip for a file, or hides it where there is one picture. */
    async show({ file, pages, frame }) {
      loading.abort();
      const { signal } = (loading = new AbortController());
      strip.hidden = pages < 2;
      strip.replaceChildren();
      if (pages < 2) return;
      const bitmaps = await thumbnailsOf(file, HEIGHT * devicePixelRatio, { signal }).catch(() => []);
      if (signal.aborted) return;
      strip.replaceChildren(...bitmaps.map((bitmap, at) => item(bitmap, at, at === frame)));
      if (pages > bitmaps.length)
        strip.append(element('span', { className: 'hint', textContent: `and ${pages - bitmaps.length} more` }));
    },
  };

  function item(bitmap, at, checked) {
    const { width, height } = bitmap;
    const canvas = element('canvas', { width, height });
    canvas.getContext('bitmaprenderer').transferFromImageBitmap(bitmap);
    const radio = element('input', { type: 'radio', name: 'frame', checked });
    radio.setAttribute('aria-label', `Picture ${at + 1}`);
    radio.addEventListener('change', () => choose(at));
    return element('label', { className: 'frame' }, radio, canvas, element('span', { textContent: String(at + 1) }));
  }
}

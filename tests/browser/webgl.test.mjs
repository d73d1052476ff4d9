// WebGL's readPixels(): rows from the bottom up and premultiplied, which a raw image can say.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBlank, rgbaBySharp, useSite } from './support.mjs';

const site = useSite();

test('what readPixels() gives is the picture that the canvas shows', async (t) => {
  const { page } = await openBlank(t, site, { allow: [/GPU|WebGL/i] });
  const { pixels, canvas } = await page.evaluate(async () => {
    const element = new OffscreenCanvas(64, 48);
    const gl = element.getContext('webgl', { preserveDrawingBuffer: true });
    gl.enable(gl.SCISSOR_TEST);
    for (let y = 0; y < 48; y += 6) {
      for (let x = 0; x < 64; x += 8) {
        const alpha = (x + 8) / 64;
        gl.scissor(x, y, 8, 6);
        gl.clearColor((alpha * x) / 64, (alpha * y) / 48, alpha * 0.5, alpha);
        gl.clear(gl.COLOR_BUFFER_BIT);
      }
    }
    const data = new Uint8Array(64 * 48 * 4);
    gl.readPixels(0, 0, 64, 48, gl.RGBA, gl.UNSIGNED_BYTE, data);
    return {
      pixels: await imw.imwrite({ data, width: 64, height: 48, channels: 4, flipY: true, premultiplied: true }, 'png'),
      canvas: await imw.imwrite(element, 'png'),
    };
  });
  const [ours, shown] = [await rgbaBySharp(pixels), await rgbaBySharp(canvas)];
  assert.ok(new Set(shown.data).size > 10, 'there is something to see');
  const worst = ours.data.reduce((most, value, i) => Math.max(most, Math.abs(value - shown.data[i])), 0);
  assert.ok(worst <= 1, `samples differ by up to ${worst}`);
});

// "Compare all": size against likeness for every format and for canvas.toBlob, as a table and a plot that grow while it is computed.
import { formats } from './imwrite/browser/index.js';
import { element, offer } from './dom.js';
import { compareWithOriginal, encodeByBrowser, encodePicture } from './engine.js';
import { filesToCompare } from './plan.js';
import { createPlot } from './plot.js';
import { bytesText, timeText } from './text.js';

export function createCompareAll({ start, stop, asCsv, asPng, asSvg, status, rows, plot, picture }) {
  const drawing = createPlot(plot);
  const table = rows.closest('.table');
  let running = new AbortController();
  let points = [];

  async function run() {
    running.abort();
    const { signal } = (running = new AbortController());
    points = [];
    rows.replaceChildren();
    table.hidden = false;
    [start.disabled, stop.disabled] = [true, false];
    const files = filesToCompare(formats, picture());
    for (const [at, file] of files.entries()) {
      status.textContent = `${at + 1} of ${files.length}: ${file.writer}, ${file.setting}`;
      const point = await pointOf(file, signal).catch((error) => ({ ...file, problem: error.message }));
      if (signal.aborted) return;
      if (point) add(point);
    }
    finish(`${points.length} files of this picture.`);
  }

  async function pointOf(file, signal) {
    const { format, options, mimeType, quality } = file;
    const encoded = format
      ? await encodePicture({ format, options, metadata: {} }, { signal })
      : await encodeByBrowser(mimeType, quality, signal);
    if (!encoded) return undefined; // the browser does not write the type
    const { blob, time } = encoded;
    const likeness = await compareWithOriginal({ blob, background: '#ffffff', scores: true }, signal);
    return { ...file, size: blob.size, time, ...likeness };
  }

  function add(point) {
    points.push(point);
    const { writer, setting, size, psnr, ssim, score, time, problem, unread } = point;
    const cells = problem
      ? [problem, '', '', '', '']
      : [
          bytesText(size),
          ...(unread
            ? ['not shown by this browser', '', '']
            : [
                Number.isFinite(psnr) ? `${psnr.toFixed(1)} dB` : 'identical',
                ssim.toFixed(4),
                score?.toFixed(1) ?? '–',
              ]),
          timeText(time),
        ];
    rows.append(
      element(
        'tr',
        {},
        element('th', { scope: 'row', textContent: writer }),
        ...[setting, ...cells].map((text) => element('td', { textContent: text })),
      ),
    );
    void drawing.draw(measured());
    for (const button of [asCsv, asPng, asSvg]) button.disabled = false;
  }

  const measured = () => points.filter(({ problem, unread }) => !problem && !unread);

  function finish(text) {
    [start.disabled, stop.disabled] = [false, true];
    status.textContent = text;
  }

  start.addEventListener('click', () => void run());
  stop.addEventListener('click', () => {
    running.abort();
    finish(`Stopped after ${points.length} files.`);
  });
  asCsv.addEventListener('click', () => {
    const lines = measured().map(({ writer, setting, size, psnr, ssim, score, time }) =>
      [writer, setting, size, psnr, ssim, score ?? '', time.toFixed(1)].map((cell) => `"${cell}"`).join(','),
    );
    offer(
      new Blob([`writer,setting,bytes,psnr,ssim,ssimulacra2,milliseconds\n${lines.join('\n')}\n`], {
        type: 'text/csv',
      }),
      'comparison.csv',
    );
  });
  asPng.addEventListener('click', async () => offer(await drawing.toPng(), 'comparison.png'));
  asSvg.addEventListener('click', () => offer(drawing.toSvg(measured()), 'comparison.svg'));
  return {
    /** Another picture is open: what was computed is not of it. */
    renew() {
      running.abort();
      [start.disabled, stop.disabled] = [false, true];
      if (points.length > 0) status.textContent = 'Of the picture before; compare again for this one.';
    },
  };
}

// The tables of BENCHMARKS.md.
import { median, spread } from '../statistics.mjs';
import { shortNumber } from './plots.mjs';

/** Rows of cells as Markdown; the first row is the head, all columns but the first are set to the right. */
export function table(rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const rule = rows[0].map((_, column) => (column === 0 ? '---' : '--:'));
  return [rows[0], rule, ...rows.slice(1)].map(line).join('\n');
}

/** What one measurement says: the numbers that all tables and plots use. */
export function figures({ times, ratios }) {
  if (times.length === 0) return undefined;
  return { time: median(times), spread: spread(times), ratio: ratios.length > 0 ? median(ratios) : undefined };
}

export const isOurs = (id) => id === 'imwrite' || id.startsWith('imwrite-');

/** One case on one picture in one environment. */
export function warmTable(entries, peers, picture, rounds) {
  const megapixels = (picture.width * picture.height) / 1e6;
  const reference = entries[0].size;
  const sorted = [...entries].sort((a, b) => (figures(a)?.time ?? Infinity) - (figures(b)?.time ?? Infinity));
  const rows = sorted.map((entry) => {
    const name = isOurs(entry.peer) ? `**${peers[entry.peer].name}**` : peers[entry.peer].name;
    const numbers = figures(entry);
    if (!numbers) return [name, entry.problem, '', '', '', '', '', ''];
    const { time, ratio } = numbers;
    return [
      name,
      `${milliseconds(time)} ± ${percent(numbers.spread)}`,
      ratio === undefined ? '' : `${shortNumber(ratio)} ×`,
      shortNumber(megapixels / (time / 1000)),
      kilobytes(entry.size),
      reference ? difference(entry.size / reference - 1) : '',
      qualityOf(entry),
      remark(entry, rounds),
    ];
  });
  const { name } = peers[entries[0].peer];
  return table([['', 'ms', name, 'MP/s', 'kB', `against ${name}`, 'dB, SSIM', ''], ...rows]);
}

function qualityOf({ psnr, ssim }) {
  if (psnr === null) return 'equal';
  return psnr === undefined ? '' : `${psnr.toFixed(1)}, ${ssim.toFixed(4)}`;
}

function remark({ problem, subsampling, times }, rounds) {
  const other = subsampling !== '4:2:0' && subsampling;
  const fewer = times.length < rounds && `${times.length} of ${rounds} rounds`;
  return [problem, other, fewer].filter(Boolean).join(', ');
}

export function coldTable(entries, peers, environments) {
  const ids = [...new Set(entries.map(({ peer }) => peer))];
  const found = (id, environment) => entries.find((entry) => entry.peer === id && entry.environment === environment);
  const cell = (entry) => {
    if (!entry) return '';
    return entry.times.length > 0
      ? `${milliseconds(median(entry.times))} ± ${percent(spread(entry.times))}`
      : (entry.problem ?? '');
  };
  const rows = ids.map((id) => [
    isOurs(id) ? `**${peers[id].name}**` : peers[id].name,
    ...environments.map((name) => cell(found(id, name))),
  ]);
  return table([['ms', ...environments.map((name) => environmentNames[name])], ...rows]);
}

export const environmentNames = { node: 'Node', chromium: 'Chromium' };

export function memoryTable(entries, peers) {
  const mebibytes = (bytes) => (bytes / 2 ** 20).toFixed(bytes < 100 * 2 ** 20 ? 1 : 0);
  const rows = entries.map(({ peer, case: name, extra, wasm, size, problem }) => {
    const label = isOurs(peer) ? `**${peers[peer].name}**` : peers[peer].name;
    if (problem) return [label, name, problem, '', '', ''];
    return [
      label,
      name,
      mebibytes(extra),
      mebibytes(size),
      mebibytes(Math.max(0, extra - size)),
      wasm ? mebibytes(wasm) : '',
    ];
  });
  return table([['MiB', 'case', 'added to the process', 'output', 'beyond the output', 'WebAssembly memory'], ...rows]);
}

/** Who was given what for one case. */
export function settingsList(name, peers) {
  const given = Object.values(peers).filter(({ settings }) => name in settings);
  const text = (settings) =>
    Object.entries(settings)
      .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
      .join(', ');
  return given
    .map((peer) => `- ${peer.name}: ${text(peer.settings[name]) ? `\`${text(peer.settings[name])}\`` : 'nothing'}`)
    .join('\n');
}

const milliseconds = (time) => (time < 10 ? time.toFixed(2) : time < 100 ? time.toFixed(1) : String(Math.round(time)));
const kilobytes = (bytes) => (bytes / 1000).toFixed(bytes < 1e5 ? 1 : 0);
const percent = (share) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

/** A difference in size: '+12 %', '−0.4 %', or 'same'. */
export function difference(share) {
  const size = Math.abs(share);
  return size < 0.0005 ? 'same' : `${share < 0 ? '−' : '+'}${percent(size)}`;
}

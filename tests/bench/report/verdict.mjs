// The short answers: imwrite beside the best of the others, and where it loses.
import { shortNumber } from './plots.mjs';
import { difference, environmentNames, figures, isOurs, table } from './tables.mjs';

const groups = {
  imwrite: (peer) => peer.name === 'imwrite',
  'with workers': (peer) => peer.name === 'imwrite, workers',
  'best other WebAssembly or JavaScript': (peer) => !peer.name.startsWith('imwrite') && !peer.kind.startsWith('native'),
  'the browser’s own': (peer) => peer.kind === 'native, in the browser',
  'best native': (peer) => peer.kind === 'native',
};

/** One row for the first picture of every case, in every environment. */
export function summaryTable(measurements, peers) {
  const rows = measurements
    .filter(({ first }) => first)
    .map(({ environment, title, entries }) => {
      const cells = Object.values(groups).map((belongs) =>
        cellOf(bestOf(entries.filter(({ peer }) => belongs(peers[peer]))), peers),
      );
      const { name } = peers[entries[0].peer];
      const against = name === 'OpenCV' ? '' : ` (× ${name})`;
      return [`${title}, ${environmentNames[environment]}${against}`, ...cells];
    });
  return table([['time, × OpenCV', ...Object.keys(groups)], ...rows]);
}

function cellOf(entry, peers) {
  if (!entry) return '';
  const ratio = shortNumber(figures(entry).ratio);
  return isOurs(entry.peer) ? `**${ratio}**` : `${ratio} (${peers[entry.peer].name})`;
}

function bestOf(entries) {
  const valid = entries.filter((entry) => figures(entry)?.ratio !== undefined && !entry.problem);
  return valid.sort((a, b) => figures(a).ratio - figures(b).ratio)[0];
}

/** Sentences: every measurement in which somebody is faster than imwrite, with the sizes beside it. */
export function losses(measurements, peers) {
  return measurements.flatMap(({ environment, title, picture, entries }) => {
    const ours = entries.find(({ peer }) => peer === 'imwrite');
    if (!ours || !figures(ours)) return [];
    const faster = entries.filter(
      (entry) => !isOurs(entry.peer) && !entry.problem && figures(entry)?.time < figures(ours).time,
    );
    if (faster.length === 0) return [];
    const text = faster
      .sort((a, b) => figures(a).time - figures(b).time)
      .map(
        (entry) =>
          `${peers[entry.peer].name} (${shortNumber(figures(ours).time / figures(entry).time)} ×, ${difference(entry.size / ours.size - 1)})`,
      );
    return [`- ${title}, ${picture.name}, ${environmentNames[environment]}: ${text.join('; ')}`];
  });
}

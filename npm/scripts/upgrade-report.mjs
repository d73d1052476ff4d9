// What npm run upgrade says of a version.

const MARKS = { applies: '✓', fails: '✗', 'not tried': '–' };

/** Whether nothing is left to do but to build and to test. */
export function fits({ patches, files, names }) {
  return (
    patches.every(({ outcome }) => outcome === 'applies') && !files.missing.length && !files.complaint && !names.length
  );
}

function section(title, lines) {
  return `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function patchLines(patches) {
  if (!patches.length) return ['there are none'];
  const width = Math.max(...patches.map(({ name }) => name.length));
  return patches.flatMap(({ name, outcome, notes }) => [
    `${MARKS[outcome]} ${name.padEnd(width)}  ${outcome}`,
    ...notes.map((note) => `    ${note}`),
  ]);
}

/** The first of many lines. */
function some(lines, most = 12) {
  return lines.length <= most ? lines : [...lines.slice(0, most), `… and ${lines.length - most} more`];
}

function fileLines({ named, missing, complaint }) {
  const gone = missing.map((file) => `✗ ${file} is missing`);
  const lines = complaint ? [`✗ ${complaint}`, ...some(gone)] : some(gone);
  return lines.length ? lines : [`✓ all ${named} are there`];
}

function nameLines(names) {
  const gone = names.map(({ name, users }) => `✗ ${name}, used by ${users.join(', ')}`);
  return gone.length ? some(gone) : ['✓ all are there'];
}

export function reportText(report) {
  const { name, present, candidate, patches, files, names } = report;
  return [
    `${name} ${candidate.version} (we have ${present}): ${candidate.file}, ${candidate.from}\nsha256 ${candidate.sha256}\n`,
    section('Patches', patchLines(patches)),
    section('Files that library.cmake names', fileLines(files)),
    section('Names that kernels/, stand-ins/ and patches have from the library', nameLines(names)),
    fits(report)
      ? 'Nothing stands in the way of a build. Whether it does the same, tests say.\n'
      : 'What is marked with ✗ has to be done by hand.\n',
  ].join('\n');
}

// The tables of docs/third-party.md, out of what third_party/ says.

const cell = (text) => text.replace(/\bhttps:\/\/\S+?(?=[).,]*(\s|$))/g, (url) => `<${url}>`).replaceAll('|', '\\|');

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Headers name the guarding test as `file: name`. */
function guard(text) {
  const [file, name] = text.split(/: (.*)/);
  return `[${file}](../${file})${name ? `: ${name}` : ''}`;
}

function patchRow({ name, header, needs, appliesTo }) {
  const why = needs.length > 0 ? `${header.Why} Needs ${needs.join(', ')}.` : header.Why;
  return [
    `\`${name}\``,
    cell(why),
    cell(header.Gain),
    cell(header.Upstream),
    appliesTo.join(', '),
    guard(header['Guarded by']),
  ];
}

export function thirdPartyTables(libraries) {
  const rows = libraries.map(({ name, versions, upstream, licenses, patches }) => [
    `[${name}](../third_party/${name})`,
    versions[0].version,
    `<${upstream}>`,
    licenses.join(', '),
    String(patches.length),
  ]);
  const head = ['patch', 'why', 'gain', 'upstream', 'applies to', 'guarded by'];
  const patched = libraries.filter(({ patches }) => patches.length > 0);
  const sections = patched.map(({ name, patches }) => `### ${name}\n\n${table(head, patches.map(patchRow))}`);
  return [table(['library', 'version', 'upstream', 'license', 'patches'], rows), '## Patches', ...sections].join(
    '\n\n',
  );
}

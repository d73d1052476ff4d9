// npm run hosts: the package in every bundler, runtime and kind of page. See README.md beside this file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withLock } from '../../cmake/provision/cache.mjs';
import { pack } from '../package/support.mjs';
import { allHosts } from './support/all-hosts.mjs';
import { folderOf, hostsFolder, install, layOut } from './support/install.mjs';
import { brokenRow, failed, judge, problems } from './support/judge.mjs';
import { closeBrowser } from './support/pages.mjs';
import { endAll, run } from './support/processes.mjs';
import { terminalTable, writeDocs } from './support/table.mjs';
import { toolsFor } from './support/tools.mjs';

const { values: flags, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    fast: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    tarball: { type: 'string' },
    /** Rows as JSON, for tools. */
    json: { type: 'string' },
  },
});

function chosen(hosts) {
  const matches = (host) =>
    names.length === 0 || names.some((name) => host.name === name || host.name.startsWith(`${name}-`));
  const unknown = names.find((name) => !hosts.some((host) => host.name === name || host.name.startsWith(`${name}-`)));
  if (unknown) throw new Error(`no host '${unknown}'; --list names them`);
  return hosts.filter((host) => matches(host) && (host.fast || !flags.fast));
}

/** What Node gives, in the calling thread: the measure for all others. */
async function referenceOf(tarball) {
  const node = { name: 'reference', source: join(hostsFolder, 'node') };
  return withLock(`${folderOf(node)}.run`, async () => {
    await install(node);
    const folder = await layOut(node, tarball);
    const output = await run(process.execPath, ['main.mjs'], { cwd: folder });
    const result = JSON.parse(/^HOST-RESULT (.*)$/m.exec(output)[1]);
    if (result.calling.error) throw new Error(`Node itself fails: ${JSON.stringify(result.calling)}`);
    return result.calling.outputs;
  });
}

/** Runs all checks of a host and gives their rows. */
async function rowsOf(host, tarball, reference) {
  const rows = [];
  const tools = toolsFor(host, tarball);
  /** One line of the table: `work` builds, opens and gives what check.js gave. */
  const check = async (name, work, { needs, workers } = {}) => {
    try {
      const marks = judge(await work(), reference, { workers });
      rows.push({ host: host.name, title: host.title, name, needs, marks });
    } catch (error) {
      rows.push(brokenRow(host, name, error, needs));
    }
    await tools.stopServers();
  };
  try {
    await withLock(`${folderOf(host)}.run`, async () => {
      await install(host);
      tools.folder = await layOut(host, tarball);
      await host.run({ ...tools, check, fast: flags.fast });
    });
  } catch (error) {
    rows.push(brokenRow(host, 'installation', error));
  }
  await tools.stopServers();
  return rows;
}

const everyHost = await allHosts();
const hosts = chosen(everyHost);
if (flags.list) {
  for (const { name, title, fast } of hosts)
    process.stdout.write(`${name.padEnd(20)} ${fast ? 'fast' : '    '} ${title}\n`);
  process.exit(0);
}

if (hosts.length === 0) throw new Error('none of these hosts belongs to the fast half');
if (flags.write && hosts.length < everyHost.length) throw new Error('--write takes a run of all hosts');

process.on('exit', endAll);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

const temporary = mkdtempSync(join(tmpdir(), 'imwrite-hosts-'));
const rows = [];
try {
  const tarball = flags.tarball ? resolve(process.env.INIT_CWD ?? '.', flags.tarball) : (await pack(temporary)).tarball;
  const reference = await referenceOf(tarball);
  for (const host of hosts) {
    const start = Date.now();
    const own = await rowsOf(host, tarball, reference);
    rows.push(...own);
    const bad = own.filter(failed);
    const seconds = `${Math.round((Date.now() - start) / 1000)} s`;
    process.stdout.write(
      `${host.name.padEnd(20)} ${(bad.length > 0 ? 'FAILED' : 'ok').padEnd(7)} ${seconds.padStart(5)}  ${own.length} checks\n`,
    );
    for (const row of bad) for (const problem of problems(row)) process.stdout.write(`    ${row.name}: ${problem}\n`);
  }
} finally {
  await closeBrowser();
  rmSync(temporary, { recursive: true, force: true });
}
process.stdout.write(`\n${terminalTable(rows)}\n`);
if (flags.json) writeFileSync(flags.json, JSON.stringify(rows, null, 1));
if (flags.write) await writeDocs(rows);
const bad = rows.filter(failed).length;
process.stdout.write(bad > 0 ? `${bad} of ${rows.length} checks failed\n` : `all ${rows.length} checks passed\n`);
process.exit(bad > 0 ? 1 : 0);

// docs/hosts.md is of the hosts that are in tests/hosts, in the versions that are pinned there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { allHosts } from '../hosts/support/all-hosts.mjs';

test('docs/hosts.md has a row of every host: npm --prefix npm run hosts -- --write', async () => {
  const table = readFileSync(new URL('../../docs/hosts.md', import.meta.url), 'utf8');
  const rows = table.split('\n').filter((line) => line.startsWith('| '));
  const hosts = await allHosts();
  assert.ok(hosts.length > 20);
  assert.deepEqual(
    hosts.filter(({ title }) => !rows.some((row) => row.startsWith(`| ${title}: `))).map(({ title }) => title),
    [],
  );
  const strangers = rows.slice(1).filter((row) => !hosts.some(({ title }) => row.startsWith(`| ${title}: `)));
  assert.deepEqual(strangers, []);
});

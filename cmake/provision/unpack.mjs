// Unpacking a library's archive, and applying patches to it.
import { lastLines, run, which } from './run.mjs';
import { ProvisionError } from './report.mjs';

/** Leaves out the folder that all files of most archives lie in. */
export async function unpack(archive, folder) {
  const listed = await run('tar', ['-tf', archive]);
  const tops = new Set(
    listed.output
      .split('\n')
      .filter(Boolean)
      .map((path) => path.split('/')[0]),
  );
  const strip = tops.size === 1 ? ['--strip-components=1'] : [];
  const result = await run('tar', ['-xf', archive, ...strip, '--no-same-owner', '-C', folder]);
  if (result.code !== 0) throw new ProvisionError(`Unpacking ${archive} failed: ${lastLines(result)}.`);
}

/** Runs patch; nothing but exact matches counts, unless `options` say otherwise. */
export function applyPatch(file, folder, ...options) {
  if (!which('patch'))
    throw new ProvisionError('The program patch is missing: run "node cmake/provision/host-tools.mjs".');
  return run('patch', ['-p1', '--forward', '--batch', '--fuzz=0', ...options, '-i', file], { cwd: folder });
}

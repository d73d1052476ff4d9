// Finds an Emscripten that the user already has: $EMSDK first, then PATH.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run, which } from './run.mjs';

export const PLATFORM_FILE = 'cmake/Modules/Platform/Emscripten.cmake';

// Returns [{ root, version, origin }] in the order of preference, whatever the version.
export async function installedEmscriptens() {
  const found = [];
  const { EMSDK } = process.env;
  if (EMSDK) found.push([join(EMSDK, 'upstream', 'emscripten'), '$EMSDK']);
  const emcc = which('emcc');
  if (emcc) found.push([await rootOf(emcc), 'PATH']);
  return found
    .filter(([root]) => root && existsSync(join(root, PLATFORM_FILE)))
    .map(([root, origin]) => ({ root, version: versionOf(root), origin }));
}

export function versionOf(root) {
  try {
    return /\d+\.\d+\.\d+/.exec(readFileSync(join(root, 'emscripten-version.txt'), 'utf8'))?.[0] ?? '0.0.0';
  } catch {
    return '0.0.0';
  }
}

// Packagers put a link or a wrapper script into PATH; a link shows its target, a wrapper has to be asked.
async function rootOf(emcc) {
  const beside = dirname(realpathSync(emcc));
  if (existsSync(join(beside, PLATFORM_FILE))) return beside;
  const { code, output } = await run(join(dirname(emcc), 'em-config'), ['EMSCRIPTEN_ROOT']);
  return code === 0 ? output.trim() : undefined;
}

// Which Emscripten we accept, and how versions compare.

// The version we test with; it comes first wherever there is a choice.
export const TESTED_EMSCRIPTEN = '6.0.5';
export const MIN_EMSCRIPTEN = '6.0.0';

export function compareVersions(a, b) {
  const [x, y] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    if ((x[i] ?? 0) !== (y[i] ?? 0)) return (x[i] ?? 0) - (y[i] ?? 0);
  }
  return 0;
}

export function isAccepted(version) {
  return compareVersions(version, MIN_EMSCRIPTEN) >= 0;
}

// The tested version first, then newest first.
export function byPreference(a, b) {
  if (a === b) return 0;
  if (a === TESTED_EMSCRIPTEN) return -1;
  if (b === TESTED_EMSCRIPTEN) return 1;
  return compareVersions(b, a);
}

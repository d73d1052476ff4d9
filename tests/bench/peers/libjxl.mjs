// libjxl itself, as old as Debian's: its quickest effort is not yet the fast coder that newer ones have.

export const peer = {
  name: 'libjxl 0.7',
  kind: 'native',
  python: 'libjxl',
  settings: { 'jxl-lossless': { effort: 1, distance: 0 }, 'jxl-lossy': { effort: 3, distance: 1 } },
};

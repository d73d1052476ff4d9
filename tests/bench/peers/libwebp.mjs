// libwebp itself, called through its simple interface, which means method 4; lossless, quality 70.

export const peer = {
  name: 'libwebp',
  kind: 'native',
  python: 'libwebp',
  settings: { 'webp-q80': { quality: 80 }, 'webp-lossless': { lossless: true } },
};

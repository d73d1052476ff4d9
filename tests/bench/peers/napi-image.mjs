// @napi-rs/image: Rust's image crate and libwebp, native. Its JPEG is always 4:4:4.

export const peer = {
  name: '@napi-rs/image',
  kind: 'native',
  packages: ['@napi-rs/image'],
  pixels: 'rgba',
  settings: {
    'jpeg-q95': { method: 'jpeg', argument: 95 },
    'png-default': { method: 'png' },
    'png-6': { method: 'png', argument: { compressionType: 0, filterType: 5 } },
    'png-fast': { method: 'png', argument: { compressionType: 1, filterType: 1 } },
    'png-small': { method: 'png', argument: { compressionType: 2, filterType: 5 } },
    'webp-q80': { method: 'webp', argument: 80 },
    'webp-lossless': { method: 'webpLossless' },
    'tiff-none': { method: 'tiff' },
    // rav1e, whose speeds and qualities are others; 2 is 4:2:0.
    'avif-ssim': { method: 'avif', argument: { quality: 60, speed: 8, threads: 1, chromaSubsampling: 2 } },
  },
  async load() {
    const { Transformer } = await import('@napi-rs/image');
    return ({ data, width, height }, { method, argument }) =>
      Transformer.fromRgbaPixels(data, width, height)[`${method}Sync`](argument);
  },
};

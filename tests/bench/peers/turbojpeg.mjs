// libjpeg-turbo itself, called through its TurboJPEG interface.

export const peer = {
  name: 'libjpeg-turbo',
  kind: 'native',
  python: 'turbojpeg',
  settings: {
    'jpeg-q95': { quality: 95, progressive: false },
    'jpeg-q80-progressive': { quality: 80, progressive: true },
  },
};

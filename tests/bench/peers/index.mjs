// Who takes part. A peer is a file of this folder that exports `peer`:
//   name, kind     what the tables say
//   packages       those of npm that it stands for
//   settings       what it is given for each case; a case that is not there cannot be asked of it
//   pixels         'rgba' where it takes nothing else; otherwise pictures without alpha come as RGB
//   depths         bits per sample that it takes; default [8]
//   load(format)   imports the package; gives encode(image, settings) → bytes, an ArrayBuffer or a Blob, or a promise of one
//   prepare(image) what is done to the pixels before the clock runs; default nothing
//   python         instead of these two: its name in hosts/python.py

const inNode = [
  'opencv',
  'turbojpeg',
  'libwebp',
  'libjxl',
  'pillow',
  'sharp',
  'napi-image',
  'imwrite',
  'imwrite-threads',
];
const webAssembly = ['jsquash', 'oxipng', 'icodec', 'wasm-vips', 'magick-wasm'];

export const peersOf = {
  node: [...inNode, ...webAssembly, 'pngjs'],
  chromium: ['opencv', 'offscreen-canvas', 'to-blob', 'imwrite', 'imwrite-threads', ...webAssembly],
};

export const loadPeer = async (id) => ({ id, ...(await import(`./${id}.mjs`)).peer });

/** Whether a peer can do a case on a picture. */
export function can(peer, name, picture) {
  return name in peer.settings && (peer.depths ?? [8]).includes(picture.depth);
}

// The types, as a strict TypeScript project sees them after installing the tarball.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as runtime from '../../npm/dist/node/index.js';
import { createProject, npmFolder } from './support.mjs';

let project;
before(async () => {
  project = await createProject();
});
after(() => project?.remove());

const resolutions = {
  NodeNext: { module: 'NodeNext', moduleResolution: 'NodeNext' },
  Bundler: { module: 'ESNext', moduleResolution: 'Bundler' },
};
const environments = {
  'for browsers': { lib: ['ES2022', 'DOM'] },
  'for Node': { lib: ['ES2022'], types: ['node'], typeRoots: [join(npmFolder, 'node_modules/@types')] },
};

const consumer = `
import { createCv, type Cv, type Mat } from 'imwrite/cv';
import { configure, formats, imread, imwrite, imwriteFile, imwriteSync, load, transcodeJpeg, versions, ImwriteError } from 'imwrite';
import type { Format, ImwriteErrorCode, JpegOptions, RawImage, TranscodeJpegOptions } from 'imwrite';

const options: JpegOptions = { quality: 90, chromaSubsampling: '4:4:4' };
const image: RawImage = { data: new Uint16Array(12), width: 2, height: 2, channels: 3 };
export const bytes: Uint8Array<ArrayBuffer> = await imwrite(image, 'jpeg', { ...options, depth: 8, background: [255, 0, 0] });
await imwriteFile('out/photo.webp', { data: bytes, width: 1, height: 1 }, { lossless: true, recursive: true });
await load('png', 'webp-decode');
export const sync: Uint8Array = imwriteSync(await imread(bytes, { orientation: 'keep' }), 'photo.PNG');
const changes: TranscodeJpegOptions = { rotate: 270, crop: { x: 8 }, metadata: { xmp: '<x/>' } };
export const turned: Uint8Array<ArrayBuffer> = await transcodeJpeg('photo.jpg', changes);
configure({ worker: true, threads: 2, wasm: { 'jpeg-encode': new URL('https://example.org/a.wasm') } });
export const names: Format[] = Object.values(formats).map(({ name }) => name);
export const version: string | undefined = versions()['libwebp'];
export const code = (error: unknown): ImwriteErrorCode | undefined => (error instanceof ImwriteError ? error.code : undefined);
const cv: Cv = await createCv({ formats: ['png', 'photo.jpg'] });
const mat: Mat = new cv.Mat(2, 3, cv.CV_8UC3, [1, 2, 3]);
export const written: boolean = cv.imwrite('a.png', mat, [cv.IMWRITE_PNG_COMPRESSION, 9]);
export const encoded: Uint8Array<ArrayBuffer> | false = cv.imencode('.jpg', cv.imread('a.png', cv.IMREAD_REDUCED_COLOR_2 | cv.IMREAD_IGNORE_ORIENTATION));
export const pages: Mat[] = [];
export const all: boolean = cv.imreadmulti('a.tif', pages, 0, 2) && cv.imwritemulti('b.tif', pages);
export const reason: ImwriteErrorCode | undefined = cv.lastError?.code;
export const merged = Object.assign({ Mat: class {}, imshow: () => 1 }, await createCv()).imread('a.png');
// @ts-expect-error: no such constant
cv.IMWRITE_GIF_LOOP;
// @ts-expect-error: no such option
await imwrite(image, 'jpeg', { exact: true });
// @ts-expect-error: a number is expected
await imwrite(image, 'png', { compressionLevel: '9' });
// @ts-expect-error: no such choice
await imwrite(image, 'tiff', { compression: 'zip' });
// @ts-expect-error: not a picture
await imwrite('text', 'png');
`;

for (const [resolution, settings] of Object.entries(resolutions)) {
  for (const [what, environment] of Object.entries(environments)) {
    test(`${resolution}, ${what}`, async () => {
      project.write('consumer.ts', consumer);
      assert.equal(await project.typecheck({ ...settings, ...environment }), '');
    });
  }
}

test('the types name exactly the values that the package exports', async () => {
  const names = Object.keys(runtime);
  assert.ok(names.includes('imwrite') && names.length > 10);
  const all = names.map((name) => `${name}: true`).join(', ');
  project.write('consumer.ts', `import * as all from 'imwrite';\nexport const names: Record<keyof typeof all, true> = { ${all} };\n`);
  assert.equal(await project.typecheck({ ...resolutions.NodeNext, ...environments['for browsers'] }), '');
});

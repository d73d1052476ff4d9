// Saves a picture in one of the package's ways, in a process of its own: node save-child.mjs <way> <picture> <path>
import { readFileSync } from 'node:fs';

const [way, picture, path] = process.argv.slice(2);
const bytes = readFileSync(picture);
if (way === 'imwriteFile') {
  const { imread, imwriteFile } = await import('../../npm/dist/node/index.js');
  await imwriteFile(path, await imread(bytes), { compressionLevel: 0 }).catch(fail);
} else {
  const { createCv } = await import('../../npm/dist/node/cv.js');
  const cv = await createCv({ formats: ['png'] });
  const written = cv.imwrite(path, cv.imdecode(bytes), [cv.IMWRITE_PNG_COMPRESSION, 0]);
  if (written !== (cv.lastError === undefined)) throw new Error(`${written}, but ${cv.lastError}`);
  if (!written) fail(cv.lastError);
}

function fail(error) {
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}

// OpenCV's test_imwrite_errors.cpp: a file that cannot be written whole is no success.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bytesOf, cv, encoded, noise, port, unused } from './support.mjs';

port('Imgcodecs_ImwriteErrors.file_matches_memory', ([extension, side]) => {
  const image = noise(side, side, cv.CV_8UC3);
  const path = unused(extension);
  assert.equal(cv.imwrite(path, image), true);
  assert.deepEqual(bytesOf(path), encoded(extension, image));
});

// The shell limits the size of files, in blocks of 1024 bytes, and takes no notice of the signal that tells of it.
port('Imgcodecs_ImwriteErrors.file_size_limit', ([extension, side]) => {
  const path = unused(extension);
  const child = fileURLToPath(new URL('write-errors-child.mjs', import.meta.url));
  const script = 'trap "" XFSZ; ulimit -f 1; exec "$@"';
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', process.execPath, child, path, `${side}`], {
    encoding: 'utf8',
  });
  const { size, written, message } = JSON.parse(stdout || assert.fail(stderr));
  assert.ok(size > 1024, `${size} bytes`);
  assert.equal(written, false);
  assert.match(message, /could not be written/);
  assert.equal(existsSync(path), false, 'a part of the file was left');
});

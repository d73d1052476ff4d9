// OpenCV's test_batch.cpp: pictures that have nothing to do with one another.
import assert from 'node:assert/strict';
import { assertSame, cv, discs, meanSquare, port } from './support.mjs';

const batch = (count, type, [cols, rows] = [64, 48]) =>
  Array.from({ length: count }, (_, i) => discs(rows, cols, type, { seed: i + 1, count: 6 }));

function encodedBatch(extension, images, params) {
  const buffers = [];
  assert.equal(cv.imencodeBatch(extension, images, buffers, params), true, cv.lastError?.message);
  assert.equal(buffers.length, images.length);
  return buffers;
}

function decodedBatch(buffers, flags) {
  const images = [];
  assert.equal(cv.imdecodeBatch(buffers, flags, images), true, cv.lastError?.message);
  assert.equal(images.length, buffers.length);
  return images;
}

const sequential = {
  png: { types: [cv.CV_8UC1, cv.CV_8UC3, cv.CV_8UC4], params: [] },
  jpeg: { types: [cv.CV_8UC1, cv.CV_8UC3], params: [cv.IMWRITE_JPEG_QUALITY, 90] },
  webp: { types: [cv.CV_8UC3, cv.CV_8UC4], params: [cv.IMWRITE_WEBP_QUALITY, 90] },
};
for (const [format, { types, params }] of Object.entries(sequential)) {
  port(`Imgcodecs_Batch.${format}_encode_matches_sequential_calls`, () => {
    for (const type of types) {
      const images = batch(6, type);
      assert.deepEqual(
        encodedBatch(`.${format}`, images, params),
        images.map((image) => cv.imencode(`.${format}`, image, params)),
      );
    }
  });
  port(`Imgcodecs_Batch.${format}_decode_matches_sequential_calls`, () => {
    for (const [i, type] of types.entries()) {
      const flags = [cv.IMREAD_GRAYSCALE, cv.IMREAD_COLOR, cv.IMREAD_UNCHANGED][i];
      const buffers = encodedBatch(`.${format}`, batch(6, type), params);
      decodedBatch(buffers, flags).forEach((mat, k) => assertSame(mat, cv.imdecode(buffers[k], flags)));
    }
  });
}

port('Imgcodecs_Batch.png_roundtrip_is_lossless', () => {
  const images = batch(5, cv.CV_8UC3);
  decodedBatch(encodedBatch('.png', images), cv.IMREAD_COLOR).forEach((mat, i) => assertSame(mat, images[i]));
});

port('Imgcodecs_Batch.mixed_sizes_and_channels', () => {
  const images = [
    discs(5, 17, cv.CV_8UC3),
    discs(64, 64, cv.CV_8UC1),
    discs(33, 128, cv.CV_8UC4),
    discs(1, 1, cv.CV_8UC3),
  ];
  decodedBatch(encodedBatch('.png', images), cv.IMREAD_UNCHANGED).forEach((mat, i) => assertSame(mat, images[i]));
});

port('Imgcodecs_Batch.jpeg_quality_applies_to_every_image', () => {
  const images = batch(4, cv.CV_8UC3, [128, 128]);
  const [low, high] = [20, 95].map((quality) => encodedBatch('.jpg', images, [cv.IMWRITE_JPEG_QUALITY, quality]));
  low.forEach((bytes, i) => assert.ok(bytes.length < high[i].length, `${i}`));
});

port('Imgcodecs_Batch.jpeg_roundtrip_is_close', () => {
  const images = batch(4, cv.CV_8UC3, [96, 96]);
  decodedBatch(encodedBatch('.jpg', images, [cv.IMWRITE_JPEG_QUALITY, 95]), cv.IMREAD_COLOR).forEach((mat, i) => {
    const black = new cv.Mat(mat.rows, mat.cols, mat.type());
    assert.ok(Math.sqrt(meanSquare(mat, images[i]) / meanSquare(images[i], black)) < 0.1, `${i}`);
  });
});

port('Imgcodecs_Batch.webp_lossless_roundtrip_preserves_alpha', () => {
  const images = batch(4, cv.CV_8UC4);
  const buffers = encodedBatch('.webp', images, [cv.IMWRITE_WEBP_QUALITY, 101]);
  decodedBatch(buffers, cv.IMREAD_UNCHANGED).forEach((mat, i) => assertSame(mat, images[i]));
});

port('Imgcodecs_Batch.empty_batch_succeeds', () => {
  const [buffers, images] = [[new Uint8Array(3)], [new cv.Mat(1, 1, 0)]];
  assert.equal(cv.imencodeBatch('.png', [], buffers), true);
  assert.equal(cv.imdecodeBatch([], cv.IMREAD_COLOR, images), true);
  assert.deepEqual([buffers, images], [[], []]);
});

port('Imgcodecs_Batch.unknown_extension_throws', () => {
  assert.throws(() => cv.imencodeBatch('.notaformat', batch(2, cv.CV_8UC3), []), { code: 'unknown-format' });
});

port('Imgcodecs_Batch.malformed_params_throw', () => {
  assert.throws(() => cv.imencodeBatch('.png', batch(2, cv.CV_8UC3), [], [cv.IMWRITE_PNG_COMPRESSION]), /pairs/);
});

port('Imgcodecs_Batch.encode_failure_is_isolated_to_its_index', () => {
  const images = batch(4, cv.CV_8UC3);
  images[2] = new cv.Mat(8, 8, cv.CV_8U + 8);
  const buffers = [];
  assert.equal(cv.imencodeBatch('.png', images, buffers), false);
  assert.match(cv.lastError.message, /1, 3 or 4 channels/);
  assert.equal(buffers.length, 4);
  buffers.forEach((bytes, i) => assert.deepEqual(bytes, i === 2 ? new Uint8Array() : cv.imencode('.png', images[i])));
});

port('Imgcodecs_Batch.decode_failure_is_isolated_to_its_index', () => {
  const images = batch(4, cv.CV_8UC3);
  const buffers = encodedBatch('.png', images);
  buffers[1] = new Uint8Array(64).fill(0x7f);
  buffers[3] = new Uint8Array();
  const decoded = [];
  assert.equal(cv.imdecodeBatch(buffers, cv.IMREAD_COLOR, decoded), false);
  assert.deepEqual(
    decoded.map((mat) => mat.empty()),
    [false, true, false, true],
  );
  for (const i of [0, 2]) assertSame(decoded[i], images[i]);
});

port('Imgcodecs_Batch.decode_accepts_vector_of_mats', () => {
  const images = batch(3, cv.CV_8UC3);
  const mats = encodedBatch('.png', images).map((bytes) => new cv.Mat(1, bytes.length, cv.CV_8UC1, bytes));
  decodedBatch(mats, cv.IMREAD_COLOR).forEach((mat, i) => assertSame(mat, images[i]));
});

// OpenCV's test_jpeg.cpp.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { assertSame, cv, discs, encoded, photograph, port, startNative, stored, worst } from './support.mjs';

const native = startNative(after);
const written = (params) => cv.imread(stored('.jpg', encoded('.jpg', photograph(), params)));

port('Imgcodecs_Jpeg.encode_empty', () => {
  assert.throws(() => cv.imencode('.jpg', new cv.Mat()), { name: 'ImwriteError' });
});

const alike = {
  progressive: cv.IMWRITE_JPEG_PROGRESSIVE,
  optimize: cv.IMWRITE_JPEG_OPTIMIZE,
  rst: cv.IMWRITE_JPEG_RST_INTERVAL,
};
for (const [name, flag] of Object.entries(alike)) {
  port(`Imgcodecs_Jpeg.encode_decode_${name}_jpeg`, () => {
    assertSame(written([flag, 1]), written([]));
    assert.notDeepEqual(encoded('.jpg', photograph(), [flag, 1]), encoded('.jpg', photograph()));
  });
}

// The pictures of OpenCV's test are one photograph, converted; here gray, of which CMYK is all black ink, and colors of one ink.
port('Imgcodecs_Jpeg_decode_cmyk.regression25274', async (mode) => {
  const flags = cv[`IMREAD_${mode}`];
  const { bytes } = await native.ask({ operation: 'pillow', format: 'JPEG', mode: 'CMYK', options: { quality: 95 } });
  const { bytes: rgb } = await native.ask({ operation: 'cmykAsRgb', bytes });
  const cmyk = cv.imdecode(Buffer.from(bytes, 'base64'), flags);
  const expected = cv.imdecode(Buffer.from(rgb, 'base64'), flags);
  assert.deepEqual([cmyk.rows, cmyk.cols, cmyk.type()], [expected.rows, expected.cols, expected.type()]);
  assert.ok(worst(cmyk, expected) <= 3, `${worst(cmyk, expected)}`);
});

const flat = new cv.Mat(48, 64, cv.CV_8UC3, [0, 0, 0, 0]);

/** The factors of the frame header, as OpenCV writes them in a number. */
function samplingOf(params) {
  const bytes = encoded('.jpg', flat, params);
  const frame = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xc0);
  return [0, 1, 2].reduce((factors, i) => factors * 256 + bytes[frame + 11 + 3 * i], 0);
}

port('Imgcodecs_Jpeg.encode_subsamplingfactor_default', () => {
  assert.equal(samplingOf([]), 0x221111);
});

port('Imgcodecs_Jpeg.encode_subsamplingfactor_usersetting_valid', () => {
  for (const name of [411, 420, 422, 440, 444]) {
    const factor = cv[`IMWRITE_JPEG_SAMPLING_FACTOR_${name}`];
    assert.equal(samplingOf([cv.IMWRITE_JPEG_SAMPLING_FACTOR, factor]), factor, `${name}`);
  }
});

port('Imgcodecs_Jpeg.encode_subsamplingfactor_usersetting_invalid', () => {
  for (const factor of [0x111112, 0x000000, 0x001111, 0xff1111, 0x141111, 0x241111, 0x421111, 0x441111]) {
    assert.equal(samplingOf([cv.IMWRITE_JPEG_SAMPLING_FACTOR, factor]), 0x221111, factor.toString(16));
  }
});

const usual = encoded('.jpg', discs(64, 96, cv.CV_8UC3));
port('Imgcodecs_Jpeg_encode_withLumaChromaQuality.basic', ([luma, chroma]) => {
  const params = [cv.IMWRITE_JPEG_LUMA_QUALITY, luma, cv.IMWRITE_JPEG_CHROMA_QUALITY, chroma];
  const bytes = encoded('.jpg', discs(64, 96, cv.CV_8UC3), params);
  assert.equal(Buffer.compare(bytes, usual) === 0, luma === 95 && chroma === 95);
});

// The changes of the mutation check: what is changed, what is left alone, and that a seed draws the same again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changed, changesIn, placeOf, sampleOf } from './changes.mjs';

const all = (text, language) => changesIn(text, language).map((change) => changed(text, change));

test('operators, constants and negations are changed one at a time', () => {
  assert.deepEqual(all('if (!a && b < 10) return x + 1;', 'ts'), [
    'if (a && b < 10) return x + 1;',
    'if (!a || b < 10) return x + 1;',
    'if (!a && b <= 10) return x + 1;',
    'if (!a && b < 11) return x + 1;',
    'if (!a && b < 10) return x - 1;',
    'if (!a && b < 10) return x + 0;',
  ]);
  assert.deepEqual(all('a >>> 3; b = true', 'ts'), ['a << 3; b = true', 'a >>> 4; b = true', 'a >>> 3; b = false']);
  assert.deepEqual(all('x = a & 7;', 'cpp'), ['x = a | 7;', 'x = a & 8;']);
});

test('comments, texts, types and includes are left alone', () => {
  const typescript =
    "import { a } from './1.js';\n// 1 + 1\n/* true */ const t: Array<string | undefined> = ['1 < 2', `${a + 1}`, /a > 1/];";
  assert.deepEqual(all(typescript, 'ts'), []);
  assert.deepEqual(
    all(
      '#define A 1 + 1\ntemplate <int n = 1>\nstd::vector<int> v; const char* s = "1 + 1"; char c = \'1\'; int x = 0xff, y1;',
      'cpp',
    ),
    [],
  );
  assert.deepEqual(all('#ifdef __wasm_simd128__\nx = 1;\n#else\nx = 2;\n#endif\n', 'cpp'), [
    '#ifdef __wasm_simd128__\nx = 1;\n#else\nx = 3;\n#endif\n',
  ]);
});

test('a change says where it is', () => {
  const text = 'one\n  two = 2;\n';
  assert.deepEqual(placeOf(text, changesIn(text, 'ts')[0]), { line: 2, source: 'two = 2;', what: '2 → 3' });
});

test('a seed draws the same again, and another one others', () => {
  const list = [...Array(100).keys()];
  assert.deepEqual(sampleOf(list, 10, 1), sampleOf(list, 10, 1));
  assert.notDeepEqual(sampleOf(list, 10, 1), sampleOf(list, 10, 2));
  assert.deepEqual(
    sampleOf(list, 200, 1).sort((a, b) => a - b),
    list,
  );
});

// The rules of the folders: who may include or import whom, read from the lines that do it.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { circlesIn, cpp, filesIn, importsOf, includesOf, read, root, script, target } from './support/source-tree.mjs';

function check(problems) {
  assert.deepEqual(problems, []);
}

/** The libraries that a codec's CMake file links, with those that they link themselves. */
function librariesOf(format) {
  const direct =
    /LIBRARIES\s([^)]*?)(?:\s(?:ENCODE|DECODE)_WITHOUT|\))/
      .exec(read(`src/codecs/${format}/CMakeLists.txt`))?.[1]
      .trim()
      .split(/\s+/) ?? [];
  const own = new Set();
  const add = (name) => {
    if (own.has(name)) return;
    own.add(name);
    const file = name.startsWith('imwrite-')
      ? `src/${name.slice('imwrite-'.length)}/CMakeLists.txt`
      : `third_party/${name}/library.cmake`;
    const links = read(file).matchAll(/target_link_libraries\(\S+ PUBLIC ([^)]*)\)/g);
    for (const [, names] of links)
      names
        .split(/\s+/)
        .filter((linked) => !['m', 'imwrite-core'].includes(linked))
        .forEach(add);
  };
  direct.forEach(add);
  return own;
}

/** The library a header comes from, for headers that are not the standard library's. */
function libraryOf(header) {
  const patterns = {
    libaom: /^aom\//,
    libdav1d: /^dav1d\//,
    libopenjp2: /^openjpeg\.h$/,
    jpegli: /^lib\/jpegli\//,
    'libjpeg-turbo': /^(j\w+|transupp)\.h$/,
    libpng: /^png\w*\.h$/,
    libjxl: /^(lib\/)?jxl\//,
    libwebp: /^(webp|sharpyuv)\//,
    libtiff: /^(tiff\w*|t4)\.h$/,
    zlib: /^(zlib|zconf)\.h$/,
    libdeflate: /^libdeflate\.h$/,
  };
  return Object.keys(patterns).find((name) => patterns[name].test(header));
}

/** What several codecs share, each with its library's headers. */
const sharedRooms = {
  entropy: { buildsOn: [], headers: /^$/ },
  deflate: { buildsOn: ['entropy'], headers: /^(libdeflate|wasm_simd128)\.h$/ },
  'jpeg-library': { buildsOn: [], headers: /^(jpeglib|jerror)\.h$/ },
  quantizer: { buildsOn: [], headers: /^$/ },
};
const isRoom = (name) => name.split('/')[1] in sharedRooms;

const isStandard = (header) => /^[a-z_]+$/.test(header);

test('the core includes itself and the standard library only', () => {
  const allowed = ({ name, angled }) => (angled ? isStandard(name) : /^src\/[^/]+\.h$/.test(name));
  const core = filesIn('src', cpp).filter(
    (path) => !/^src\/(codecs|deflate|entropy|jpeg-library|quantizer)\//.test(path),
  );
  assert.ok(core.length > 10);
  check(
    core.flatMap((path) =>
      includesOf(path)
        .filter((i) => !allowed(i))
        .map(({ name }) => `${path}: ${name}`),
    ),
  );
});

test('a room between the core and the codecs includes the core, itself, rooms it builds on and its library', () => {
  for (const [room, { buildsOn, headers }] of Object.entries(sharedRooms)) {
    const known = [room, ...buildsOn].join('|');
    const own = new RegExp(`^src/((${known})/)?[^/]+\\.h$`);
    const allowed = ({ name, angled }) => (angled ? isStandard(name) || headers.test(name) : own.test(name));
    const files = filesIn(`src/${room}`, cpp).filter((path) => !path.endsWith('_test.cc'));
    assert.ok(files.length > 2);
    check(
      files.flatMap((path) =>
        includesOf(path)
          .filter((i) => !allowed(i))
          .map(({ name }) => `${path}: ${name}`),
      ),
    );
  }
});

test('a codec includes the core, itself and its own library, never another codec or Emscripten', () => {
  const formats = readdirSync(join(root, 'src/codecs'));
  assert.ok(formats.length >= 4);
  const problems = formats.flatMap((format) => {
    const own = librariesOf(format);
    const allowed = ({ name, angled }) => {
      if (!angled)
        return (
          /^src\/[^/]+\.h$/.test(name) ||
          (isRoom(name) && own.has(`imwrite-${name.split('/')[1]}`)) ||
          name.startsWith(`src/codecs/${format}/`)
        );
      return isStandard(name) || own.has(libraryOf(name)) || name === 'wasm_simd128.h';
    };
    const files = filesIn(`src/codecs/${format}`, cpp);
    return files.flatMap((path) =>
      includesOf(path)
        .filter((i) => !allowed(i) && !isTestHeader(path, i.name))
        .map(({ name }) => `${path}: ${name}`),
    );
  });
  check(problems);
});

test('a codec names the records of those formats alone whose files are in its own', () => {
  const formats = readdirSync(join(root, 'src/codecs'));
  const named = (format) =>
    filesIn(`src/codecs/${format}`, cpp).flatMap((path) =>
      [...read(path).matchAll(/^namespace imwrite::(\w+)/gm)].map(([, name]) => name),
    );
  const inner = (format) =>
    /FORMATS ([a-z\d ]+)/
      .exec(read(`src/codecs/${format}/CMakeLists.txt`))?.[1]
      .trim()
      .split(' ') ?? [];
  assert.deepEqual(inner('ico'), ['bmp', 'png']);
  check(
    formats.flatMap((format) =>
      named(format)
        .filter((name) => formats.includes(name) && name !== format && !inner(format).includes(name))
        .map((name) => `${format}: ${name}`),
    ),
  );
});

test("a library's code includes its own folder, its library, private headers too, and the standard library", () => {
  const ownHeaders = {
    highway: /^hwy\//,
    jpegli: /^lib\/jpegli\//,
    libaom: /^(aom_dsp|av1|config)\//,
    'libjpeg-turbo': /^(j\w+|transupp)\.h$/,
    libjxl: /^(lib\/jxl|jxl|brotli)\//,
    libtiff: /^tiff\w*\.h$/,
    libwebp: /^src\/(dec|dsp|enc|utils)\//,
  };
  const problems = filesIn('third_party', cpp).flatMap((path) => {
    const library = path.split('/')[1];
    const allowed = ({ name, angled }) => {
      if (!angled) return name.startsWith(`third_party/${library}/`);
      return (
        isStandard(name) || /^(stddef|stdint|smmintrin|wasm_simd128)\.h$/.test(name) || ownHeaders[library]?.test(name)
      );
    };
    return includesOf(path)
      .filter((i) => !allowed(i))
      .map(({ name }) => `${path}: ${name}`);
  });
  check(problems);
  const cmake = filesIn('third_party', /\.cmake$/);
  assert.ok(cmake.length > 5);
  check(
    cmake.filter((path) =>
      /PROJECT_SOURCE_DIR|CMAKE_SOURCE_DIR|LIST_DIR\}\/\.\.|\bcodec/.test(read(path).replace(/^\s*#.*$/gm, '')),
    ),
  );
  check(filesIn('src', cpp).filter((path) => includesOf(path).some(({ name }) => name.startsWith('third_party/'))));
});

const isTestHeader = (path, name) => path.endsWith('_test.cc') && /^(gtest\/|tests\/native\/)/.test(name);

/** What each unit of src/, a header with its .cc, includes of the others. */
function includesOfUnits() {
  const unitOf = (path) => path.replace(/\.(h|cc)$/, '');
  const units = new Map();
  for (const path of filesIn('src', cpp).filter((path) => !path.endsWith('_test.cc'))) {
    const unit = unitOf(path);
    const others = includesOf(path)
      .filter(({ name, angled }) => !angled && unitOf(name) !== unit)
      .map(({ name }) => unitOf(name));
    units.set(unit, [...(units.get(unit) ?? []), ...others]);
  }
  return units;
}

test('no units of src/ include each other in a circle', () => {
  const units = includesOfUnits();
  assert.ok(units.size > 100);
  check(circlesIn(units));
});

test('only bindings include Emscripten, and they know no codec', () => {
  const allowed = ({ name, angled }) => {
    if (angled) return isStandard(name) || name.startsWith('emscripten/');
    return /^(src|bindings)\/[^/]+\.h$/.test(name);
  };
  check(
    filesIn('bindings', cpp).flatMap((path) =>
      includesOf(path)
        .filter((i) => !allowed(i))
        .map(({ name }) => `${path}: ${name}`),
    ),
  );
  const others = [...filesIn('src', cpp), ...filesIn('tests', cpp)];
  check(others.filter((path) => /emscripten|__EMSCRIPTEN__/i.test(read(path))));
});

test('web/ imports web/ only, and node: only for Node', () => {
  const problems = filesIn('web', script).flatMap((path) => {
    const allowed = (specifier) => {
      if (specifier.startsWith('node:')) return /^web\/platform\/node(-\w+)?\.ts$/.test(path);
      return (
        ['#platform', '#port', '#assets'].includes(specifier) ||
        (specifier.startsWith('.') && target(path, specifier).startsWith('web/'))
      );
    };
    return importsOf(path)
      .filter((specifier) => !allowed(specifier))
      .map((specifier) => `${path}: ${specifier}`);
  });
  check(problems);
  const users = filesIn('web', script).filter((path) =>
    importsOf(path).some((name) => /platform\/(node|browser)/.test(name)),
  );
  check(users);
});

/**
 * The rooms of web/ in their order: a room imports rooms before its own, those of one line do not know each other. index.ts stands
 * behind all of them.
 */
const rooms = [
  ['types'], // what the others tell one another: no code
  ['generated'],
  ['core'], // errors, settings, waiting
  ['metadata'],
  ['color'],
  ['options'],
  ['input', 'output', 'platform'], // sources that are pixels; where bytes go; what hosts differ in
  ['wasm'],
  ['codec'], // encoding and decoding with a module at hand
  ['worker'],
  ['run'], // where the work is done, here or in a worker, and what has to be loaded or decoded for it
  ['api', 'cv'], // the public functions
];

/** The files that each file of web/ imports, type-only imports and import() included. */
function importsOfWeb() {
  const aliases = {
    '#platform': 'web/platform/platform.ts',
    '#port': 'web/platform/port.ts',
    '#assets': 'web/wasm/assets.d.ts',
  };
  const files = filesIn('web', script);
  const fileOf = (path, name) =>
    aliases[name] ?? files.find((file) => file.replace(/(\.d)?\.ts$/, '') === target(path, name).replace(/\.js$/, ''));
  const edges = files.map((path) => [
    path,
    importsOf(path)
      .filter((name) => /^[.#]/.test(name))
      .map((name) => fileOf(path, name) ?? `${path} imports ${name}`),
  ]);
  return new Map(edges);
}

test('the rooms of web/ import rooms before their own', () => {
  const roomOf = (path) => path.split('/').slice(1, -1)[0] ?? '';
  const floorOf = (path) =>
    path === 'web/index.ts' ? rooms.length : rooms.findIndex((floor) => floor.includes(roomOf(path)));
  const allowed = (from, to) => roomOf(from) === roomOf(to) || floorOf(to) < floorOf(from);
  const imports = importsOfWeb();
  assert.ok(imports.size > 100);
  check([...imports.keys()].filter((path) => floorOf(path) < 0)); // a room without a place in the order
  check(
    [...imports].flatMap(([path, all]) =>
      all.filter((file) => floorOf(file) < 0 || !allowed(path, file)).map((file) => `${path}: ${file}`),
    ),
  );
});

test('no files of web/ import each other in a circle', () => {
  check(circlesIn(importsOfWeb()));
});

test('types/ holds no code', () => {
  check(filesIn('web/types', script).filter((path) => /^export (?!type\b|interface\b)/m.test(read(path))));
});

test('a file of api/ has one public function', () => {
  const several = (path) => [...read(path).matchAll(/^export (?:async )?(?:function|const|class) \w+/gm)].length !== 1;
  const files = filesIn('web/api', script);
  assert.ok(files.length > 20);
  check(files.filter(several));
});

test('the command line knows the package, how it saves files, Node and its three libraries', () => {
  const allowed = /^(\.\/[\w-]+\.js|node:[\w/]+|imwrite|#save|commander|cli-progress|tinyglobby)$/;
  check(
    filesIn('npm/cli', script).flatMap((path) =>
      importsOf(path)
        .filter((name) => !allowed.test(name))
        .map((name) => `${path}: ${name}`),
    ),
  );
});

test('scripts that run before npm ci import nothing that it installs', () => {
  const early = [...filesIn('cmake/provision', script), ...filesIn('npm/scripts', script)];
  const afterwards = { 'npm/scripts/build-package.mjs': ['esbuild'] };
  const allowed = (path, name) => /^(\.|node:)/.test(name) || afterwards[path]?.includes(name);
  check(
    early.flatMap((path) =>
      importsOf(path)
        .filter((name) => !allowed(path, name))
        .map((name) => `${path}: ${name}`),
    ),
  );
});

test('the demo page knows the built package only', () => {
  // The .mjs files are its server and tools.
  const problems = filesIn('demo', /\.js$/).flatMap((path) =>
    importsOf(path)
      .filter((name) => !name.startsWith('./'))
      .map((name) => `${path}: ${name}`),
  );
  check(problems);
});

test('the built package holds no eval, and its browser side nothing of Node', () => {
  const built = readdirSync(join(root, 'npm/dist'), { recursive: true }).filter((name) => /\.js$/.test(name));
  assert.ok(built.length > 10);
  for (const name of built) {
    const text = read(`npm/dist/${name}`);
    assert.doesNotMatch(text, /\beval\s*\(|new Function\b/, name);
    if (/^(browser|static)\//.test(name)) assert.doesNotMatch(text, /['"]node:|\brequire\s*\(|\bprocess\./, name);
  }
});

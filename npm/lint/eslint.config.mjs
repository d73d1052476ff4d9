// What ESLint looks for. Its recommended rules, and those of typescript-eslint that know types, hold everywhere; this file says what
// is added and, with the reason, what does not fit this code.
import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

const everywhere = {
  'array-callback-return': 'error',
  'default-case-last': 'error',
  eqeqeq: 'error',
  'no-constructor-return': 'error',
  'no-duplicate-imports': ['error', { allowSeparateTypeImports: true }],
  'no-else-return': 'error',
  'no-implicit-coercion': 'error',
  'no-lonely-if': 'error',
  'no-self-compare': 'error',
  'no-unmodified-loop-condition': 'error',
  'no-unneeded-ternary': 'error',
  'no-unreachable-loop': ['error', { ignore: ['ForOfStatement'] }], // taking one value and leaving is how a reader gives up
  'no-useless-rename': 'error',
  'no-var': 'error',
  'prefer-const': ['error', { destructuring: 'all' }],
  'prefer-object-has-own': 'error',
  'symbol-description': 'error',
};

/** Names of rest patterns are what is left out. */
const unused = { argsIgnorePattern: '^_+$', varsIgnorePattern: '^_+$', caughtErrors: 'all', ignoreRestSiblings: true };

/** Rules for what the compiler knows of promises: node:test waits for its tests itself. */
const promises = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-floating-promises': [
    'error',
    {
      allowForKnownSafeCalls: [
        {
          from: 'package',
          package: 'node:test',
          name: ['test', 'suite', 'describe', 'it', 'before', 'after', 'beforeEach', 'afterEach'],
        },
      ],
    },
  ],
};

const typescript = {
  '@typescript-eslint/consistent-type-imports': [
    'error',
    { disallowTypeAnnotations: false, fixStyle: 'inline-type-imports' },
  ], // a declaration of ambient modules has no imports
  '@typescript-eslint/no-deprecated': 'error',
  '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'always' }], // the options of a format that has none
  '@typescript-eslint/no-unnecessary-type-arguments': 'off', // `ImwriteOptions<FormatName>` says more than `ImwriteOptions`
  '@typescript-eslint/no-unused-vars': ['error', unused],
  '@typescript-eslint/prefer-readonly': 'error',
  '@typescript-eslint/require-array-sort-compare': 'error',
  '@typescript-eslint/return-await': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
  // An async function without await gives its errors as rejections, as its interface promises.
  '@typescript-eslint/require-await': 'off',
  // What a caller throws, or aborts with, is passed on as it is, and need not be an Error.
  '@typescript-eslint/only-throw-error': 'off',
  '@typescript-eslint/prefer-promise-reject-errors': 'off',
  // Array.isArray() and Object.fromEntries() give `any`; no `any` of our own passes tests/layering.test.mjs.
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
  // Values of callers that are to be shown may be anything.
  '@typescript-eslint/no-base-to-string': 'off',
  '@typescript-eslint/restrict-template-expressions': 'off',
  // Tables of functions are read by name; none of them uses `this`.
  '@typescript-eslint/unbound-method': 'off',
  // A type that a host lacks is `never` there.
  '@typescript-eslint/no-redundant-type-constituents': 'off',
};

/** What scripts of a page find in it, which other scripts of the tests put there. */
const inPages = Object.fromEntries(
  ['imw', 'tools', 'tests', 'seen', 'canvas', 'wide', 'painted'].map((name) => [name, 'readonly']),
);

const typed = { parserOptions: { project: ['npm/lint/tsconfig.json'], tsconfigRootDir: root } };

export default [
  {
    ignores: [
      '**/node_modules/',
      'npm/dist/',
      'build/',
      'out/',
      'tests/hosts/*/**', // apps in the styles of their frameworks, built by those
      'tests/bench/peers/**/dist/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  { rules: everywhere },
  { files: ['**/*.{js,mjs,cjs}'], rules: { 'no-unused-vars': ['error', unused] } },
  { files: ['**/*.mjs'], languageOptions: { globals: globals.node } },
  {
    files: ['demo/**', 'npm/scripts/*.js', 'npm/site/*.js'],
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
  },
  // Tests hand functions to pages.
  {
    files: ['tests/**'],
    languageOptions: { globals: { ...globals.node, ...globals.browser, ...globals.serviceworker, ...inPages } },
  },
  { files: ['tests/**'], rules: { 'no-control-regex': 'off' } }, // terminals are written to in control characters
  {
    files: ['**/*.{js,mjs}'],
    ignores: ['tests/hosts/**'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser, ...typed },
    rules: promises,
  },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  { files: ['**/*.ts'], languageOptions: typed, rules: { ...typescript, ...promises } },
  {
    files: ['tests/node/types.ts'],
    rules: { '@typescript-eslint/no-floating-promises': 'off', '@typescript-eslint/no-unused-expressions': 'off' },
  }, // compiled only
];

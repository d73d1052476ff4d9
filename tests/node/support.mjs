// What the tests of this folder share with others, at one door.
export * from '../support/failures.mjs';
export * from '../support/images.mjs';
export * from '../support/package.mjs';
export * from '../support/sharp.mjs';

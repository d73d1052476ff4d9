// Loads the package from the origin that the address names.
import * as tests from './outcomes.js';
import * as tools from './tools.js';

const origin = new URLSearchParams(location.search).get('origin');
const imw = await import(new URL('imwrite/browser/index.js', origin));
Object.assign(globalThis, { imw, tests, tools, ready: true });

// Globals that Node has and a test environment such as jsdom may not; for the CommonJS build, which Jest takes.
export { TextDecoder, TextEncoder } from 'node:util';

// What to do about a file or a worker that could not be loaded: the one thing that helps on this host.
import { platform } from '#platform';

const POLICY =
  "Let the page's policy allow WebAssembly: script-src 'wasm-unsafe-eval' " +
  '(in an extension: content_security_policy.extension_pages of its manifest)';
const SERVE =
  "Serve the package's dist/wasm files and say where they are: configure({ wasm: '/folder/' }); or use the entry 'imwrite/inline', which has them inside";

/** @param address - Where the file was looked for; empty if that is not known. */
export function adviceFor(address: string, reason: string): string {
  if (/unsafe-eval|content security policy|\bCSP\b/i.test(reason)) return POLICY;
  return platform.advice(address, reason) ?? SERVE;
}

// What to do about a file that could not be loaded, by the signs of a server.

export function nodeAdvice(address: string, reason: string): string | undefined {
  if (/ERR_ACCESS_DENIED|Access to this API has been restricted/.test(reason)) {
    return 'Let the process read the package: --allow-fs-read=node_modules/imwrite (and --allow-worker for workers)';
  }
  if (/NotCapable|Requires read access/.test(reason))
    return 'Let the process read the package: --allow-read=node_modules/imwrite';
  if (process.env['NEXT_RUNTIME'] !== undefined || /[\\/]_next[\\/]|[\\/]\.next[\\/]/.test(address)) {
    return (
      "In next.config: serverExternalPackages: ['imwrite']; and where the server's files are traced, " +
      "outputFileTracingIncludes: { '/*': ['./node_modules/imwrite/dist/**'] }"
    );
  }
  if (!/ENOENT|Invalid URL/.test(reason) || /^https?:/.test(address)) return undefined;
  return (
    "A bundle does not have the package's files beside it: leave 'imwrite' out of the bundle (external), " +
    "use the entry 'imwrite/inline', or say where dist/wasm is: configure({ wasm: 'folder' })"
  );
}

// The text of the generated files about modules and libraries: web/generated/modules.ts and versions.ts.
import { HEADER, literal, quoted } from './generated-text.mjs';

/** web/generated/modules.ts */
export function modulesFile(modules, transcoders) {
  return `${HEADER}
/** The names of the WebAssembly modules: one for each format and direction, a second one with a feature that few options or files need, the virtual file system. */
export const moduleNames = [
${modules.map((name) => `  ${quoted(name)},\n`).join('')}] as const;

/** The name of a WebAssembly module. */
export type ModuleName = (typeof moduleNames)[number];

/** The format of which a file can become another without being decoded. */
export const transcodedFormat = ${quoted(transcoders.find(({ packs }) => !packs).name)};

/** The same, and the formats that its files can be packed in. */
export const transcodedFormats = [${transcoders.map(({ name }) => quoted(name)).join(', ')}] as const;

/** The formats that imread reads. */
export const readFormats = [${modules
    .map((name) => name.match(/^([a-z0-9]+)-decode$/)?.[1])
    .filter(Boolean)
    .map(quoted)
    .join(', ')}] as const;

/** The name of a format that imread reads. */
export type ReadFormat = (typeof readFormats)[number];

/** The decoders that have a feature which few files of the format need. */
export const secondDecoders = { ${modules
    .map((name) => name.match(/^([a-z]+)-[a-z]+-decode$/))
    .filter(Boolean)
    .map(([name, format]) => `${format}: ${quoted(name)}`)
    .join(', ')} } as const;

/** The name of a module that encodes, decodes or transcodes. */
export type CodecName = Exclude<ModuleName, 'fs'>;
`;
}

/** web/generated/versions.ts */
export function versionsFile(versions) {
  return `${HEADER}
export const libraryVersions: Readonly<Record<string, string>> = ${literal(versions)};
`;
}

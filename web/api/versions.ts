// versions(): what this package is made of.
import { libraryVersions } from '../generated/versions.js';

/**
 * The version of this package and of every library inside its codecs.
 *
 * @returns Such as `{ imwrite: '0.1.0', 'libjpeg-turbo': '3.1.3', … }`.
 */
export function versions(): Record<string, string> {
  return { ...libraryVersions };
}

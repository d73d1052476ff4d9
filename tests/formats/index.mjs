// What tests know of a format beyond its record: one file each, by the format's name. A test that draws from all formats asks here, and
// names none of them.
import { allFormatNames } from '../support/package.mjs';

/**
 * @typedef {object} FormatFacts
 * @property {string} magic - How its files begin, in hexadecimal digits: a regular expression.
 * @property {object} [lossless] - Options under which no sample changes; none: there are no such for all pictures.
 * @property {(options: object) => boolean} isLossless - Whether no sample of 8-bit RGB changes.
 * @property {object} close - Options under which samples hardly change.
 * @property {number} closeWithin - By how much at the most.
 * @property {(files: string[]) => void} judge - Throws where programs of others find a file wrong.
 * @property {(bytes: Uint8Array) => unknown[]} [forSharp] - What sharp() is given in place of the file, made by others; none: it reads the file.
 * @property {object} [floors] - PSNR in dB that a photograph keeps at the least: with `any` option, and with single values that cost more.
 * All are just below what was measured; a flat gray picture has 15.2.
 * @property {object} [keeping] - Options of lossless files that leave each sample as it is, with the values that do, or true for all of
 * them. A new option is not expected to until it is named here.
 * @property {object} [gentle] - Likewise options of lossy files that leave smooth pictures near what they were.
 * @property {number} [refusals] - More pairs of options than this must be refused; default: 30. For a format of few rules.
 * @property {(options: object) => boolean} [takesMinutes] - Options that no test should use on more than a small picture.
 * @property {string[]} [texts] - Keywords that it has a place for.
 * @property {boolean} [colorsInside] - Its color space is in the coded picture, where exiftool does not look; programs give a profile of
 * their own for it. Tests of the format itself compare them.
 * @property {boolean} [turnedByOthers] - Other programs turn its pictures as they are read, and do not tell how they were stored.
 * @property {boolean} [spreadsExif] - EXIF's entries become entries of the file.
 * @property {boolean} [takesExtraChannels] - Channels that are neither color nor alpha.
 * @property {boolean} [wantsResolution] - A file without a resolution is one that exiftool complains of.
 * @property {number} moduleBytes - What its encoder may weigh with its glue, by brotli.
 * @property {number} [decoderBytes] - The same of its decoder, where there is one.
 * @property {string} [textTag] - Where exiftool finds the text that Description or Comment is.
 * @property {(file: string) => unknown} [profileIn] - Whether a program of others finds a color profile.
 */

const load = async (format) => [format, (await import(`./${format}.mjs`)).default];
const all = Object.fromEntries(await Promise.all(allFormatNames.map(load)));

/** @returns {FormatFacts} */
export const testFacts = (format) => all[format];

// A Mat's type number: the depth of its samples in the low three bits, its channels less one above them.
import { mismatch } from '../core/error.js';
import { sampleArrays } from '../core/samples.js';
import { matDepths } from '../input/mat.js';
import type { SampleType } from '../types/sample-type.js';

/** The depths a Mat of ours can have: half floats (CV_16F) have no array in every engine. */
const depths = matDepths.filter(([, , sampleType]) => sampleType !== undefined) as [DepthName, string, SampleType][];

type DepthName = `CV_${'8U' | '8S' | '16U' | '16S' | '32S' | '32F' | '64F'}`;
type TypeName = DepthName | `${DepthName}C${1 | 2 | 3 | 4}`;

/** @internal */
export const makeType = (depth: number, channels: number): number => depth + ((channels - 1) << 3);
/** @internal */
export const depthOf = (type: number): number => type & 7;
/** @internal */
export const channelsOf = (type: number): number => (type >> 3) + 1;
/** The number of the depth that has these samples; -1 if there is none. @internal */
export const depthWith = (sampleType: SampleType): number => depths.findIndex(([, , own]) => own === sampleType);

/** The typed array of a type's samples. @internal */
export function samplesOf(type: number): (typeof sampleArrays)[SampleType] {
  const [, , sampleType] = depths[depthOf(type)] ?? [];
  if (!sampleType) throw mismatch('unsupported-image', 'Mat depth', depths.map(([name]) => name).join(', '), 'CV_16F');
  return sampleArrays[sampleType];
}

/** @internal */
export const typeName = (type: number): string => `${matDepths[depthOf(type)]![0]}C${channelsOf(type)}`;

/** `CV_8U` to `CV_64F`, and `CV_8UC1` to `CV_64FC4`. */
export type TypeConstants = Readonly<Record<TypeName, number>>;

/** @internal */
export const typeConstants = Object.fromEntries(
  depths.flatMap(([name], depth) => [
    [name, depth],
    ...[1, 2, 3, 4].map((channels) => [`${name}C${channels}`, makeType(depth, channels)]),
  ]),
) as TypeConstants;

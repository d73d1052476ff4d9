// A Mat's type number: the depth of its samples in the low three bits, its channels less one above them.
import { mismatch } from '../error.js';

/** OpenCV's depths, whose position is their number, with the arrays that hold their samples. @internal */
export const depths = [
  { name: 'CV_8U', Samples: Uint8Array },
  { name: 'CV_8S', Samples: Int8Array },
  { name: 'CV_16U', Samples: Uint16Array },
  { name: 'CV_16S', Samples: Int16Array },
  { name: 'CV_32S', Samples: Int32Array },
  { name: 'CV_32F', Samples: Float32Array },
  { name: 'CV_64F', Samples: Float64Array },
] as const;

type DepthName = (typeof depths)[number]['name'];
type TypeName = DepthName | `${DepthName}C${1 | 2 | 3 | 4}`;

/** @internal */
export const makeType = (depth: number, channels: number): number => depth + ((channels - 1) << 3);
/** @internal */
export const depthOf = (type: number): number => type & 7;
/** @internal */
export const channelsOf = (type: number): number => (type >> 3) + 1;

/** The depth's samples, or an error: half floats (CV_16F) have no array in every engine. @internal */
export function depthFacts(type: number): (typeof depths)[number] {
  const facts = depths[depthOf(type)];
  if (!facts) throw mismatch('unsupported-image', 'Mat depth', depths.map(({ name }) => name).join(', '), 'CV_16F');
  return facts;
}

/** @internal */
export const typeName = (type: number): string => `${depths[depthOf(type)]?.name ?? 'CV_16F'}C${channelsOf(type)}`;

/** `CV_8U` to `CV_64F`, and `CV_8UC1` to `CV_64FC4`. */
export type TypeConstants = Readonly<Record<TypeName, number>>;

/** @internal */
export const typeConstants = Object.fromEntries(
  depths.flatMap(({ name }, depth) => [
    [name, depth],
    ...[1, 2, 3, 4].map((channels) => [`${name}C${channels}`, makeType(depth, channels)]),
  ]),
) as TypeConstants;

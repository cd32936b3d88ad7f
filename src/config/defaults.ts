import type { Family, Protocol } from '../model/address.ts';
import { type AxisKey, ofEveryAxis, type WrittenValue } from '../model/axes.ts';
import type { Show, Where } from '../model/experiment.ts';

/** The values of each axis, as they are written. */
type WrittenAxes = { readonly [K in AxisKey]: readonly WrittenValue[] };

/** The keys of `run:` as they are written. */
export interface WrittenRun extends WrittenAxes {
  readonly in: Where;
  readonly ports: readonly number[];
  readonly protocols: readonly Protocol[];
  readonly families: readonly Family[];
  readonly interfaces: readonly string[];
  readonly addresses: readonly string[];
  readonly show: readonly Show[];
  readonly exhaustive: boolean;
  readonly seed: number;
}

/**
 * What a run does without a file and without flags. config/default.yaml has the same in YAML, and a test compares the
 * two: a run without a file must not load a YAML parser.
 */
export const DEFAULT_RUN: WrittenRun = {
  in: 'host',
  ports: [50005],
  protocols: ['tcp'],
  families: ['inet', 'inet6'],
  interfaces: ['*'],
  addresses: [],
  ...ofEveryAxis(({ byDefault }) => [byDefault]),
  show: ['alone', 'together', 'matrix'],
  exhaustive: false,
  seed: 1,
};

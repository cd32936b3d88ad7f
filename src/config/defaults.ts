import type { Family, Protocol } from '../model/address.ts';
import type { Show, Where } from '../model/experiment.ts';
import type { Reuse, ReusePair, Sequence, V6only } from '../model/options.ts';

/** The keys of `run:` as they are written. */
export interface WrittenRun {
  readonly in: Where;
  readonly ports: readonly number[];
  readonly protocols: readonly Protocol[];
  readonly families: readonly Family[];
  readonly interfaces: readonly string[];
  readonly addresses: readonly string[];
  readonly reuse: readonly (Reuse | ReusePair)[];
  readonly v6only: readonly V6only[];
  readonly sequence: readonly Sequence[];
  readonly show: readonly Show[];
}

/**
 * What a run does when nothing else is said. config/default.yaml says the same in YAML, and a test compares the two:
 * a run without a file must not pay for a YAML parser.
 */
export const DEFAULT_RUN: WrittenRun = {
  in: 'host',
  ports: [50005],
  protocols: ['tcp'],
  families: ['inet', 'inet6'],
  interfaces: ['*'],
  addresses: [],
  reuse: ['addr'],
  v6only: ['system'],
  sequence: ['listen-each'],
  show: ['alone', 'together', 'matrix'],
};

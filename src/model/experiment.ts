import type { Family, Protocol } from './address.ts';
import type { AxisLists } from './axes.ts';
import type { OutcomePattern } from './outcome.ts';
import type { Combination } from './plan.ts';

export type Where = 'host' | 'sandbox';

/** What `run` shows: each endpoint by itself, all of a family at once, every ordered pair. */
export type Show = 'alone' | 'together' | 'matrix';
export const SHOWS: readonly Show[] = ['alone', 'together', 'matrix'];

/** Where a value was written: a place in a file, or a flag. For messages only. */
export type Source =
  | { readonly file: string; readonly line: number; readonly column: number }
  | { readonly flag: string };

/** `config.yaml:3:12`, or `--address`: the place to blame. */
export const formatSource = (source: Source): string =>
  'flag' in source ? source.flag : `${source.file}:${source.line}:${source.column}`;

/** Text that the user wrote and that only this host can resolve, with the place to blame. */
export interface Sourced {
  readonly text: string;
  readonly source: Source;
}

/** One expectation as written: `address` alone, or `address` as the newcomer while `holder` listens. */
export interface Expectation extends Combination {
  readonly address: Sourced;
  readonly holder?: Sourced;
  /** Acceptable outcomes. */
  readonly expect: readonly OutcomePattern[];
  /** As the report repeats it. */
  readonly written: Readonly<Record<string, unknown>>;
}

/** What the user asks for: the file and the flags, checked and merged, not yet resolved against a host. */
export interface Experiment extends AxisLists {
  readonly where: Where;
  readonly ports: readonly number[];
  readonly protocols: readonly Protocol[];
  readonly families: readonly Family[];
  /** Interface globs in order; `!` takes away. */
  readonly interfaces: readonly Sourced[];
  /** Addresses, CIDRs and selectors (`any4`, `any6`, `each-ipv4`, `each-ipv6`, `iface:GLOB`); `!` takes away. */
  readonly addresses: readonly Sourced[];
  /** True where `interfaces` was written by the user: then `addresses` come beyond them, else instead. */
  readonly interfacesWritten: boolean;
  readonly show: readonly Show[];
  /** Probe ports that somebody else's socket holds, as far as that is harmless. */
  readonly live: boolean;
  readonly expect: readonly Expectation[];
}

import type { Family, Protocol } from './address.ts';
import type { AxisLists } from './axes.ts';
import type { OutcomePattern } from './outcome.ts';
import type { Combination } from './plan.ts';

export type Where = 'host' | 'sandbox';

/** What `run` shows: each endpoint by itself, all of a family at once, every ordered pair. */
export type Show = 'alone' | 'together' | 'matrix';

/** What may be asked for: also the conclusions alone. */
export type AskedShow = Show | 'summary';
export const SHOWS: readonly AskedShow[] = ['alone', 'together', 'matrix', 'summary'];

/** The place where a value was written: in a file, or a flag. For messages only. */
export type Source = Place | { readonly flag: string };

/** A place in a file; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The place in a file, of what was written in one. */
export const placeOf = (source: Source | undefined): { readonly source?: Place } =>
  source === undefined || 'flag' in source ? {} : { source };

/** Formats a place for a message: `config.yaml:3:12`, or `--address`. */
export const formatSource = (source: Source): string =>
  'flag' in source ? source.flag : `${source.file}:${source.line}:${source.column}`;

/** A text that can be resolved only on the host, and the place where the user wrote it. */
export interface Sourced {
  readonly text: string;
  readonly source: Source;
}

/** One expectation: about `address` alone, or about `address` as the newcomer while `holder` listens. */
export interface Expectation extends Combination {
  /** As written, or `expect-N` of the Nth of its file: one of a kind there. */
  readonly id: string;
  readonly source: Source;
  readonly address: Sourced;
  readonly holder?: Sourced;
  /** Acceptable outcomes. */
  readonly expect: readonly OutcomePattern[];
  /** The expectation as it was written; the report has it. */
  readonly written: Readonly<Record<string, unknown>>;
}

/** What the user asks for: the file and the flags, checked and merged, not yet resolved on a host. */
export interface Experiment extends AxisLists {
  readonly where: Where;
  readonly ports: readonly number[];
  readonly protocols: readonly Protocol[];
  readonly families: readonly Family[];
  /** Globs of interfaces, in order; `!` excludes. */
  readonly interfaces: readonly Sourced[];
  /** Addresses, CIDRs and selectors (`any4`, `any6`, `each-ipv4`, `each-ipv6`, `iface:GLOB`); `!` excludes. */
  readonly addresses: readonly Sourced[];
  /** Whether the user gave `interfaces`: if so, `addresses` are added to theirs, else used instead. */
  readonly interfacesWritten: boolean;
  readonly show: readonly Show[];
  /** The report shows nothing of it but what it comes to. */
  readonly summaryAlone?: true;
  /** Try every pair, however many addresses there are. */
  readonly exhaustive: boolean;
  /** Draws the pairs that are tried where not all are. */
  readonly seed: number;
  /** Try ports in use by another process too, as far as that is harmless. */
  readonly live: boolean;
  readonly expect: readonly Expectation[];
  /** What trials have told of the kernel, where its version leaves something open. */
  readonly kernelProbed?: Readonly<Record<string, boolean>>;
}

import type { Mutation } from '../../fuzz/mutations.ts';
import type { Sum } from '../../fuzz/pool.ts';

/** What is run on each kernel. */
export interface SuiteOrder {
  /** The built program. */
  readonly program: string;
  readonly groups: readonly Group[];
  readonly fuzz: { readonly trials: number; readonly seed: number };
}

/** Files that `check` reads together. */
export interface Group {
  readonly name: string;
  readonly files: readonly string[];
}

/** What was seen on one kernel. */
export interface SuiteResults {
  /** `6.1.192`, which a distribution's own release, `6.1.0-56-cloud-amd64`, does not say. */
  readonly version: string;
  readonly trials: readonly SeenTrial[];
  readonly pairs: readonly SeenTrial[];
  readonly fuzz: Sum;
  /** The rules that this kernel has and a current one has not, and what shows that. */
  readonly older: readonly Mutation[];
  /** What could not be run at all. */
  readonly failures: readonly string[];
}

/** One trial, or one pair of sockets. */
export interface SeenTrial {
  /** `config: bind-twice` */
  readonly name: string;
  /** Why it was not run, or proves nothing. */
  readonly reason?: string;
  readonly steps: readonly SeenStep[];
}

export interface SeenStep {
  /** `bind s2 127.0.0.1:20000` */
  readonly what: string;
  /** `ok`, an errno, what was seen instead of what was expected, `not tried`. */
  readonly observed: string;
  /** Several where chance decides. */
  readonly predicted: readonly string[];
  readonly rule: string;
}

import type { Protocol, SocketAddress } from './address.ts';
import type { Host, SocketState } from './host.ts';
import type { StepOutcome } from './step-outcome.ts';
import type { Timing } from './timing.ts';

/** One line of the kernel's socket table. */
export interface TableRow {
  readonly protocol: Protocol;
  readonly state: SocketState;
  readonly local: SocketAddress;
  readonly peer?: SocketAddress;
}

/** What one step did, and what the rules need to follow it. */
export interface StepObservation {
  readonly outcome: StepOutcome;
  /** The local end, after a step with which the kernel may have chosen it. */
  readonly local?: SocketAddress;
  /** The peer of an accepted connection. */
  readonly peer?: SocketAddress;
  /** The number of bytes of send, sendto and receive. */
  readonly bytes?: number;
  /** The address and port that `$NAME` stood for. */
  readonly target?: { readonly address?: string; readonly port?: number };
  /** The socket table of the kernel after the step, if it was asked for. */
  readonly table?: readonly TableRow[];
}

/** The result of one trial in its namespace; with its timing where it ran in a sandbox. */
export type TrialResult = Partial<Timing> & TrialFinding;

type TrialFinding =
  | {
      readonly observations: readonly StepObservation[];
      /** The id of the layout of its namespace: equal for trials with equal layouts. */
      readonly layout: number;
      /** The namespace before the first step; only the first trial of each layout has it. */
      readonly host?: Host;
    }
  | {
      readonly status: 'skipped' | 'inconclusive';
      readonly reason: string;
      /** Of a trial that was run again: what the first run brought for the trials of its layout. */
      readonly brought?: { readonly layout: number; readonly host: Host };
    };

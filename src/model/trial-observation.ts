import type { Protocol, SocketAddress } from './address.ts';
import type { Host, SocketState } from './host.ts';
import type { StepOutcome } from './step-outcome.ts';

/** One line of the kernel's socket table. */
export interface TableRow {
  readonly protocol: Protocol;
  readonly state: SocketState;
  readonly local: SocketAddress;
  readonly peer?: SocketAddress;
}

/** What one step did, before any rule has looked at it, and what the rules need to follow it. */
export interface StepObservation {
  readonly outcome: StepOutcome;
  /** The local end after a step that may have changed it in a way that only the kernel knows. */
  readonly local?: SocketAddress;
  /** Of accept: whose connection it is. */
  readonly peer?: SocketAddress;
  /** Of send, sendto and receive: how many. */
  readonly bytes?: number;
  /** The address and port that a step with `$NAME` came to use. */
  readonly target?: { readonly address?: string; readonly port?: number };
  /** The kernel's table after the step, where it was asked for. */
  readonly table?: readonly TableRow[];
}

/** What came of one trial in its namespace. */
export type TrialResult =
  | {
      readonly observations: readonly StepObservation[];
      /** Of the namespace as it was laid out: equal for trials whose namespaces are laid out alike. */
      readonly layout: number;
      /** That namespace, with the first trial of each layout. */
      readonly host?: Host;
    }
  | { readonly status: 'skipped' | 'inconclusive'; readonly reason: string };

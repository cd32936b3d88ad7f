import type { Address } from './address.ts';
import type { Host, SocketState } from './host.ts';

/** One end of a socket. */
export interface End {
  readonly address: Address;
  readonly port: number;
}

/** One line of the kernel's socket table, as a reader sees it: `TIME_WAIT 127.0.0.1:50005 -> 127.0.0.1:42874`. */
export interface TableRow {
  readonly protocol: 'tcp' | 'udp';
  readonly state: SocketState;
  readonly local: string;
  readonly peer?: string;
}

/** The outcome of a step that could not be tried, or that proves nothing. */
export const NOT_TRIED = 'not tried';

/** What one step did, before any rule has looked at it, and what the rules need to follow it. */
export interface StepObservation {
  /**
   * `ok` or a bare errno. Of a failed getsockname, deliver, state or receive what was seen instead: `address=A`, `port=N` or
   * both with a blank, `received by A,B`, `state=S,T`, `bytes=N`, names in alphabetical order; `queued before on A` where a
   * deliver found something that was there already. `not tried` where `undecided` says why.
   */
  readonly outcome: string;
  /** The call that refused, where it is not the step's own: opening a socket and its options come before it. */
  readonly call?: 'socket' | 'setsockopt';
  /** The local end after a step that may have changed it in a way that only the kernel knows. */
  readonly local?: End;
  /** Of accept: whose connection it is. */
  readonly peer?: End;
  /** Of send, sendto and receive: how many. */
  readonly bytes?: number;
  /** Of deliver: the sockets that got something, in alphabetical order. */
  readonly received?: readonly string[];
  /** The address and port that a step with `$NAME` came to use. */
  readonly target?: { readonly address?: string; readonly port?: number };
  /** Why the step proves nothing: a `$NAME` that no step saved, a state that this kernel does not show. */
  readonly undecided?: string;
  /** The kernel's table after the step, where it was asked for. */
  readonly table?: readonly TableRow[];
}

/** What came of one trial in its namespace. */
export type TrialResult =
  | {
      readonly observations: readonly StepObservation[];
      /** The namespace as it was laid out, with the first trial of those that are laid out so. */
      readonly host?: Host;
    }
  | { readonly status: 'skipped' | 'inconclusive'; readonly reason: string };

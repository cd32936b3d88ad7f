import type { Place } from './place.ts';
import type { Protocol, SocketState, Status } from './words.ts';

/** Whether a sentence of the tutorial holds. */
export type StoryVerdict = 'holds' | 'holds only if' | 'does not hold';

/** What became of an expectation. */
export interface ExpectationResult {
  /** As written, or expect-N of the Nth of its file. */
  readonly id: string;
  /** Where it is written; absent: in no file. */
  readonly source?: Place | undefined;
  /** When it began, ISO 8601 in UTC: 2026-11-26T03:40:46.123Z. */
  readonly started?: string | undefined;
  /** How long it took. */
  readonly seconds?: number | undefined;
  readonly system?: string | undefined;
  /** As written. */
  readonly expectation: Readonly<Record<string, unknown>>;
  /** The distinct outcomes of all endpoints or pairs. */
  readonly observed: readonly string[];
  readonly status: Status;
  /** Clients from remote hosts: reset, not a byte read or sent. */
  readonly strangers?: number | undefined;
  /** How many endpoints or pairs were tried. */
  readonly tried: number;
  readonly unmet: number;
  /** The first endpoint or pair that decided against met. */
  readonly example?:
    | {
        /** `0.0.0.0`, `::`, `fe80::1%eth0`. */
        readonly holder?: string | undefined;
        /** `0.0.0.0`, `::`, `fe80::1%eth0`. */
        readonly address: string;
        /**
         * `ok`; CALL:ERRNO; holder:CALL:ERRNO where the holder of a pair was refused; skipped:REASON where nothing was
         * tried.
         */
        readonly observed: string;
      }
    | undefined;
  readonly reason?: string | undefined;
  /** What the rules say of the example. */
  readonly because?:
    | {
        readonly predicted: string;
        readonly rule: string;
        readonly why: string;
      }
    | undefined;
}

/** A step of a trial: what was expected, what happened, and what the rules say. */
export interface StepResult {
  readonly op: string;
  /** The name of the socket. */
  readonly socket: string | null;
  /** `0.0.0.0`, `::`, `fe80::1%eth0`. */
  readonly address: string | null;
  readonly port: number | null;
  /** ok or bare errnos. */
  readonly expected: readonly string[];
  /** ok, a bare errno, or what was seen instead: received by a, state=LISTEN, not tried. */
  readonly observed: string;
  /** The call that was refused, where that was one before the call of op. */
  readonly call?: 'socket' | 'setsockopt' | undefined;
  /** The same by the rules; a list where chance decides. */
  readonly predicted: string | readonly string[];
  /** The id of a rule, as `bindmatrix rules` lists it; empty where there is none. */
  readonly rule: string;
  readonly why: string;
  readonly met: boolean;
  /** A connect that did not wait. */
  readonly wait?: false | undefined;
  /** Where it is written; absent: in no file. */
  readonly source?: Place | undefined;
  /** The kernel's socket table after the step. */
  readonly table?:
    | readonly {
        readonly protocol: Protocol;
        readonly state: SocketState;
        /** 127.0.0.1:50005. */
        readonly local: string;
        readonly peer?: string | undefined;
      }[]
    | undefined;
}

/** What became of a trial. */
export interface TrialResult {
  readonly id: string;
  readonly file?: string | undefined;
  /** Where it is written; absent: in no file. */
  readonly source?: Place | undefined;
  /** When it began, ISO 8601 in UTC: 2026-11-26T03:40:46.123Z. */
  readonly started?: string | undefined;
  /** How long it took. */
  readonly seconds?: number | undefined;
  /** Of a prediction: whose rules were asked. Each observed is what they foresee. */
  readonly system?: string | undefined;
  readonly title: string;
  readonly status: Status;
  readonly reason?: string | undefined;
  readonly story?:
    | {
        readonly verdict: StoryVerdict;
        readonly quote: string;
        readonly prose?: string | undefined;
        readonly when?: string | undefined;
      }
    | undefined;
  readonly steps: readonly StepResult[];
}

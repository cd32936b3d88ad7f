import type { SocketAddress } from './address.ts';

/** The calls that can fail, by their names in section 2 of the manual. */
export type Call =
  | 'socket'
  | 'setsockopt'
  | 'bind'
  | 'listen'
  | 'connect'
  | 'accept'
  | 'send'
  | 'sendto'
  | 'receive'
  | 'shutdown'
  | 'getsockname'
  | 'join'
  | 'leave'
  | 'dup'
  | 'fork'
  | 'close';

export interface Ok {
  readonly kind: 'ok';
}

/** A call that failed. Errno names are canonical: EAGAIN, EOPNOTSUPP (errno(3)). */
export interface Refused {
  readonly kind: 'refused';
  readonly call: Call;
  readonly errno: string;
}

/** The outcome of the calls of one socket. */
export type CallOutcome = Ok | Refused;

/** A bind(2) that passed, and gave the socket another endpoint than the one asked for: a BPF program rewrote it. */
export interface BoundElsewhere extends Ok {
  readonly elsewhere: SocketAddress;
}

/** What one bind(2) came to. */
export type BindOutcome = CallOutcome | BoundElsewhere;

export const elsewhereOf = (outcome: BindOutcome): SocketAddress | undefined =>
  'elsewhere' in outcome ? outcome.elsewhere : undefined;

/** The holder of a pair failed, so that the newcomer was never tried. */
export interface HolderRefused {
  readonly kind: 'holder-refused';
  readonly call: Call;
  readonly errno: string;
}

/**
 * Why nothing was tried. `held`: the port is in use by another process. `not-local`: a packet to the address would
 * leave the host. `chance`: the rules name several possible receivers. `redirected`: an earlier client was accepted by a
 * socket that is none of the run's.
 */
export type SkipReason = 'held' | 'not-local' | 'chance' | 'redirected';

export interface Skipped {
  readonly kind: 'skipped';
  readonly reason: SkipReason;
}

/** The rules cannot tell: neither a success nor a refusal. */
export interface Unknown {
  readonly kind: 'unknown';
}

/** The outcome of one socket, of one pair or of one client; observed, or predicted by the rules. */
export type Outcome = CallOutcome | HolderRefused | Skipped | Unknown;

export const OK: Ok = Object.freeze({ kind: 'ok' });
export const UNKNOWN: Unknown = Object.freeze({ kind: 'unknown' });

const interned = new Map<string, Outcome>();

/**
 * One object for each outcome, since a million cells have only a few distinct ones. Outcomes that came from another
 * process are other objects: compare with `sameOutcome`.
 */
function intern<T extends Outcome>(key: string, make: () => T): T {
  const known = interned.get(key);
  if (known !== undefined) return known as T;
  const made: T = Object.freeze(make()) as T;
  interned.set(key, made);
  return made;
}

export const refused = (call: Call, errno: string): Refused =>
  intern(`${call}:${errno}`, () => ({ kind: 'refused', call, errno }));

export const skipped = (reason: SkipReason): Skipped =>
  intern(`skipped:${reason}`, () => ({ kind: 'skipped', reason }));

/** The outcome of a pair whose holder was refused. */
export const holderRefused = ({ call, errno }: Refused): HolderRefused =>
  intern(`holder:${call}:${errno}`, () => ({ kind: 'holder-refused', call, errno }));

export const sameOutcome = (a: Outcome, b: Outcome): boolean => a === b || formatOutcome(a) === formatOutcome(b);

/**
 * Formats an outcome as reports have it: `ok`, `bind:EADDRINUSE`, `holder:bind:EACCES`, `skipped:held`. An unknown one
 * is a cell that was not tried: `skipped:unknown`.
 */
export function formatOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'ok':
      return 'ok';
    case 'refused':
      return `${outcome.call}:${outcome.errno}`;
    case 'holder-refused':
      return `holder:${outcome.call}:${outcome.errno}`;
    case 'skipped':
      return `skipped:${outcome.reason}`;
    case 'unknown':
      return 'skipped:unknown';
  }
}

/** Formats a prediction: the same, except that an unknown one is `unknown`. */
export const formatPrediction = (outcome: Outcome): string =>
  outcome.kind === 'unknown' ? 'unknown' : formatOutcome(outcome);

/**
 * Errnos of a resource that ran out, which say nothing about ports: socket(2), bind(2), listen(2), accept(2),
 * connect(2).
 */
const EXHAUSTED: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'ENOBUFS']);

export const isExhaustedErrno = (errno: string): boolean => EXHAUSTED.has(errno);

/** Whether nothing was found out because a resource ran out. */
export const isExhausted = (outcome: Outcome): outcome is Refused | HolderRefused =>
  (outcome.kind === 'refused' || outcome.kind === 'holder-refused') && EXHAUSTED.has(outcome.errno);

/** Whether a call of the newcomer itself was refused. */
export const isRefusal = (outcome: Outcome): outcome is Refused => outcome.kind === 'refused';

/** Whether a call was refused with this errno. */
export const isErrno = (outcome: Outcome, errno: string): boolean =>
  outcome.kind === 'refused' && outcome.errno === errno;

/** What an expectation accepts: `ok`, `bind:EADDRINUSE`, or a bare errno of any call. */
export type OutcomePattern = Ok | { readonly kind: 'refused'; readonly call?: Call; readonly errno: string };

export const outcomeMatches = (outcome: Outcome, pattern: OutcomePattern): boolean =>
  pattern.kind === 'ok'
    ? outcome.kind === 'ok'
    : outcome.kind === 'refused' &&
      outcome.errno === pattern.errno &&
      (pattern.call === undefined || pattern.call === outcome.call);

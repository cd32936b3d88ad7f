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
  | 'getsockname';

/** `ok`, or `CALL:ERRNO` such as `bind:EADDRINUSE`. Errno names are canonical: EAGAIN, EOPNOTSUPP. */
export type Outcome = 'ok' | `${Call}:${string}`;

/**
 * What a matrix cell holds: the newcomer's outcome; `holder:CALL:ERRNO` where the holder itself failed;
 * `skipped:REASON` where nothing was tried.
 */
export type Cell = Outcome | `holder:${Call}:${string}` | `skipped:${string}`;

/** The cell of a prediction that the rules cannot make: neither a success nor a refusal. */
export const UNKNOWN = 'skipped:unknown';

export const outcomeCall = (outcome: string): string => outcome.slice(0, Math.max(0, outcome.lastIndexOf(':')));

export const outcomeErrno = (outcome: string): string => outcome.slice(outcome.lastIndexOf(':') + 1);

export const isHolderFailure = (cell: string): boolean => cell.startsWith('holder:');

export const isSkipped = (cell: string): boolean => cell.startsWith('skipped:');

/** Errnos of a resource that ran out, which say nothing of ports: socket(2), bind(2), listen(2), accept(2), connect(2). */
const EXHAUSTED: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'ENOBUFS']);

/** Whether nothing was found out, because this process or the system had too little of something. */
export const isExhausted = (cell: string): boolean => EXHAUSTED.has(outcomeErrno(cell));

/** True where a bind(2) or listen(2) of the newcomer itself was refused. */
export const isRefusal = (cell: string): boolean => cell !== 'ok' && !isHolderFailure(cell) && !isSkipped(cell);

/** Whether `outcome` is what `expected` names: an outcome (`bind:EADDRINUSE`), `ok`, or a bare errno of any call. */
export const outcomeMatches = (outcome: string, expected: string): boolean =>
  outcome === expected ||
  (!expected.includes(':') && outcomeErrno(outcome) === expected && !isSkipped(outcome) && !isHolderFailure(outcome));

import { type Call, OK, type OutcomePattern, refused } from '../model/outcome.ts';
import { ok, problem, type Result } from '../model/result.ts';
import { ERRNO_NAMES } from './errno-names.ts';
import { nearest } from './nearest.ts';
import { quoted, readWord } from './values.ts';

const CALLS: readonly Call[] = ['socket', 'setsockopt', 'bind', 'listen', 'connect', 'accept'];

/** Where two names have one number, the one that this program uses (errno(3)). */
const CANONICAL = new Map([
  ['EWOULDBLOCK', 'EAGAIN'],
  ['ENOTSUP', 'EOPNOTSUPP'],
]);

const ERRNO: readonly string[] = ERRNO_NAMES.filter((name) => !CANONICAL.has(name));

/** What the JSON Schema offers for one outcome of a step or a service, by its words and any errno; a misspelt one is none. */
export const outcomeEnum = (words: readonly string[]): readonly string[] => [...words, ...ERRNO];

/** The same of an expectation, where an errno may have its call before it. */
export const patternForms = (): readonly Readonly<Record<string, unknown>>[] => [
  { enum: [...outcomeEnum(['ok']), ...USUAL] },
  { type: 'string', pattern: `^(${CALLS.join('|')}):(${ERRNO.join('|')})$` },
];

/** Completed as they are: the refusals that are met most. */
const USUAL = ['bind:EADDRINUSE', 'bind:EACCES', 'bind:EADDRNOTAVAIL', 'listen:EADDRINUSE'];

/** Reads `ok` or a bare errno name. */
export function readErrno(value: unknown): Result<string> {
  if (typeof value !== 'string')
    return problem(`${quoted(value)} is not an outcome`, 'write ok or an errno name such as EADDRINUSE');
  if (value === 'ok' || ERRNO.includes(value)) return ok(value);
  const canonical = CANONICAL.get(value);
  if (canonical !== undefined) return problem(`"${value}" is another name of ${canonical}`, `write ${canonical}`);
  const near = nearest(value, [...ERRNO, 'ok']);
  return problem(
    `"${value}" is not an errno name`,
    near === undefined ? 'write ok or a name such as EADDRINUSE' : `did you mean ${near}?`,
  );
}

/** Reads what an expectation accepts: `ok`, `bind:EADDRINUSE`, or a bare errno of any call. */
export function readPattern(value: unknown): Result<OutcomePattern> {
  if (typeof value !== 'string' || !value.includes(':')) {
    const bare = readErrno(value);
    return bare.ok ? ok(bare.value === 'ok' ? OK : { kind: 'refused', errno: bare.value }) : bare;
  }
  const colon = value.indexOf(':');
  const call = readWord('a call', CALLS)(value.slice(0, colon));
  const errno = readErrno(value.slice(colon + 1));
  if (!call.ok) return problem(`"${value}": ${call.error.message}`, call.error.hint);
  if (!errno.ok) return problem(`"${value}": ${errno.error.message}`, errno.error.hint);
  return errno.value === 'ok'
    ? problem(`"${value}" is not an outcome`, 'write ok by itself')
    : ok(refused(call.value, errno.value));
}

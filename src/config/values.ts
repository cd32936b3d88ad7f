import { constants } from 'node:os';
import type { Family, Protocol } from '../model/address.ts';
import type { Where } from '../model/experiment.ts';
import { REUSE, type ReusePair } from '../model/options.ts';
import { type Call, OK, type OutcomePattern, refused } from '../model/outcome.ts';
import { ok, problem, type Result } from '../model/result.ts';
import { parseInterfaceGlob, parseSelector, splitExcept } from '../model/selector.ts';
import { nearest } from './nearest.ts';

/** Reads one value: of YAML, so of any type, or of a flag, so text. Flags and file share these: valid is defined once. */
export type Reader<T> = (value: unknown) => Result<T>;

export const PROTOCOLS: readonly Protocol[] = ['tcp', 'udp'];
export const FAMILIES: readonly Family[] = ['inet', 'inet6'];
export const WHERES: readonly Where[] = ['host', 'sandbox'];
const CALLS: readonly Call[] = ['socket', 'setsockopt', 'bind', 'listen', 'connect', 'accept'];

export const LOWEST_PORT = 1;
export const HIGHEST_PORT = 65535;
const PORT_HINT = `write a number from ${LOWEST_PORT} to ${HIGHEST_PORT}`;

/** A value as a message quotes it. */
export function quoted(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? `"${value}"` : String(value);
}

/** A port that can be shared: 1 to 65535, a number. */
export function readPort(value: unknown): Result<number> {
  if (typeof value === 'string' && /^\d+$/.test(value))
    return problem(`"${value}" is text, not a port`, 'write it without quotes');
  if (typeof value !== 'number' || !Number.isInteger(value))
    return problem(`${quoted(value)} is not a port`, PORT_HINT);
  if (value === 0) return problem('port 0 cannot be shared: the kernel chooses another each time', PORT_HINT);
  return value < LOWEST_PORT || value > HIGHEST_PORT ? problem(`port ${value} is out of range`, PORT_HINT) : ok(value);
}

/** The same, of a flag's text: decimal, no sign and no leading zero. */
export const parsePort: Reader<number> = (text) => {
  if (typeof text === 'string' && /^(0|[1-9]\d*)$/.test(text)) return readPort(Number(text));
  return problem(`${quoted(text)} is not a port`, PORT_HINT);
};

/** One of a few words; `noun` is what they are called. */
export const readWord =
  <T extends string>(noun: string, words: readonly T[]): Reader<T> =>
  (value) => {
    const found = words.find((word) => word === value);
    if (found !== undefined) return ok(found);
    const near = typeof value === 'string' ? nearest(value, words) : undefined;
    return problem(
      `${quoted(value)} is not ${noun}`,
      near === undefined ? `write ${alternatives(words)}` : `did you mean ${near}?`,
    );
  };

const alternatives = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `one of ${words.join(', ')}`;

export const readReuse = readWord('a choice of reuse', REUSE);

/** A flag's text: `addr` for all sockets, `none/addr` for the holder and the newcomer. */
export function parseReusePair(text: unknown): Result<ReusePair> {
  const [first, second, ...more] = String(text).split('/');
  const holder = readReuse(first);
  const newcomer = second === undefined ? holder : readReuse(second);
  if (more.length > 0)
    return problem(`${quoted(text)} is not a choice of reuse`, 'write one, or HOLDER/NEWCOMER such as none/addr');
  if (!holder.ok) return holder;
  return newcomer.ok ? ok({ holder: holder.value, newcomer: newcomer.value }) : newcomer;
}

/** `eth*`, `!docker0`: as written. */
export function readInterface(value: unknown): Result<string> {
  if (typeof value !== 'string')
    return problem(`${quoted(value)} is not an interface name`, 'write a name or a glob, such as eth0 or docker*');
  const glob = parseInterfaceGlob(splitExcept(value).text);
  return glob.ok ? ok(value) : glob;
}

/** An address, CIDR, glob or selector, as written. YAML reads `192.168` as a number: it is refused as an address. */
export function readSelector(value: unknown): Result<string> {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string')
    return problem(`${quoted(value)} is not an address`, 'write an address, a CIDR or a selector such as any4');
  if (text.startsWith('!'))
    return problem(`"${text}" takes away, but there is nothing to take it from`, 'write it without "!"');
  const selector = parseSelector(text);
  return selector.ok ? ok(text) : selector;
}

/** The same in a list, where `!` takes away. */
export function readAddress(value: unknown): Result<string> {
  if (typeof value !== 'string' || !value.startsWith('!')) return readSelector(value);
  const rest = readSelector(value.slice(1));
  return rest.ok ? ok(value) : rest;
}

/** Two names of one number: the one that this program uses (errno(3)). */
const CANONICAL = new Map([
  ['EWOULDBLOCK', 'EAGAIN'],
  ['ENOTSUP', 'EOPNOTSUPP'],
]);

/** Names of asm-generic/errno.h that node:os leaves out. */
const MORE_ERRNO = ['ESOCKTNOSUPPORT', 'EPFNOSUPPORT', 'ESHUTDOWN', 'EHOSTDOWN', 'ENONET'];

const ERRNO: readonly string[] = [...Object.keys(constants.errno), ...MORE_ERRNO].filter(
  (name) => !CANONICAL.has(name),
);

/** `ok` or a bare errno name. */
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

/** What an expectation accepts: `ok`, `bind:EADDRINUSE`, or a bare errno of any call. */
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

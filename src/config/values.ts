import type { Family, Protocol } from '../model/address.ts';
import { AXES } from '../model/axes.ts';
import type { Where } from '../model/experiment.ts';
import { REUSE } from '../model/options.ts';
import { ok, problem, type Result } from '../model/result.ts';
import { nearest } from './nearest.ts';

/**
 * Reads one value: from YAML, where it has any type, or from a flag, where it is text. Flags and files share the
 * readers.
 */
export type Reader<T> = (value: unknown) => Result<T>;

export const PROTOCOLS: readonly Protocol[] = ['tcp', 'udp'];
export const FAMILIES: readonly Family[] = ['inet', 'inet6'];
export const WHERES: readonly Where[] = ['host', 'sandbox'];

export const LOWEST_PORT = 1;
export const HIGHEST_PORT = 65535;
const PORT_HINT = `write a number from ${LOWEST_PORT} to ${HIGHEST_PORT}`;

/** Quotes a value for a message. */
export function quoted(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? `"${value}"` : String(value);
}

/** Reads a port that can be shared: a number from 1 to 65535. */
export function readPort(value: unknown): Result<number> {
  if (typeof value === 'string' && /^\d+$/.test(value))
    return problem(`"${value}" is text, not a port`, 'write it without quotes');
  if (typeof value !== 'number' || !Number.isInteger(value))
    return problem(`${quoted(value)} is not a port`, PORT_HINT);
  if (value === 0) return problem('port 0 cannot be shared: the kernel chooses another each time', PORT_HINT);
  return value < LOWEST_PORT || value > HIGHEST_PORT ? problem(`port ${value} is out of range`, PORT_HINT) : ok(value);
}

/** Reads a port from the text of a flag: decimal, without a sign or leading zeros. */
export const parsePort: Reader<number> = (text) => {
  if (typeof text === 'string' && /^(0|[1-9]\d*)$/.test(text)) return readPort(Number(text));
  return problem(`${quoted(text)} is not a port`, PORT_HINT);
};

/** A seed is an unsigned 32-bit number. */
export const HIGHEST_SEED = 0xffff_ffff;
const SEED_HINT = `write a whole number from 0 to ${HIGHEST_SEED}`;

/** Reads what a sample is drawn from. */
export const readSeed: Reader<number> = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= HIGHEST_SEED
    ? ok(value)
    : problem(`${quoted(value)} is not a seed`, SEED_HINT);

/** Reads a seed from the text of a flag. */
export const parseSeed: Reader<number> = (text) =>
  readSeed(typeof text === 'string' && /^(0|[1-9]\d*)$/.test(text) ? Number(text) : text);

/** Reads one of a few words; `noun` is what a message calls them. */
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

/** Reads the reuse options of one socket. */
export const readReuse = readWord(AXES.reuse.noun, REUSE);

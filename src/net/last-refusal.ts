import { errnoName } from '../libc/errno.ts';
import { errno } from '../libc/library.ts';
import { type Call, type Refused, refused } from '../model/outcome.ts';

/** By call, then by errno number: a refusal that has occurred before costs no allocation. */
const KNOWN: Partial<Record<Call, (Refused | undefined)[]>> = {};

/** The outcome of a call that has just failed, by errno(3). Call it before any other call changes errno. */
export function lastRefusal(call: Call): Refused {
  const number = errno();
  KNOWN[call] ??= [];
  const known = KNOWN[call];
  known[number] ??= refused(call, errnoName(number));
  return known[number];
}

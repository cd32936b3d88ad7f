import { errnoName } from '../libc/errno.ts';
import { errno } from '../libc/library.ts';
import { type Call, type Refused, refused } from '../model/outcome.ts';

/** By call, then by errno: nothing is built for a refusal that was seen before, as most of a million are. */
const KNOWN: Partial<Record<Call, (Refused | undefined)[]>> = {};

/** The outcome of a call that has just failed, by errno(3): to be asked for before any other call. */
export function lastRefusal(call: Call): Refused {
  const number = errno();
  KNOWN[call] ??= [];
  const known = KNOWN[call];
  known[number] ??= refused(call, errnoName(number));
  return known[number];
}

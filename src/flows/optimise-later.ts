import { setFlagsFromString } from 'node:v8';
import { EVERY_PAIR_UP_TO } from '../model/sample.ts';

/** How much of a function runs before V8 optimises it, in bytes of its code: --interrupt-budget, by the version of V8. */
const BUDGETS: Readonly<Record<string, number>> = { '11.3': 67584 };

/** So much later. */
const FACTOR = 10;

/**
 * Tells V8 to optimise later where there are so many addresses. A run of seconds has hundreds of functions that are warm
 * for a moment, and the compiler takes a quarter of its time; what is hot for longer is optimised all the same. Only in
 * versions of V8 where that is known; at the end it is as before, since V8 refuses code that was stored under other flags.
 */
export function optimiseLater(addresses: number): void {
  const budget = BUDGETS[process.versions.v8.split('.', 2).join('.')];
  if (addresses <= EVERY_PAIR_UP_TO || budget === undefined) return;
  setFlagsFromString(`--interrupt-budget=${budget * FACTOR}`);
  process.prependOnceListener('exit', () => setFlagsFromString(`--interrupt-budget=${budget}`));
}

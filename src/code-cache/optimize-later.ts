import { setFlagsFromString } from 'node:v8';

/**
 * How long a function waits for V8's optimizing compiler, by the major version of V8: that of Node 20 and of Node 22.
 * Later ones have a cheaper compiler in between, and gain nothing.
 */
export const FLAGS: Readonly<Record<string, { readonly later: string; readonly usual: string }>> = {
  11: { later: '--interrupt-budget=1000000', usual: '--interrupt-budget=67584' },
  12: { later: '--invocation-count-for-turbofan=30000', usual: '--invocation-count-for-turbofan=3000' },
};

const flags = FLAGS[process.versions.v8.split('.', 1)[0] ?? ''];
let isLater = false;

/**
 * Makes V8 optimize later, during a work of many steps. Its compiler runs in threads of its own, and takes a tenth of the
 * CPU time of a run that is over in seconds, which the faster code does not give back.
 */
export function optimizeLater(): void {
  if (flags === undefined || isLater) return;
  isLater = true;
  setFlagsFromString(flags.later);
}

/**
 * Undoes it, and tells whether there was something to undo. Compiled code that was stored is taken under the same flags
 * only, so no bundle is to be loaded before.
 */
export function optimizeAsUsual(): boolean {
  if (flags === undefined || !isLater) return false;
  isLater = false;
  setFlagsFromString(flags.usual);
  return true;
}

/** The long form of the tests was asked for: `npm run test:long` sets LONG=1. */
export const LONG = process.env.LONG === '1';

/** How often a random or exhaustive test repeats: `short` times in `npm test`, `long` times in `npm run test:long`. */
export const times = (short: number, long: number): number => (LONG ? long : short);

/** The long form of the tests was asked for: `npm run test:long` sets LONG=1. */
export const LONG = process.env.LONG === '1';

/** The attacks were asked for in full: `npm run test:hostile` sets HOSTILE=1. */
const HOSTILE = process.env.HOSTILE === '1';

/**
 * How often a random or exhaustive test repeats: `short` times in `npm test`, `long` times in `npm run test:long`, `full`
 * times in `npm run test:hostile`.
 */
export function times(short: number, long: number, full = long): number {
  if (HOSTILE) return full;
  return LONG ? long : short;
}

/** Shows what an attack came to, where the attacks were asked for in full. */
export function showFigures(name: string, figures: object): void {
  if (HOSTILE) console.log(`${name}: ${JSON.stringify(figures)}`);
}

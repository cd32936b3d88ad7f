import { appendFileSync } from 'node:fs';

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

/**
 * Notes what an attack came to, for the table at the end of the attacks in full (figures-reporter.ts): what was tried, and
 * what must be 0.
 */
export function showFigures(
  attack: string,
  tried: Readonly<Record<string, number>>,
  faults: Readonly<Record<string, number>>,
): void {
  const file = process.env.FIGURES;
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ attack, tried, faults } satisfies Figures)}\n`);
}

/** A line of the file of figures. */
export interface Figures {
  readonly attack: string;
  readonly tried: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
}

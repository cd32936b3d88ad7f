import type { Status, Summary } from '../model/report.ts';

/** The exit codes: 78 is EX_CONFIG of sysexits(3). */
export const EXIT = { done: 0, unmet: 1, usage: 2, unknown: 3, config: 78 } as const;

/** A signal that ends the program gives 128 + its number, as a shell would say it. */
export const signalled = (number: number): number => 128 + number;

/** 1 beats 3 beats 0: a broken expectation is certain even where another could not be tried. */
export function verdictExit({ expectations, trials }: Pick<Summary, 'expectations' | 'trials'>): number {
  const some = (status: Status): boolean => expectations[status] + trials[status] > 0;
  if (some('unmet')) return EXIT.unmet;
  return some('inconclusive') ? EXIT.unknown : EXIT.done;
}

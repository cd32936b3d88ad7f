import type { Status, Summary } from '../model/report.ts';

/** The exit codes: 78 is EX_CONFIG of sysexits(3). */
export const EXIT = { done: 0, unmet: 1, usage: 2, unknown: 3, config: 78 } as const;

/** A signal that ends the program gives 128 + its number, as a shell would say it. */
export const signalled = (number: number): number => 128 + number;

type Verdicts = Pick<Summary, 'expectations' | 'trials' | 'exhausted'>;

/** 1 beats 3 beats 0: a broken expectation is certain even where another could not be tried. */
export function verdictExit({ expectations, trials, exhausted }: Verdicts): number {
  const some = (status: Status): boolean => expectations[status] + trials[status] > 0;
  if (some('unmet')) return EXIT.unmet;
  return some('inconclusive') || exhausted !== undefined ? EXIT.unknown : EXIT.done;
}

/** What helps, by errno: socket(2), ip(7). */
const RAISE: Readonly<Record<string, string>> = {
  EMFILE: 'raise the limit of open files of this process (ulimit -n)',
  ENFILE: 'raise the limit of open files of this system (sysctl fs.file-max)',
  ENOMEM: 'free memory, or raise the memory limit of this process or its cgroup',
  ENOBUFS: 'free memory, or raise the memory limit of this process or its cgroup',
};

/** What could not be found out for lack of a resource, and what to raise; undefined where nothing ran out. */
export function exhaustion({ exhausted }: Pick<Summary, 'exhausted'>): string | undefined {
  if (exhausted === undefined) return undefined;
  const found = Object.entries(exhausted).map(([errno, n]) => `${n} with ${errno}: ${RAISE[errno]}`);
  return `some outcomes could not be found out, ${found.join('; ')}`;
}

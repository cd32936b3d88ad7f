import type { FlowProblem } from '../../model/flow-problem.ts';
import type { Status, Summary } from '../../model/report.ts';
import type { WhyAnswer } from '../../model/why.ts';

/** The exit codes: 78 is EX_CONFIG of sysexits(3). */
export const EXIT = { done: 0, unmet: 1, usage: 2, unknown: 3, config: 78 } as const;

/** A signal that ends the program gives 128 + its number, as a shell reports it. */
export const signalled = (number: number): number => 128 + number;

/** Of a report: 1 beats 3 beats 0, since a broken expectation is certain even where another could not be tried. */
export function verdictExit({
  expectations,
  trials,
  services,
  exhausted,
}: Pick<Summary, 'expectations' | 'trials' | 'services' | 'exhausted'>): number {
  const some = (status: Status): boolean => expectations[status] + trials[status] + (services?.[status] ?? 0) > 0;
  if (some('unmet')) return EXIT.unmet;
  return some('inconclusive') || exhausted !== undefined ? EXIT.unknown : EXIT.done;
}

/** Of `why`: whether all the listeners that were asked about would bind. */
export function answersExit(answers: readonly Pick<WhyAnswer, 'outcome' | 'trial'>[]): number {
  const codes = answers.map(answerExit);
  if (codes.includes(EXIT.unmet)) return EXIT.unmet;
  return codes.includes(EXIT.unknown) ? EXIT.unknown : EXIT.done;
}

/** Of one of them. */
function answerExit({ outcome, trial }: Pick<WhyAnswer, 'outcome' | 'trial'>): number {
  if (outcome.kind === 'ok') return trial?.elsewhere === undefined ? EXIT.done : EXIT.unmet;
  return outcome.kind === 'unknown' ? EXIT.unknown : EXIT.unmet;
}

/** Of two snapshots: a change is certain, even where something else could be seen on one side only. */
export const driftExit = ({
  changes,
  flips,
  unknown,
}: {
  readonly changes: number;
  readonly flips: number;
  readonly unknown: number;
}): number => (changes + flips > 0 ? EXIT.unmet : unknown > 0 ? EXIT.unknown : EXIT.done);

/** Of a question without an answer; `signal` is the number of the signal that interrupted it. */
export function problemExit(problem: FlowProblem, signal: number | undefined): number {
  switch (problem.kind) {
    case 'interrupted':
      return signalled(signal ?? 0);
    case 'cannot':
      return EXIT.unknown;
    case 'input':
      return problem.problems.some(({ source }) => 'flag' in source) ? EXIT.usage : EXIT.config;
  }
}

import { describe, expect, test } from 'vitest';
import { answersExit, problemExit, verdictExit } from '../../src/commands/terminal/exit-codes.ts';
import type { FlowProblem } from '../../src/model/flow-problem.ts';
import { OK, type Outcome, refused, UNKNOWN } from '../../src/model/outcome.ts';
import type { Status } from '../../src/model/report.ts';

const counts = (...statuses: Status[]): Record<Status, number> => {
  const zero = { met: 0, unmet: 0, inconclusive: 0, skipped: 0 };
  for (const status of statuses) zero[status]++;
  return zero;
};

describe('verdictExit', () => {
  const exhausted = { EMFILE: 1 };

  test.each<[string, number, Parameters<typeof verdictExit>[0]]>([
    ['nothing is expected', 0, { expectations: counts(), trials: counts() }],
    ['all is met or skipped', 0, { expectations: counts('met', 'skipped'), trials: counts('met', 'skipped') }],
    ['an expectation is unmet', 1, { expectations: counts('met', 'unmet'), trials: counts() }],
    ['a trial is unmet', 1, { expectations: counts(), trials: counts('unmet') }],
    ['a trial is inconclusive', 3, { expectations: counts('met'), trials: counts('inconclusive') }],
    ['one is unmet and another inconclusive', 1, { expectations: counts('inconclusive'), trials: counts('unmet') }],
    ['a resource ran out', 3, { expectations: counts('met'), trials: counts(), exhausted }],
    ['a resource ran out and one is unmet', 1, { expectations: counts('unmet'), trials: counts(), exhausted }],
  ])('where %s: %i', (_when, code, summary) => expect(verdictExit(summary)).toBe(code));
});

test('answersExit gives 0 where the listeners would bind, 1 where one would not, 3 where that is unknown', () => {
  const exit = (...outcomes: readonly Outcome[]): number =>
    answersExit(outcomes.map((outcome) => ({ outcome, trial: null })));
  expect([OK, refused('bind', 'EADDRINUSE'), UNKNOWN].map((one) => exit(one))).toEqual([0, 1, 3]);
  expect(exit(OK, refused('bind', 'EACCES'), UNKNOWN)).toBe(1);
  expect(exit(OK, UNKNOWN)).toBe(3);
});

describe('problemExit', () => {
  const flag = { message: 'm', source: { flag: '--address' } };
  const file = { message: 'm', source: { file: 'f.yaml', line: 1, column: 1 } };

  test.each<[string, number, FlowProblem]>([
    ['a flag does not fit the host', 2, { kind: 'input', problems: [flag] }],
    ['a file does not fit the host', 78, { kind: 'input', problems: [file] }],
    ['a flag and a file do not', 2, { kind: 'input', problems: [file, flag] }],
    ['it cannot be found out', 3, { kind: 'cannot', problem: { message: 'm' } }],
    ['SIGTERM interrupted it', 143, { kind: 'interrupted' }],
  ])('where %s: %i', (_when, code, problem) => expect(problemExit(problem, 15)).toBe(code));
});

import { expect, test } from 'vitest';
import { exhaustionProblems, outOfFiles } from '../../src/commands/terminal/exhaustion.ts';

test('exhaustionProblems gives none where no resource ran out', () => expect(exhaustionProblems({})).toEqual([]));

test.each([
  ['EMFILE', 4, '4 outcomes unknown: out of file descriptors (EMFILE)', /ulimit -n/],
  ['ENFILE', 1, '1 outcome unknown: too many open files in the system (ENFILE)', /fs\.file-max/],
  ['ENOMEM', 2, '2 outcomes unknown: out of memory (ENOMEM)', /memory limit/],
  ['ENOBUFS', 2, '2 outcomes unknown: out of buffer space (ENOBUFS)', /memory limit/],
])('exhaustionProblems of %s says how many outcomes are unknown, and what to raise', (errno, n, message, hint) => {
  expect(exhaustionProblems({ exhausted: { [errno]: n } })).toEqual([{ message, hint: expect.stringMatching(hint) }]);
});

test('exhaustionProblems gives one problem for each resource that ran out', () => {
  expect(exhaustionProblems({ exhausted: { EMFILE: 1, ENOMEM: 1 } })).toHaveLength(2);
});

test('outOfFiles knows the errors of a program without descriptors, and no others', () => {
  const errorOf = (code: string) => Object.assign(new Error(code), { code, syscall: 'open' });
  expect(outOfFiles(errorOf('EMFILE'))?.message).toBe('open: out of file descriptors (EMFILE)');
  expect(outOfFiles(errorOf('ENOENT'))).toBeUndefined();
});

import { expect } from 'vitest';
import { formatAddress } from '../../src/model/address.ts';
import { gridAt } from '../../src/model/grid.ts';
import { formatOutcome } from '../../src/model/outcome.ts';
import { type Answer, ask } from '../../src/site-program/ask.ts';
import type { Question } from '../../src/site-program/question.ts';

/** What follows `npx bindmatrix run`, word by word. */
export const wordsOf = (parts: readonly string[]): string[] => parts.join(' ').split(' ').slice(3);

interface Shown {
  readonly addresses: readonly string[];
  readonly cells: readonly (readonly string[])[];
  readonly rules: readonly (readonly string[])[];
}

/** The matrix of an answer as the JSON report has one. */
export function shown({ matrix }: Answer): Shown {
  const { addresses, cells, rules } = matrix;
  const table = (text: (i: number, j: number) => string) =>
    addresses.map((_, i) => addresses.map((__, j) => text(i, j)));
  return {
    addresses: addresses.map(formatAddress),
    cells: table((i, j) => formatOutcome(gridAt(cells, i, j) ?? { kind: 'unknown' })),
    rules: table((i, j) => gridAt(rules, i, j) ?? ''),
  };
}

/** The one matrix of a JSON report. */
export function inReport(stdout: string): Shown {
  const { matrices } = JSON.parse(stdout);
  expect(matrices.length).toBe(1);
  const { addresses, cells, rules } = matrices[0];
  return { addresses, cells, rules };
}

/** The answer to a question that can be asked. */
export function answered(question: Question): Answer {
  const answer = ask(question);
  if (!answer.ok) throw new Error(answer.error.map(({ message }) => message).join('; '));
  return answer.value;
}

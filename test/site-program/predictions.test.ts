import { describe, expect, test } from 'vitest';
import { gridAt } from '../../src/model/grid.ts';
import { formatAddress } from '../../src/model/address.ts';
import { formatOutcome } from '../../src/model/outcome.ts';
import { type Answer, ask } from '../../src/site-program/ask.ts';
import { commandsFor } from '../../src/site-program/command.ts';
import type { Question } from '../../src/site-program/question.ts';
import { call } from '../commands/call.ts';
import { runProgram } from '../setup/program.ts';
import { times } from '../setup/long.ts';
import { predictedQuestions, triedQuestions } from './questions.ts';

const words = (parts: readonly string[]): string[] => parts.join(' ').split(' ').slice(3);

/** The matrix of an answer as the JSON report has one. */
function shown({ matrix }: Answer): { addresses: string[]; cells: string[][]; rules: string[][] } {
  const rows = matrix.addresses.map((_, i) => matrix.addresses.map((__, j) => [i, j] as const));
  return {
    addresses: matrix.addresses.map(formatAddress),
    cells: rows.map((row) => row.map(([i, j]) => formatOutcome(gridAt(matrix.cells, i, j)!))),
    rules: rows.map((row) => row.map(([i, j]) => gridAt(matrix.rules, i, j)!)),
  };
}

const inReport = (stdout: string) => {
  const { matrices } = JSON.parse(stdout);
  expect(matrices.length).toBe(1);
  const { addresses, cells, rules } = matrices[0];
  return { addresses, cells, rules };
};

function answered(question: Question): Answer {
  const answer = ask(question);
  if (!answer.ok) throw new Error(answer.error.map(({ message }) => message).join('; '));
  return answer.value;
}

const answerable = (all: readonly Question[]): Question[] => all.filter((question) => ask(question).ok);

describe('the page and run --predict', () => {
  const questions = predictedQuestions(14, 120);

  test('say the same of every drawn question: matrix and rules, or that it is wrong', async () => {
    let right = 0;
    for (const question of questions) {
      const args = [...words(commandsFor(question).predict), '--format', 'json'];
      const { stdout, code } = await call(['run', ...args]);
      const answer = ask(question);
      expect(answer.ok, args.join(' ')).toBe(code === 0);
      if (!answer.ok) continue;
      expect(shown(answer.value), args.join(' ')).toEqual(inReport(stdout));
      right++;
    }
    expect(right).toBeGreaterThan(60);
  });
});

describe('what the page prints to try a question for real', () => {
  const questions = answerable(triedQuestions(7, 60)).slice(0, times(4, 40));

  test('runs as it is printed, and the kernel does what the page shows', async () => {
    expect(questions.length).toBe(times(4, 40));
    for (const question of questions) {
      const { attempt, file } = commandsFor(question);
      const real = await runProgram(['run', ...words(attempt!), '--show', 'matrix', '--format', 'json']);
      expect({ code: real.code, stderr: real.stderr }).toEqual({ code: 0, stderr: '' });
      const expected = shown(answered(question));
      const observed = inReport(real.stdout);
      expect(observed.addresses).toEqual(expected.addresses);
      expect(observed.cells, attempt!.join(' ')).toEqual(expected.cells);
      const written = await runProgram(['run', '--config', '-', '--show', 'matrix', '--format', 'json'], {
        input: `${file!.join('\n')}\n`,
      });
      expect(inReport(written.stdout).cells).toEqual(observed.cells);
    }
  });
});

import { expect, test } from 'vitest';
import { ask } from '../../src/site-program/ask.ts';
import { commandsFor } from '../../src/site-program/command.ts';
import { runProgram } from '../setup/program.ts';
import { answered, inReport, shown, wordsOf } from './answers.ts';
import { triedQuestions } from './questions.ts';

const QUESTIONS = 40;

const questions = triedQuestions(7, 2 * QUESTIONS)
  .filter((question) => ask(question).ok)
  .slice(0, QUESTIONS);

const tried = ['--show', 'matrix', '--format', 'json'];

test('the command and the file that the page prints run as printed, and the kernel does what it shows', async () => {
  expect(questions.length).toBe(QUESTIONS);
  for (const question of questions) {
    const { attempt = [], file = [] } = commandsFor(question);
    const expected = shown(answered(question));
    const typed = await runProgram(['run', ...wordsOf(attempt), ...tried]);
    expect({ code: typed.code, stderr: typed.stderr }, attempt.join(' ')).toEqual({ code: 0, stderr: '' });
    expect(inReport(typed.stdout), attempt.join(' ')).toEqual(expected);
    const kept = await runProgram(['run', '--config', '-', ...tried], { input: `${file.join('\n')}\n` });
    expect({ code: kept.code, stderr: kept.stderr }, file.join('\n')).toEqual({ code: 0, stderr: '' });
    expect(inReport(kept.stdout), file.join('\n')).toEqual(expected);
  }
});

import { expect, test } from 'vitest';
import { ask } from '../../src/site-program/ask.ts';
import { commandsFor } from '../../src/site-program/command.ts';
import { hashOf, listTyped, readHash } from '../../src/site-program/question.ts';
import { call } from '../commands/call.ts';
import { times } from '../setup/long.ts';
import { inReport, shown, wordsOf } from './answers.ts';
import { predictedQuestions } from './questions.ts';

const questions = predictedQuestions(14, times(24, 400));

test('the page and run --predict say the same of every drawn question: matrix and rules, or that it is wrong', async () => {
  let right = 0;
  for (const question of questions) {
    const args = wordsOf(commandsFor(question).predict);
    const { stdout, code } = await call(['run', ...args, '--show', 'matrix', '--format', 'json']);
    const answer = ask(question);
    expect(answer.ok, args.join(' ')).toBe(code === 0);
    if (!answer.ok) continue;
    expect(shown(answer.value), args.join(' ')).toEqual(inReport(stdout));
    right++;
  }
  expect(right).toBeGreaterThan(questions.length / 2);
});

test('a question is the same after it has been a link', () => {
  for (const question of questions) {
    expect(readHash(`#${hashOf({ question })}`)).toEqual({ question });
    const chosen = { holder: 'fe80::1%eth0', newcomer: '0.0.0.0' };
    expect(readHash(`#${hashOf({ question, chosen })}`)).toEqual({ question, chosen });
  }
  expect(readHash('#two-commands')).toBeUndefined();
  expect(readHash('#reuse=addr%2Bport')?.question.reuse).toBe('addr+port');
  expect(readHash('#reuse=addr+port')?.question.reuse).toBe('addr+port');
});

test('addresses may be typed in lines, with blanks or with commas', () => {
  expect(listTyped(' 10.0.0.1,\n::1\t10.0.0.2 ;127.0.0.1\n')).toBe('10.0.0.1,::1,10.0.0.2,127.0.0.1');
});

test.each([
  [{ address: '' }, '--address: write at least one address'],
  [{ address: 'each-ipv4' }, '--address: "each-ipv4" chooses among the addresses of a host, and this page knows none'],
  [
    { address: '10.0.0.0/8' },
    '--address: "10.0.0.0/8" chooses among the addresses of a host, and this page knows none',
  ],
  [{ address: '192.168.101' }, '--address: "192.168.101" is not an IP address'],
  [{ address: Array.from({ length: 41 }, (_, i) => `10.0.0.${i}`).join(',') }, '--address: this page shows 40 at most'],
  [{ port: '80,81' }, '--port: this page shows one at a time'],
  [{ port: '' }, '--port: a value is missing'],
  [{ predict: 'linux@4.1' }, '--predict: "linux@4.1": unknown version "4.1"'],
  [{ uid: 'root' }, '--uid: "root" is not a user id'],
])('%o is refused', (wrong, message) => {
  const [first] = predictedQuestions(1, 1);
  const answer = ask({
    ...first!,
    predict: 'linux',
    device: 'none',
    address: '127.0.0.1',
    port: '80',
    uid: 'own',
    ...wrong,
  });
  expect(answer.ok ? [] : answer.error.map((one) => one.message)).toEqual([message]);
});

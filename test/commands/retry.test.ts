import { describe, expect, test, vi } from 'vitest';
import { readRetry, retried } from '../../src/commands/terminal/retry.ts';
import type { FlowProblem } from '../../src/model/flow-problem.ts';
import type { Report } from '../../src/model/report.ts';
import type { Result } from '../../src/model/result.ts';
import { reportOf } from '../report/fixtures/report-of.ts';
import { TRIALS } from '../report/fixtures/trials.ts';
import { call } from './call.ts';

const met: Result<Report, FlowProblem> = { ok: true, value: reportOf({ show: [], trials: TRIALS.slice(1, 2) }) };
const unmet: Result<Report, FlowProblem> = { ok: true, value: reportOf({ show: [], trials: TRIALS.slice(0, 1) }) };
const cannot: Result<Report, FlowProblem> = { ok: false, error: { kind: 'cannot', problem: { message: 'a change' } } };

/** Tries what gives one answer after the other, the last one again and again; gives the attempts and what stderr said. */
async function tries(answers: readonly Result<Report, FlowProblem>[], timeout: number, signal = AbortSignal.any([])) {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  let attempts = 0;
  const answer = await retried({ timeout, every: 1 }, signal, (attempt) => {
    attempts = attempt;
    return answers[Math.min(attempt, answers.length) - 1] ?? unmet;
  });
  const said = stderr.mock.calls.map(([text]) => String(text));
  stderr.mockRestore();
  return { answer, attempts, said };
}

describe('attempts', () => {
  test('go on while something is unmet or could not be done, and end when all is met', async () => {
    const { answer, attempts, said } = await tries([unmet, cannot, met], 600_000);
    expect([answer, attempts]).toEqual([met, 3]);
    expect(said).toEqual([
      'attempt 1: 1 unmet, 0 inconclusive; next in 0.001 s\n',
      'attempt 2: a change; next in 0.001 s\n',
    ]);
  });

  test('end when the time is over, with the last answer', async () => {
    const { answer, attempts } = await tries([unmet], 0.5);
    expect([answer, attempts]).toEqual([unmet, 1]);
  });

  test('end with a signal', async () => {
    const end = new AbortController();
    const trying = tries([unmet], 600_000, end.signal);
    end.abort();
    expect((await trying).attempts).toBeLessThan(3);
  });
});

describe('the flags of retries', () => {
  test.each([
    ['30', undefined, { timeout: 30_000, every: 1000 }],
    ['5m', '0.5s', { timeout: 300_000, every: 500 }],
  ])('--retry-timeout %s --retry-every %s', (timeout, every, value) => {
    expect(readRetry({ 'retry-timeout': timeout, 'retry-every': every })).toEqual({ ok: true, value });
  });

  test.each([['x'], ['-1'], ['0'], ['1h'], ['99999999']])('%s is no time', (timeout) => {
    expect(readRetry({ 'retry-timeout': timeout })).toMatchObject({ ok: false });
  });

  test('are wrong usage where they have no effect', async () => {
    expect(await call(['check', 'x.yaml', '--retry-every', '1'])).toMatchObject({ code: 2 });
    expect(await call(['check', 'x.yaml', '--predict', 'linux', '--retry-timeout', '1'])).toMatchObject({ code: 2 });
  });
});

describe('a call that asks for a plugin and cannot be read', () => {
  test.each([
    [['check', '--format', 'nagios'], 'check: no file is named'],
    [['check', '--format=nagios', '--nonsense'], 'unknown option --nonsense'],
    [['check', 'no-such-file', '--format', 'nagios'], 'no-such-file:1:1: no such file'],
    [['run', '--format', 'nagios', '--port', 'x'], '--port: '],
  ])('%j is UNKNOWN, in one line', async (args, text) => {
    const { code, stdout } = await call(args);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^BINDMATRIX UNKNOWN - [^\n]*\n$/);
    expect(stdout).toContain(text);
  });
});

test('--json is --format json, and not beside another format', async () => {
  expect(await call(['interfaces', '--json'])).toEqual(await call(['interfaces', '--format', 'json']));
  expect(await call(['interfaces', '--json', '--format', 'markdown'])).toMatchObject({ code: 2, stdout: '' });
});

test('metrics for the textfile collector have a name that it reads', async () => {
  const { code, stderr } = await call(['check', 'x.yaml', '--format', 'prometheus', '-o', '/tmp/bindmatrix.txt']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('the name must end in .prom')]);
});

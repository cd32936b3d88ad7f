import { expect, test } from 'vitest';
import { trialJudge } from '../../src/judge/trials.ts';
import { OK } from '../../src/model/outcome.ts';
import type { Step, Trial } from '../../src/model/trial.ts';
import type { TrialResult } from '../../src/model/trial-observation.ts';
import { companyFrom, withoutCompany } from '../../src/sandbox-program/company.ts';
import { HOST } from '../judge/services/cast.ts';

const bind = (port: number, expected = 'ok'): Step => ({
  op: 'bind',
  socket: 's',
  address: '0.0.0.0',
  port,
  expect: [expected],
});

const trial = (id: string, steps: readonly Step[], more: Partial<Trial> = {}): Trial => ({
  id,
  title: id,
  sandbox: { addresses: [], devices: [], sysctls: {} },
  steps,
  ...more,
});

const other = (more: object): Trial => trial('other', [bind(81)], more);
const connect: Step = { op: 'connect', socket: 'c', address: '127.0.0.1', port: 81, expect: ['ok'] };

test.each([
  ['ports of their own', [trial('a', [bind(80)]), other({})], 2],
  ['a port in common', [trial('a', [bind(81)]), other({})], 1],
  ['a port in common with the first of three', [trial('a', [bind(80)]), other({}), trial('c', [bind(80)])], 2],
  ['another layout', [trial('a', [bind(80)]), other({ sandbox: { addresses: [], devices: ['d'], sysctls: {} } })], 1],
  ['a port that the kernel chooses', [trial('a', [bind(0)]), other({})], 1],
  ['a port that is saved', [trial('a', [bind(80)]), trial('b', [{ ...bind(81), port: '$P' } as Step])], 1],
  ['a connection, which may stay behind', [trial('a', [bind(80)]), trial('b', [bind(81), connect])], 1],
  ['a first one that makes a connection', [trial('a', [bind(81), connect]), trial('b', [bind(82)])], 1],
  ['one for another platform', [trial('a', [bind(80)]), other({ platform: 'darwin' })], 1],
] as const)('of trials with %s so many may follow each other in one namespace', (_, trials, count) => {
  expect(companyFrom(trials, 0)).toBe(count);
});

const came = (outcome: 'ok' | 'EADDRINUSE'): TrialResult => ({
  layout: 0,
  observations: [{ outcome: outcome === 'ok' ? OK : { kind: 'refused', call: 'bind', errno: outcome } }],
});

/** The result that counts of a trial that came to the first beside others, and alone to the second; how often it was run alone. */
function counted(together: TrialResult, alone: TrialResult) {
  let again = 0;
  const result = withoutCompany(trial('a', [bind(80)]), together, () => {
    again += 1;
    return alone;
  });
  return { result, again };
}

test('a trial that came out in company as it expects is not run again', () => {
  expect(counted(came('ok'), came('EADDRINUSE'))).toEqual({ result: came('ok'), again: 0 });
});

test('a trial that came out in company otherwise than it expects counts as it comes out alone', () => {
  expect(counted(came('EADDRINUSE'), came('ok'))).toEqual({ result: came('ok'), again: 1 });
  expect(counted(came('EADDRINUSE'), came('EADDRINUSE'))).toEqual({ result: came('EADDRINUSE'), again: 1 });
});

test.each([
  ['could not be run', { status: 'inconclusive', reason: 'unshare: EPERM' }],
  ['was skipped', { status: 'skipped', reason: 'it needs root' }],
  ['has fewer observations than steps', { layout: 0, observations: [] }],
] as const)('a trial that %s in company is run alone', (_, result) => {
  expect(counted(result, came('ok'))).toEqual({ result: came('ok'), again: 1 });
});

test('the host that the first result of a layout brings is not lost where that trial is run alone', () => {
  const host = {} as never;
  expect(counted({ ...came('EADDRINUSE'), host }, came('ok')).result).toEqual({ ...came('ok'), host });
  const failed = { status: 'inconclusive', reason: 'unshare: ENOSPC' } as const;
  expect(counted({ ...came('EADDRINUSE'), host }, failed).result).toEqual({ ...failed, brought: { layout: 0, host } });
});

test('the trials of a layout are judged also where the one that brought the host could not be run again', () => {
  const judge = trialJudge();
  const first = judge(trial('a', [bind(80)]), {
    status: 'inconclusive',
    reason: 'unshare: ENOSPC',
    brought: { layout: 0, host: HOST },
  });
  expect(first).toMatchObject({ status: 'inconclusive', reason: 'unshare: ENOSPC', steps: [] });
  expect(first).not.toHaveProperty('brought');
  expect(judge(other({}), came('ok'))).toMatchObject({ status: 'met' });
});

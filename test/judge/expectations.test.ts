import { describe, expect, test } from 'vitest';
import { readPattern } from '../../src/config/outcome-values.ts';
import { judgeExpectation } from '../../src/judge/expectations.ts';
import { ANY, LOOPBACK, type Protocol } from '../../src/model/address.ts';
import type { ExpectationObservation, OutcomeCount } from '../../src/model/observation.ts';
import { OK, type OutcomePattern, refused } from '../../src/model/outcome.ts';
import { outcomeFrom } from '../model/outcome-text.ts';
import { combinationWith, sourced } from '../plan/host.ts';

const said = { predicted: OK, rule: 'linux.no-overlap', why: 'they share no address' };
const reasoner = { alone: () => said, pair: () => said };

const pairs = (outcome: string, count = 1): OutcomeCount => ({
  outcome: outcomeFrom(outcome),
  count,
  first: { holder: ANY.inet, address: LOOPBACK.inet },
});

const alone = (outcome: string): OutcomeCount => ({
  outcome: outcomeFrom(outcome),
  count: 1,
  first: { address: LOOPBACK.inet },
});

const patternFrom = (text: string): OutcomePattern => {
  const pattern = readPattern(text);
  if (!pattern.ok) throw new Error(pattern.error.message);
  return pattern.value;
};

const observation = (
  expected: string[],
  counts: OutcomeCount[],
  protocol: Protocol = 'tcp',
): ExpectationObservation => ({
  counts,
  plan: {
    expectation: {
      ...combinationWith({ protocol, port: 80, reuse: { holder: 'none', newcomer: 'addr+port' } }),
      id: 'expect-1',
      source: { file: 'hosts.yaml', line: 3, column: 5 },
      address: sourced('each-ipv4'),
      expect: expected.map(patternFrom),
      written: { address: 'each-ipv4' },
    },
    holders: [ANY.inet],
    addresses: [LOOPBACK.inet],
    caution: 'free',
  },
});

const TIMING = { started: '2026-11-26T03:40:46.123Z', seconds: 0.5 };

describe('the status of one expectation', () => {
  const cases: [string, string[], OutcomeCount[], string][] = [
    ['every pair came out as expected', ['ok'], [pairs('ok', 3)], 'met'],
    ['the expected call failed with the expected errno', ['bind:EADDRINUSE'], [pairs('bind:EADDRINUSE')], 'met'],
    ['a bare errno matches any call', ['EADDRINUSE'], [pairs('listen:EADDRINUSE')], 'met'],
    ['one of several acceptable outcomes', ['ok', 'EACCES'], [pairs('bind:EACCES')], 'met'],
    ['another call failed with the expected errno', ['bind:EADDRINUSE'], [pairs('listen:EADDRINUSE')], 'unmet'],
    ['some pairs did not', ['ok'], [pairs('ok', 5), pairs('bind:EADDRINUSE')], 'unmet'],
    ['the holder failed with the expected errno', ['EADDRINUSE'], [pairs('holder:bind:EADDRINUSE')], 'inconclusive'],
    ['no pair was tried', ['ok'], [pairs('skipped:held')], 'inconclusive'],
    ['a resource ran out', ['ok'], [pairs('socket:EMFILE')], 'inconclusive'],
    ['the rules cannot tell', ['ok'], [pairs('unknown')], 'inconclusive'],
    ['an unmet pair beats one that was not tried', ['ok'], [pairs('skipped:held'), pairs('bind:EADDRINUSE')], 'unmet'],
    ['a policy refused it, which the rules do not foresee', ['ok'], [pairs('bind:EACCES')], 'inconclusive'],
    [
      'a policy refused the call and another pair is unmet',
      ['ok'],
      [pairs('bind:EPERM'), pairs('bind:EADDRINUSE')],
      'unmet',
    ],
    ['no address fits', ['ok'], [], 'inconclusive'],
  ];
  test.each(cases)('where %s', (_name, expected, counts, status) =>
    expect(judgeExpectation(observation(expected, counts), reasoner).status).toBe(status),
  );
});

describe('the report on one expectation', () => {
  test('names the first pair that was unmet, and how many were', () => {
    const counts = [pairs('ok', 5), pairs('bind:EADDRINUSE', 2)];
    expect(judgeExpectation({ ...observation(['ok'], counts), ...TIMING }, reasoner)).toEqual({
      id: 'expect-1',
      source: { file: 'hosts.yaml', line: 3, column: 5 },
      ...TIMING,
      expectation: { address: 'each-ipv4' },
      observed: [OK, refused('bind', 'EADDRINUSE')],
      status: 'unmet',
      tried: 7,
      unmet: 2,
      example: { holder: ANY.inet, address: LOOPBACK.inet, observed: refused('bind', 'EADDRINUSE') },
      because: said,
    });
  });

  const reasons: [string, OutcomeCount[], string, Protocol?][] = [
    ['no address fits', [], 'no address of this host matches'],
    [
      'no pair was tried on a held port',
      [pairs('skipped:held')],
      'the port is in use by another process: no pair was tried',
    ],
    [
      'SO_REUSEPORT was not tried on a held TCP port',
      [alone('skipped:held')],
      'the port is in use by another process: SO_REUSEPORT was not tried',
    ],
    [
      'neither option was tried on a held UDP port',
      [alone('skipped:held')],
      'the port is in use by another process: SO_REUSEADDR and SO_REUSEPORT were not tried',
      'udp',
    ],
    ['the holder did not start', [pairs('holder:bind:EACCES')], 'the holder did not start: bind:EACCES'],
    ['descriptors ran out', [pairs('socket:EMFILE')], 'out of file descriptors (EMFILE)'],
    ['memory ran out for the holder', [pairs('holder:bind:ENOMEM')], 'out of memory (ENOMEM)'],
    ['the rules cannot tell', [pairs('unknown')], 'the rules cannot tell'],
  ];
  test.each(reasons)('says why it is inconclusive where %s', (_name, counts, reason, protocol) =>
    expect(judgeExpectation(observation(['ok'], counts, protocol), reasoner).reason).toBe(reason),
  );
});

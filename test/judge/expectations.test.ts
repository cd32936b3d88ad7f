import { describe, expect, test } from 'vitest';
import { judgeExpectation } from '../../src/judge/expectations.ts';
import { ANY, LOOPBACK } from '../../src/model/address.ts';
import type { ExpectationObservation, OutcomeCount } from '../../src/model/observation.ts';
import type { Cell } from '../../src/model/outcome.ts';
import { sourced } from '../plan/host.ts';

const said = { predicted: 'ok', rule: 'linux.no-overlap', why: 'they share no address' };
const reason = { alone: () => said, pair: () => said };

const tally = (cell: Cell, count = 1): OutcomeCount => ({
  cell,
  count,
  first: { holder: ANY.inet, address: LOOPBACK.inet },
});

const observation = (expected: string[], tallies: OutcomeCount[]): ExpectationObservation => ({
  tallies,
  plan: {
    expectation: {
      address: sourced('each-ipv4'),
      port: 80,
      protocol: 'tcp',
      reuse: { holder: 'addr', newcomer: 'addr' },
      v6only: 'system',
      sequence: 'listen-each',
      expect: expected,
      written: { address: 'each-ipv4' },
    },
    holders: [ANY.inet],
    addresses: [LOOPBACK.inet],
    caution: 'free',
  },
});

describe('one expectation against what was seen', () => {
  const cases: [string, string[], OutcomeCount[], string][] = [
    ['as expected', ['ok'], [tally('ok', 3)], 'met'],
    ['a call and errno', ['bind:EADDRINUSE'], [tally('bind:EADDRINUSE')], 'met'],
    ['a bare errno of any call', ['EADDRINUSE'], [tally('listen:EADDRINUSE')], 'met'],
    ['one of several', ['ok', 'EACCES'], [tally('bind:EACCES')], 'met'],
    ['another call', ['bind:EADDRINUSE'], [tally('listen:EADDRINUSE')], 'unmet'],
    ['some not', ['ok'], [tally('ok', 5), tally('bind:EADDRINUSE')], 'unmet'],
    ['the holder failed', ['EADDRINUSE'], [tally('holder:bind:EADDRINUSE')], 'inconclusive'],
    ['not tried', ['ok'], [tally('skipped:held')], 'inconclusive'],
    ['a broken one beats an untried one', ['ok'], [tally('skipped:held'), tally('bind:EACCES')], 'unmet'],
    ['nothing to try', ['ok'], [], 'inconclusive'],
  ];
  test.each(cases)('%s', (_name, expected, tallies, status) =>
    expect(judgeExpectation(observation(expected, tallies), reason).status).toBe(status),
  );

  test('names the first pair that broke it, and how many did', () => {
    expect(judgeExpectation(observation(['ok'], [tally('ok', 5), tally('bind:EADDRINUSE', 2)]), reason)).toEqual({
      expectation: { address: 'each-ipv4' },
      observed: ['ok', 'bind:EADDRINUSE'],
      status: 'unmet',
      tried: 7,
      unmet: 2,
      example: { holder: '0.0.0.0', address: '127.0.0.1', observed: 'bind:EADDRINUSE' },
      because: said,
    });
  });

  test('says why nothing is proved', () => {
    expect(judgeExpectation(observation(['ok'], [tally('skipped:held')]), reason).reason).toContain('holds the port');
    expect(judgeExpectation(observation(['ok'], [tally('holder:bind:EACCES')]), reason).reason).toBe(
      'the holder itself did not start: bind:EACCES',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { ANY, LOOPBACK } from '../../../src/model/address.ts';
import { DEFAULT_AXES } from '../../../src/model/axes.ts';
import type { Claim, Disagreement, DisagreementPlace } from '../../../src/model/disagreement.ts';
import { OK, refused } from '../../../src/model/outcome.ts';
import type { Combination } from '../../../src/model/plan.ts';
import { disagreementJson } from '../../../src/report/disagreements/json.ts';
import { placeInWords } from '../../../src/report/disagreements/words.ts';

const combination: Combination = {
  protocol: 'tcp',
  port: 80,
  ...DEFAULT_AXES,
  reuse: { holder: 'none', newcomer: 'addr' },
  v6only: 'on',
};
const [any, loopback] = [ANY.inet, LOOPBACK.inet];
const listener = { protocol: 'tcp', address: any, port: 80, options: { reuseaddr: true } } as const;

const PLACES: readonly (readonly [place: DisagreementPlace, words: string, json: string])[] = [
  [{ kind: 'alone', listener }, 'tcp 0.0.0.0:80 alone, SO_REUSEADDR', 'alone tcp 80 addr: 0.0.0.0'],
  [
    { kind: 'pair', combination, holder: any, newcomer: loopback },
    'tcp 80, holder no reuse option, newcomer SO_REUSEADDR, IPV6_V6ONLY on: holder 0.0.0.0, newcomer 127.0.0.1',
    'matrix tcp 80 none/addr: 0.0.0.0 then 127.0.0.1',
  ],
  [
    { kind: 'together', combination, family: 'inet', order: 'any-first', address: loopback },
    'tcp 80, holder no reuse option, newcomer SO_REUSEADDR, IPV6_V6ONLY on, all open, ANY first: 127.0.0.1',
    'together tcp 80 none/addr, any-first: 127.0.0.1',
  ],
  [
    { kind: 'answer', combination, family: 'inet', order: 'any-last', address: loopback },
    'tcp 80, holder no reuse option, newcomer SO_REUSEADDR, IPV6_V6ONLY on, all open, ANY last: which listener answers at 127.0.0.1',
    'together tcp 80 none/addr, any-last: who answers at 127.0.0.1',
  ],
  [
    { kind: 'together', combination, family: 'both', order: 'any6-first', address: loopback },
    'tcp 80, holder no reuse option, newcomer SO_REUSEADDR, IPV6_V6ONLY on, all open, both families, IPv6 first: 127.0.0.1',
    'together tcp 80 none/addr, both families, any6-first: 127.0.0.1',
  ],
  [
    { kind: 'step', trial: 'restart', number: 10, op: 'bind', socket: 'again' },
    'trial restart, step 10: bind again',
    'trial restart, step 10: bind again',
  ],
];

const outcome = (one: typeof OK | ReturnType<typeof refused>): Claim => ({ kind: 'outcome', outcome: one });

const disagreementAt = (place: DisagreementPlace, rest: Partial<Disagreement> = {}): Disagreement => ({
  place,
  predicted: outcome(refused('bind', 'EADDRINUSE')),
  observed: outcome(OK),
  rule: 'linux.no-overlap',
  count: 1,
  ...rest,
});

describe('a disagreement', () => {
  it.each(PLACES)(
    'at %j names holder and newcomer in words, and its place in JSON as the contract has it',
    (place, words, json) => {
      expect(placeInWords(place)).toBe(words);
      expect(disagreementJson(disagreementAt(place))).toEqual({
        place: json,
        predicted: 'bind:EADDRINUSE',
        observed: 'ok',
        rule: 'linux.no-overlap',
        count: 1,
      });
    },
  );

  it('about who answers has addresses, none, and none of them in JSON', () => {
    const place: DisagreementPlace = {
      kind: 'answer',
      combination,
      family: 'inet',
      order: 'any-first',
      address: loopback,
    };
    const answers = (...responders: Extract<Claim, { kind: 'answers' }>['responders']): Claim => ({
      kind: 'answers',
      responders,
    });
    const claims = (predicted: Claim, observed: Claim): readonly string[] => {
      const json = disagreementJson(disagreementAt(place, { predicted, observed }));
      return [json.predicted, json.observed];
    };
    expect(claims(answers(any, loopback), answers('another socket'))).toEqual([
      '0.0.0.0 or 127.0.0.1',
      'another socket',
    ]);
    expect(claims(answers(), answers(any))).toEqual(['none', '0.0.0.0']);
    expect(claims(answers(any), answers())).toEqual(['0.0.0.0', 'none of them']);
  });

  it('of a step has ok, bare errnos or what was seen', () => {
    const step = (...outcomes: Extract<Claim, { kind: 'step' }>['outcomes']): Claim => ({ kind: 'step', outcomes });
    const place: DisagreementPlace = { kind: 'step', trial: 't', number: 1, op: 'deliver', socket: null };
    const claims = {
      predicted: step(OK, refused('connect', 'ECONNREFUSED')),
      observed: step({ kind: 'differs', seen: 'received by a' }),
    };
    const json = disagreementJson(disagreementAt(place, claims));
    expect([json.place, json.predicted, json.observed]).toEqual([
      'trial t, step 1: deliver',
      'ok or ECONNREFUSED',
      'received by a',
    ]);
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Address, ANY } from '../../../src/model/address.ts';
import { DEFAULT_AXES } from '../../../src/model/axes.ts';
import type { Responder } from '../../../src/model/disagreement.ts';
import { OK, type Outcome, refused, skipped, UNKNOWN } from '../../../src/model/outcome.ts';
import type { ListenerReport, TogetherReport } from '../../../src/model/report.ts';
import { foldAlike, rowsByAddress } from '../../../src/report/together/view.ts';

const OWN: readonly Address[] = [
  ANY.inet,
  ...Array.from({ length: 11 }, (_, i): Address => ({ family: 'inet', ip: `10.0.0.${i}` })),
];
const OUTCOMES: readonly Outcome[] = [OK, refused('bind', 'EADDRINUSE'), UNKNOWN];
const REACHED: readonly Outcome[] = [OK, refused('connect', 'ECONNREFUSED'), skipped('chance'), skipped('not-local')];

/** Who answers: itself, or the same other one for all. Copies are not the same objects. */
const answer = (i: number) =>
  fc.constantFrom<Address>(OWN[i] as Address, { ...(OWN[i] as Address) }, OWN[0] as Address, OWN[1] as Address);

const listener = (i: number): fc.Arbitrary<ListenerReport> =>
  fc.record({
    address: fc.constant(OWN[i] as Address),
    outcome: fc.constantFrom(...OUTCOMES),
    predicted: fc.constantFrom(...OUTCOMES.slice(0, 2)),
    rule: fc.constant(''),
    why: fc.constant(''),
    answers: fc.option(answer(i), { freq: 2 }),
    reached: fc.constantFrom(...REACHED),
    predictedAnswers: fc.array<Responder>(fc.oneof(answer(i), fc.constant('another socket')), { maxLength: 2 }),
  });

const report = (listeners: readonly ListenerReport[]): TogetherReport => ({
  ...DEFAULT_AXES,
  protocol: 'tcp',
  port: 50005,
  family: 'inet',
  order: 'any-first',
  listeners,
  remotePeers: 0,
});

/** Each listener is looked at where there is no other. */
const oneByOne = (listeners: readonly ListenerReport[]) =>
  listeners.flatMap((one) => rowsByAddress([report([one])], 'inet'));

test('what is seen of listeners is what is seen of each by itself, and those that went alike are one line', () => {
  fc.assert(
    fc.property(fc.tuple(...OWN.map((_, i) => listener(i))), (listeners) => {
      const rows = rowsByAddress([report(listeners)], 'inet');
      const apart = oneByOne(listeners);
      expect(rows).toEqual(apart);
      const keys = apart.map(({ any, seen }) => JSON.stringify([any, seen]));
      const alike = [...new Set(keys)].map((key) =>
        apart.filter((_, i) => keys[i] === key).map((one) => one.addresses[0]),
      );
      expect(foldAlike(rows).map((row) => row.addresses)).toEqual(alike);
    }),
  );
});

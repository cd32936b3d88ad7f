import { describe, expect, test } from 'vitest';
import type { PlanOutcome, PlanReport } from '../../../src/model/plan-report.ts';
import type { Verdict } from '../../../src/model/service-plan.ts';
import { planAnswer } from '../../../src/report/services/answer.ts';
import { comesToInWords, orderRows, verdictsInWords } from '../../../src/report/services/orders.ts';
import { serviceReport } from '../fixtures/services.ts';

const ids = (count: number): string[] => Array.from({ length: count }, (_, i) => `s${i}`);

/** The first of the order is up, and no other. */
const outcome = (order: readonly string[], up: readonly string[] = order.slice(0, 1)): PlanOutcome => ({
  order,
  verdicts: Object.fromEntries(
    ids(order.length).map((id): [string, Verdict] => [id, up.includes(id) ? 'up' : 'exits']),
  ),
  refusals: {},
});

const plan = (outcomes: PlanReport['outcomes'], orders: PlanReport['orders']): PlanReport => {
  const [refused] = serviceReport('services-refused').plans ?? [];
  if (refused === undefined) throw new Error('no plan');
  return { ...refused, outcomes, orders };
};

const first = (id: string, all: readonly string[]): string[] => [id, ...all.filter((one) => one !== id)];
const last = (id: string, all: readonly string[]): string[] => [...all.filter((one) => one !== id), id];

describe('other orders', () => {
  test('of few services are written out', () => {
    expect(orderRows(plan([outcome(['s0', 's1'])], [outcome(['s1', 's0'])]))).toEqual([
      { order: 's1, s0', verdicts: 's0 exits, s1 up' },
    ]);
  });

  const all = ids(9);

  test.each([
    ['s4 first', first('s4', all)],
    ['s0 last', last('s0', all)],
    ['reversed', [...all].reverse()],
    ['s1, s0, s2, s3, s5, s4, s6, s7, s8', ['s1', 's0', 's2', 's3', 's5', 's4', 's6', 's7', 's8']],
  ])('of many services are told by what is otherwise: %s', (order, written) => {
    const [row] = orderRows(plan([outcome(all)], [outcome(written)]));
    expect(row).toEqual({ order, verdicts: `up: ${written[0]}; exits: the other 8` });
  });

  test('of which the same comes are not told', () => {
    expect(orderRows(plan([outcome(all)], [outcome(last('s3', all))]))).toEqual([]);
  });

  test('beyond twelve are counted', () => {
    const many = ids(20);
    const rows = orderRows(
      plan(
        [outcome(many)],
        many.slice(1).map((id) => outcome(first(id, many))),
      ),
    );
    expect(rows).toHaveLength(13);
    expect(rows.at(-1)?.order).toBe('7 more orders');
  });
});

describe('verdicts', () => {
  test.each([
    [{ a: 'up', b: 'exits' }, 'a up, b exits'],
    [Object.fromEntries(ids(7).map((id) => [id, 'up'])), 'all 7 up'],
    [{ ...Object.fromEntries(ids(7).map((id) => [id, 'up'])), s3: 'shares' }, 'shares: s3; up: the other 6'],
  ] as [Record<string, Verdict>, string][])('%j: %s', (verdicts, words) => {
    expect(verdictsInWords(verdicts)).toBe(words);
  });

  test('of a change are followed by what of serves is not met then', () => {
    const change = {
      change: '',
      verdicts: { a: 'up' },
      unserved: ['tcp 0.0.0.0:80 by a'],
      tried: 'predicted',
    } as const;
    expect(comesToInWords(change)).toBe('a up; not met then: serves tcp 0.0.0.0:80 by a');
  });
});

test.each([
  [5, ['s0', 's1', 's2', 's3', 's4'], /: why$/],
  [6, ['s0', 's1', 's2', 's3'], /; and 2 more$/],
  [40, ['s0', 's1', 's2', 's3'], /; and 36 more$/],
])('of %i services that do not come out as expected the answer names %j', (count, named, end) => {
  const [report] = serviceReport('services-refused').plans ?? [];
  const [service] = report?.services ?? [];
  if (report === undefined || service === undefined) throw new Error('no service');
  const without = {
    verdict: 'degraded',
    status: 'unmet',
    why: 'why',
    lost: ['[::]:80'],
    failed: [],
    shares: [],
  } as const;
  const services = ids(count).map((id) => ({ ...service, ...without, id }));
  const answer = planAnswer({ ...report, services, serves: [], outcomes: [], orders: [] });
  expect(answer.match(/s\d+/g)).toEqual(named);
  expect(answer).toMatch(end);
});

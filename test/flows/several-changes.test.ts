import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/file.ts';
import { checkPlan } from '../../src/flows/services/check-plan.ts';
import type { PlanReport } from '../../src/model/plan-report.ts';

/** Services that are told a port alone, or what is written instead. */
const planOf = (listens: readonly (number | string)[], start = 'sequence'): string =>
  `version: 1\nstart: ${start}\nservices:\n${listens
    .map((listen, i) => `  - { id: s${i}, profile: node, listen: ${listen} }\n`)
    .join('')}`;

async function judged(yaml: string): Promise<PlanReport> {
  const file = parseConfig('plan.yaml', yaml);
  if (!file.ok || file.value.plan === undefined) throw new Error('no plan');
  const conduct = { signal: new AbortController().signal, progress: () => undefined };
  const report = await checkPlan(file.value.plan, { where: 'predict' }, conduct);
  if (!report.ok) throw new Error(JSON.stringify(report.error));
  const plan = report.value.plans?.[0];
  if (plan === undefined) throw new Error('nothing was judged');
  return plan;
}

/** The ports of the services after what is proposed: `s1: listen on port 8700 instead of 700; s2: …`. */
function carriedOut(listens: readonly (number | string)[], change: string): readonly (number | string)[] {
  const moved = new Map(
    [...change.matchAll(/s(\d+): listen on port (\d+) instead of \d+/g)].map(([, i, to]) => [i, to]),
  );
  return listens.map((listen, i) => Number(moved.get(String(i)) ?? listen));
}

describe('where no single change lets all of a group start', () => {
  test.each(['sequence', 'together'])('one for each of several services is proposed: %s', async (start) => {
    const { suggestions, notes } = await judged(planOf([700, 700, 700], start));
    expect(notes).toEqual([]);
    expect(suggestions).toHaveLength(1);
    expect(suggestions[0]?.change.split('; ')).toHaveLength(2);
    expect(suggestions[0]?.verdicts).toEqual({ s0: 'up', s1: 'up', s2: 'up' });
    const after = await judged(planOf(carriedOut([700, 700, 700], suggestions[0]?.change ?? ''), start));
    expect(after.services.map(({ verdict }) => verdict)).toEqual(['up', 'up', 'up']);
  });

  test('no service is moved to a port of another one, of whatever group', async () => {
    const listens = [700, 700, 700, 8700, 701];
    const { suggestions } = await judged(planOf(listens));
    const ports = carriedOut(listens, suggestions[0]?.change ?? '');
    expect(new Set(ports).size).toBe(ports.length);
  });

  test('what is proposed for several groups holds all at once', async () => {
    const listens = [...Array(12).fill(700), ...Array(12).fill(702)] as number[];
    const { suggestions } = await judged(planOf(listens));
    expect(suggestions).toHaveLength(2);
    const ports = carriedOut(listens, suggestions.map(({ change }) => change).join('; '));
    expect(new Set(ports).size).toBe(24);
  });

  test('a single change is enough for two', async () => {
    const { suggestions } = await judged(planOf([700, 700]));
    expect(suggestions.length).toBeGreaterThan(0);
    for (const { change } of suggestions) expect(change).not.toContain(';');
  });

  test('it is said where there are none: a server that its own lines keep from starting has no other port', async () => {
    const lines = '["0.0.0.0:65535", "127.0.0.1:65535"]';
    const { suggestions, notes } = await judged(planOf([65_535, 65_535, 65_535, lines]));
    expect(suggestions).toEqual([]);
    expect(notes).toContain('no change was found, nor several together, by which s1, s2 and s3 come up');
  });
});

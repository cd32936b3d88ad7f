import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/file.ts';
import { checkPlan } from '../../src/flows/services/check-plan.ts';
import { orderNotes } from '../../src/flows/services/notes.ts';
import { componentsOf } from '../../src/judge/services/components.ts';
import { readied } from '../judge/services/cast.ts';

const list = (n: number, service: (i: number) => string): string =>
  `services:\n${Array.from({ length: n }, (_, i) => `  - ${service(i)}\n`).join('')}`;

/** What is told beside the verdicts by the rules; the host is this one, on ports that nobody has. */
async function notesOf(yaml: string): Promise<readonly string[]> {
  const file = parseConfig('plan.yaml', `version: 1\n${yaml}`);
  if (!file.ok || file.value.plan === undefined) throw new Error('no plan');
  const conduct = { signal: new AbortController().signal, progress: () => undefined };
  const report = await checkPlan(file.value.plan, { where: 'predict' }, conduct);
  if (!report.ok) throw new Error(JSON.stringify(report.error));
  return report.value.plans?.[0]?.notes ?? [];
}

describe('changes to a plan', () => {
  test('are sought for the first six groups that meet, which is said', async () => {
    const pairs = (n: number) => list(2 * n, (i) => `{ id: s${i}, profile: plain, listen: ${700 + (i >> 1)} }`);
    expect(await notesOf(pairs(7))).toEqual([
      'changes were sought for the first 6 of 7 groups of services that meet and do not come out as expected',
    ]);
    expect(await notesOf(pairs(2))).toEqual([]);
  });

  test('are sought for no group of more than forty services, which is said', async () => {
    expect(await notesOf(list(41, (i) => `{ id: s${i}, profile: plain, listen: 700 }`))).toContain(
      'no changes were sought for a group of 41 services that meet: for more than 40 it takes too long',
    );
  });

  test('are forty at most, the smallest first; where they do not help, it is said how many there were', async () => {
    const notes = await notesOf(list(20, (i) => `{ id: s${i}, profile: nginx, listen: 700 }`));
    // How many there are, the addresses of this host decide.
    expect(notes.join('\n')).toMatch(/^of \d+ changes for s1, s2, s3 and 16 more 40 were looked at, the smallest$/m);
  });
});

describe('other orders of starting', () => {
  const [part] = componentsOf(readied(list(2, (i) => `{ id: s${i}, profile: plain, listen: 8000 }`)));
  const AS_WRITTEN =
    'on this host the services start in the written order alone; other orders are by the rules, not tried';
  const orders = [{ order: ['s1', 's0'], verdicts: {}, refusals: {} }];

  test.each([
    ['are not tried on the host, which is said', 'host', 'sequence', orders, [AS_WRITTEN]],
    ['are not tried on the host either where services start together', 'host', 'together', [], [AS_WRITTEN]],
    ['are not told where there are none', 'host', 'sequence', [], []],
    ['are tried in the sandbox', 'sandbox', 'together', orders, []],
  ] as const)('%s', (_, where, start, found, notes) => {
    expect(orderNotes([part!], { plan: { orders: found }, start, where })).toEqual(notes);
  });
});

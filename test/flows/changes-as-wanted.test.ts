import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/file.ts';
import { checkPlan } from '../../src/flows/services/check-plan.ts';
import type { Suggestion } from '../../src/model/plan-report.ts';

/** What is proposed by the rules; the host is this one, on ports that nobody has. */
async function suggested(yaml: string): Promise<readonly Suggestion[]> {
  const file = parseConfig('plan.yaml', `version: 1\n${yaml}`);
  if (!file.ok || file.value.plan === undefined) throw new Error('no plan');
  const conduct = { signal: new AbortController().signal, progress: () => undefined };
  const report = await checkPlan(file.value.plan, { where: 'predict' }, conduct);
  if (!report.ok) throw new Error(JSON.stringify(report.error));
  return report.value.plans?.[0]?.suggestions ?? [];
}

const PAIR = `services:
  - { id: edge, profile: nginx, listen: 700 }
  - { id: admin, profile: haproxy, listen: "127.0.0.1:700" }
`;

test('a change leaves a service that is expected to exit as it is', async () => {
  const [first] = await suggested(`${PAIR}  - { id: old, profile: plain, listen: 700, expect: exits }`);
  expect(first?.verdicts).toEqual({ edge: 'up', admin: 'up', old: 'exits' });
});

test('a change by which somebody does not answer where he should says so, and comes after those by which he does', async () => {
  const lines = '{ id: edge, profile: nginx, listen: ["127.0.0.2:700", 700] }';
  const two = `services:\n  - { id: admin, profile: haproxy, listen: "127.0.0.1:700" }\n  - ${lines}\n`;
  const all = await suggested(`${two}serves: [{ endpoint: "127.0.0.2:700", by: edge }]`);
  const lacking = all.map(({ unserved = [] }) => unserved.length > 0);
  expect(all.length).toBeGreaterThan(1);
  expect(lacking[0]).toBe(false);
  expect(lacking).toEqual([...lacking].sort());
  const [only] = await suggested(
    `${PAIR}serves: [{ endpoint: "127.0.0.1:700", by: admin }, { endpoint: "127.0.0.3:700", by: edge }]`,
  );
  expect(only).toMatchObject({
    change: expect.stringMatching(/^admin: listen on port \d+ instead of 700$|^edge: listen on /),
    unserved: expect.arrayContaining([expect.stringMatching(/^tcp 127\.0\.0\.[13]:700 by (edge|admin)$/)]),
  });
});

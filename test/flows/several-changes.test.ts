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

/** A load balancer, a web server and an application, each of which is in the way of both others. */
const shop = (lb: string, web: string, app: string, serves = ''): string => `version: 1
services:
  - { id: lb, profile: haproxy, listen: [443, "[::]:8443", "127.0.0.2:80"]${lb} }
  - { id: web, profile: nginx, listen: ${web}, options: { reuseport: true } }
  - { id: app, profile: go, listen: "127.0.0.1:${app}" }
${serves}`;

describe('where one service has several lines in the way', () => {
  const serves = 'serves: [{ endpoint: "127.0.0.2:80", by: lb }, { endpoint: "127.0.0.1:443", by: lb }]';

  test('a change for each is proposed, and what is wanted of serves stays met', async () => {
    const { suggestions } = await judged(shop('', '[80, 8443]', '443', serves));
    expect(suggestions).toHaveLength(1);
    const changes = suggestions[0]?.change.split('; ') ?? [];
    expect(changes).toContain('app: listen on port 444 instead of 443');
    expect(changes).toContain('lb: set v6only, so that its IPv6 socket leaves IPv4 to others');
    expect(suggestions[0]).not.toHaveProperty('unserved');
    const instead = /^web: listen on (.+) instead of 80$/.exec(changes[2] ?? '')?.[1]?.split(/, | and /) ?? [];
    const web = JSON.stringify([...instead, 8443]);
    const after = await judged(shop(', options: { v6only: true }', web, '444', serves));
    expect(after.services.map(({ verdict }) => verdict)).toEqual(['up', 'up', 'up']);
    expect(after.serves.map(({ status }) => status)).toEqual(['met', 'met']);
  });

  test('no line is left out where something else helps', async () => {
    const { suggestions } = await judged(shop('', '[80, 8443]', '443'));
    expect(suggestions).toHaveLength(1);
    expect(suggestions[0]?.change).not.toContain('leave out');
  });
});

describe('what is wanted of serves', () => {
  const two = (serves: string): string => `version: 1
services:
  - { id: edge, profile: nginx, listen: 700 }
  - { id: admin, profile: haproxy, listen: "127.0.0.1:700" }
serves: [${serves}]`;

  test('stays met by what is proposed, where that can be', async () => {
    const { suggestions } = await judged(two('{ endpoint: "127.0.0.1:700", by: edge }'));
    expect(suggestions.map(({ change }) => change)).toEqual(['admin: listen on port 8700 instead of 700']);
    expect(suggestions[0]).not.toHaveProperty('unserved');
  });

  test('is named where it is not met then', async () => {
    const serves = '{ endpoint: "0.0.0.0:700", by: edge }, { endpoint: "127.0.0.1:700", by: admin }';
    const { suggestions } = await judged(two(serves));
    expect(suggestions.length).toBeGreaterThan(0);
    for (const { unserved = [] } of suggestions) expect(unserved).not.toEqual([]);
  });
});

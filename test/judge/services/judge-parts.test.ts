import { expect, test } from 'vitest';
import { AlikeParts } from '../../../src/judge/services/alike-parts.ts';
import { componentsOf } from '../../../src/judge/services/components.ts';
import { judgeComponent } from '../../../src/judge/services/judge-component.ts';
import { judgeParts } from '../../../src/judge/services/judge-parts.ts';
import { BOOK, readied } from './cast.ts';

const PROFILES = ['nginx', 'haproxy', 'node', 'apache', 'redis'];

/** Pairs of services on ports of their own, of few kinds; some ports decide by their number, some ids look like ports. */
const plan = (start: string): string =>
  [
    `start: ${start}`,
    'services:',
    ...Array.from({ length: 30 }, (_, i) => {
      const port = [80, 8000, 40_000, 61_001, 61_002][i % 5]! + 10 * i;
      const [one, two] = [PROFILES[i % 3], PROFILES[(i + (i % 2)) % 3]];
      return `  - { id: "6100${i}", profile: ${one}, listen: ${port} }\n  - { id: s.${i}, profile: ${two}, listen: ["127.0.0.1:${port}", "[::]:${port + 5}"], expect: [up, exits] }`;
    }),
    '  - { id: gone, profile: plain, listen: 9000, ended: { leaves: TIME_WAIT } }',
    '  - { id: back, profile: plain, listen: 9000 }',
    '  - { id: gone2, profile: plain, listen: 9001, ended: { leaves: TIME_WAIT } }',
    '  - { id: back2, profile: plain, listen: 9001 }',
    '  - { id: live, profile: nginx, listen: 9100, reload: { listen: "127.0.0.1:9100" } }',
    '  - { id: live2, profile: nginx, listen: 9101, reload: { listen: "127.0.0.1:9101" } }',
  ].join('\n');

test.each(['sequence', 'together'] as const)(
  'parts that are alike come out as each would by itself, with their own ids, ports and places: start %s',
  (start) => {
    const parts = componentsOf(readied(plan(start)));
    expect(parts).toHaveLength(34);
    const each = parts.map((part) => judgeComponent(part, start, BOOK));
    expect(judgeParts(new AlikeParts(parts, BOOK.env), start, BOOK)).toEqual(each);
  },
);

test('a service with ports of two others joins their parts, in the order of the plan', () => {
  const ids = componentsOf(
    readied(
      'services:\n  - { id: a, profile: nginx, listen: 1 }\n  - { id: b, profile: nginx, listen: 2 }\n  - { id: c, profile: nginx, listen: 3 }\n  - { id: d, profile: nginx, listen: [3, 1] }',
    ),
  ).map(({ services }) => services.map(({ id }) => id));
  expect(ids).toEqual([['a', 'c', 'd'], ['b']]);
});

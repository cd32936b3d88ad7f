import { expect, test } from 'vitest';
import { formatSource } from '../../../src/model/experiment.ts';
import { judged } from './cast.ts';

const linesOf = (yaml: string): Record<string, string | undefined> =>
  Object.fromEntries(judged(yaml).services.map(({ id, line }) => [id, line && formatSource(line)]));

test.each([
  [
    'of the call that is refused',
    'services:\n  - { id: edge, profile: nginx, listen: 80 }\n  - id: admin\n    profile: haproxy\n    listen:\n      - "[::]:81"\n      - "10.10.2.102:80"\n',
    { edge: undefined, admin: 'plan.yaml:8:9' },
  ],
  [
    'of the socket that is shared',
    'services:\n  - id: a\n    profile: haproxy\n    listen:\n      - 81\n      - 80\n  - id: b\n    profile: haproxy\n    listen: [82, 80]\n',
    { a: 'plan.yaml:7:9', b: 'plan.yaml:10:18' },
  ],
  [
    'of the new lines of a reload',
    'services:\n  - { id: a, profile: nginx, listen: 80, reload: { listen: ["192.168.1.101:80"] } }\n',
    { a: 'plan.yaml:3:61' },
  ],
])('the line behind a verdict is that %s', (_, yaml, lines) => {
  expect(linesOf(yaml)).toEqual(lines);
});

test('services that come out alike have each their own line', () => {
  const services = Array.from(
    { length: 4 },
    (_, i) =>
      `  - { id: a${i}, profile: node, listen: ${3000 + i} }\n  - { id: b${i}, profile: node, listen: ${3000 + i} }\n`,
  );
  const lines = Object.values(linesOf(`services:\n${services.join('')}`)).filter((line) => line !== undefined);
  expect(lines).toHaveLength(4);
  expect(new Set(lines).size).toBe(4);
});

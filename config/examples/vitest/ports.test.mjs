// A project's own test: its two servers can start together, on every machine and as every user. Both are started for real
// in a sandbox, in which no other process holds a port. Copy it, and write down your servers.
import { check, render } from 'bindmatrix';
import { expect, test } from 'vitest';

const SERVICES = [
  { id: 'web', profile: 'nginx', listen: '0.0.0.0:80' },
  { id: 'app', profile: 'node', listen: '127.0.0.1:3000' },
];

test('our two servers can start together, and each answers at its own port', async () => {
  const report = await check({
    services: SERVICES,
    serves: [
      { endpoint: '127.0.0.1:80', by: 'web' },
      { endpoint: '127.0.0.1:3000', by: 'app' },
    ],
  });
  const { unmet, inconclusive } = report.summary.services;
  expect(unmet + inconclusive, render(report, 'terminal')).toBe(0);
});

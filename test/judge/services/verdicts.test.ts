import { describe, expect, it } from 'vitest';
import { judged, verdictsOf } from './cast.ts';

describe('two services on one port', () => {
  it('nginx on all addresses, then haproxy on one: haproxy exits with EADDRINUSE at bind', () => {
    const report = judged(`
services:
  - { id: edge, profile: nginx, listen: 80 }
  - { id: admin, profile: haproxy, listen: "10.10.2.102:80" }
`);
    expect(verdictsOf(report)).toEqual({ edge: 'up', admin: 'exits' });
    expect(report.services[1]?.failed).toMatchObject([
      { call: 'bind', endpoint: '10.10.2.102:80', errno: 'EADDRINUSE', holder: 'edge' },
    ]);
    expect(report.orders.map(({ order, verdicts }) => ({ order, verdicts }))).toEqual([
      { order: ['admin', 'edge'], verdicts: { admin: 'up', edge: 'exits' } },
    ]);
  });
});

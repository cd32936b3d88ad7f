import { describe, expect, it } from 'vitest';
import type { HeldSocket } from '../../../src/model/host.ts';
import { planAnswer } from '../../../src/report/services/answer.ts';
import { address, judged, readied, verdictsOf } from './cast.ts';

const EDGE = '{ id: edge, profile: nginx, listen: 80 }';
const ADMIN = '{ id: admin, profile: haproxy, listen: "10.10.2.102:80" }';

describe('two services on one port', () => {
  it('whoever is second is refused: the answer says so, and the other order is told', () => {
    const report = judged(`services:\n  - ${EDGE}\n  - ${ADMIN}`);
    expect(verdictsOf(report)).toEqual({ edge: 'up', admin: 'exits' });
    expect(report.services[1]?.failed).toMatchObject([
      {
        call: 'bind',
        endpoint: '10.10.2.102:80',
        errno: 'EADDRINUSE',
        holder: 'edge',
        rule: 'linux.wildcard-overlaps-listener',
      },
    ]);
    expect(report.orders.map(({ order, verdicts }) => ({ order, verdicts }))).toEqual([
      { order: ['admin', 'edge'], verdicts: { admin: 'up', edge: 'exits' } },
    ]);
    expect(planAnswer(report)).toBe('NO: edge and admin never both start; whoever is second gets EADDRINUSE at bind');
  });

  it('of three the one that gets the clients is told, and no other', () => {
    const line = (id: string, listen: string) => `  - { id: ${id}, profile: haproxy, listen: "${listen}" }`;
    const report = judged(
      `services:\n${[line('a', '*:80'), line('b', '*:80'), line('c', '10.10.2.102:80')].join('\n')}`,
    );
    expect(report.services.map(({ why }) => why)).toEqual([
      'b and c are open at 10.10.2.102:80 too, and c gets every client there',
      'a and c are open at 10.10.2.102:80 too, and c gets every client there',
      'a and b are open at 10.10.2.102:80 too, and a and b get none there',
    ]);
  });

  it('of many on one port the answer is one sentence', () => {
    const many = Array.from({ length: 9 }, (_, i) => `  - { id: s${i}, profile: nginx, listen: 80 }`);
    expect(planAnswer(judged(`services:\n${many.join('\n')}`))).toBe(
      'NO: s0 and each of s1, s2, s3, s4 and 4 more never both start; whoever is second gets EADDRINUSE at bind',
    );
  });

  it('of many things that are wrong the answer has the first ones, and says how many more there are', () => {
    const many = Array.from({ length: 9 }, (_, i) => `  - { id: s${i}, profile: nginx, listen: ${80 + i}, uid: 1000 }`);
    const answer = planAnswer(judged(`services:\n${many.join('\n')}`));
    expect(answer).toMatch(/; and 5 more$/);
  });

  it('that never meet both start', () => {
    const report = judged(`services:\n  - ${EDGE}\n  - { id: admin, profile: haproxy, listen: 81 }`);
    expect(planAnswer(report)).toBe('YES: edge and admin both start');
    expect(report.orders).toEqual([]);
  });

  it('where the order decides, it is told in which both start', () => {
    const report = judged(
      'services:\n  - { id: app, profile: node, listen: 80 }\n  - { id: old, profile: apache, listen: 80 }',
    );
    expect(verdictsOf(report)).toEqual({ app: 'up', old: 'exits' });
  });

  it('one that is expected to exit and is up is unmet', () => {
    const report = judged('services:\n  - { id: edge, profile: nginx, listen: 80, expect: exits }');
    expect(report.services[0]).toMatchObject({ verdict: 'up', status: 'unmet' });
    expect(planAnswer(report)).toBe('NO: edge is up, expected exits');
  });

  it('a port below 1024 is refused to another user with EACCES', () => {
    const report = judged('services:\n  - { id: edge, profile: nginx, listen: 80, uid: 1000, expect: EACCES }');
    expect(report.services[0]).toMatchObject({
      verdict: 'exits',
      status: 'met',
      failed: [{ errno: 'EACCES', holder: null }],
    });
  });

  it('SO_REUSEPORT of two users is not shared', () => {
    const two = (uid: number) =>
      judged(
        `services:\n  - { id: a, profile: haproxy, listen: 8080 }\n  - { id: b, profile: haproxy, listen: 8080, uid: ${uid} }`,
      );
    expect(verdictsOf(two(0))).toEqual({ a: 'shares', b: 'shares' });
    expect(verdictsOf(two(1000))).toEqual({ a: 'up', b: 'exits' });
  });
});

describe('services that start together', () => {
  it('are judged by the worst of all interleavings, which are told', () => {
    const report = judged(
      'start: together\nservices:\n  - { id: a, profile: nginx, listen: 80 }\n  - { id: b, profile: nginx, listen: 80 }',
    );
    expect(verdictsOf(report)).toEqual({ a: 'exits', b: 'exits' });
    expect(new Set(report.outcomes.map(({ verdicts }) => JSON.stringify(verdicts))).size).toBeGreaterThan(1);
    expect(planAnswer(report)).toMatch(/^NO: a and b never both start; whoever is second gets EADDRINUSE at /);
  });

  it('may lose the race at listen: SO_REUSEADDR lets both bind before one listens', () => {
    const report = judged(
      `start: together\nservices:\n  - { id: a, profile: nginx, listen: 80 }\n  - { id: b, profile: haproxy, listen: "10.10.2.102:80" }`,
    );
    const refusals = report.outcomes.flatMap(({ refusals: all }) => Object.values(all));
    expect(new Set(refusals)).toEqual(new Set(['bind:EADDRINUSE', 'listen:EADDRINUSE']));
  });

  it('and lose a part in one interleaving alone are told what, and of whom', () => {
    const report = judged(
      `start: together\nservices:\n  - { id: pg, profile: postgres, listen: "localhost:5432" }\n  - { id: py, profile: python-http, listen: "127.0.0.1:5432" }`,
    );
    expect(report.services[0]).toMatchObject({
      verdict: 'degraded',
      when: 'py starts before bind [::1]:5432 of pg',
      lost: ['127.0.0.1:5432'],
      why: 'if py starts before bind [::1]:5432 of pg, bind 127.0.0.1:5432 gets EADDRINUSE, by py',
      failed: [{ endpoint: '127.0.0.1:5432', holder: 'py' }],
    });
    expect(planAnswer(report)).toBe(
      `NO: py does not start: bind 127.0.0.1:5432 gets EADDRINUSE, by pg; pg runs without 127.0.0.1:5432: ${report.services[0]?.why}`,
    );
  });

  it('and share an address in one interleaving alone are told when, and with whom', () => {
    const report = judged(
      'start: together\nservices:\n  - { id: a, profile: named, listen: 53 }\n  - { id: b, profile: dnsmasq, listen: 53 }',
    );
    expect(verdictsOf(report)).toEqual({ a: 'shares', b: 'exits' });
    expect(report.services[0]?.why).toBe(
      'if b starts before bind 127.0.0.1:53 of a, b is open at 127.0.0.1:53 too, and b gets none there',
    );
    expect(report.services[0]).toMatchObject({
      when: 'b starts before bind 127.0.0.1:53 of a',
      shares: expect.arrayContaining([expect.objectContaining({ with: ['b'], gets: 'all' })]),
    });
    expect(report.services[1]?.when).toBeUndefined();
    expect(planAnswer(report)).toBe(
      `NO: a shares addresses: ${report.services[0]?.why}; b does not start: bind 0.0.0.0:53 gets EADDRINUSE, by a`,
    );
  });
});

describe('who should answer, of services that start together', () => {
  const two = (profile: string, more: string) =>
    judged(`start: together
services:
  - { id: a, profile: ${profile}, listen: 8053${more}, expect: [up, exits, shares] }
  - { id: b, profile: ${profile}, listen: 8053${more}, expect: [up, exits, shares] }
serves: [{ endpoint: "192.168.1.101:8053", protocol: ${profile === 'node-udp' ? 'udp' : 'tcp'}, by: b }]`);

  it('is unmet where another one answers in any interleaving, which is told', () => {
    // Of UDP sockets that share an address the last one that was bound gets all, whatever the verdicts.
    const udp = two('node-udp', ', options: { reuseAddr: true }');
    expect(verdictsOf(udp)).toEqual({ a: 'shares', b: 'shares' });
    expect(udp.serves[0]).toMatchObject({
      status: 'unmet',
      answered: ['a'],
      when: 'b starts before bind 0.0.0.0:8053 of a',
    });
    expect(planAnswer(udp)).toBe(
      'NO: b does not answer every client at 192.168.1.101:8053, if b starts before bind 0.0.0.0:8053 of a',
    );
    expect(two('nginx', '').serves[0]).toMatchObject({ status: 'unmet', answered: ['a'] });
    expect(two('nginx', '').serves[0]?.when).toBeUndefined();
  });
});

describe('who answers', () => {
  it('is met by meaning: a dual-stack :: serves 0.0.0.0 and each address', () => {
    const report = judged(`
services: [{ id: app, profile: node, listen: 80 }]
serves:
  - { endpoint: "0.0.0.0:80", by: app }
  - { endpoint: each-ipv4 80, by: app }
  - { endpoint: "192.168.1.101:80" }
  - { endpoint: "[::]:80", by: app }
  - { endpoint: "192.168.1.101:81", nobody: true }
  - { endpoint: any4 80, by: app }
  - { endpoint: any6 80, nobody: true }
`);
    expect(report.serves.map(({ status }) => status)).toEqual(['met', 'met', 'met', 'met', 'met', 'met', 'unmet']);
  });

  it('is unmet where one address is another one’s', () => {
    const report = judged(`
services:
  - { id: edge, profile: nginx, listen: 80, options: { reuseport: true }, expect: shares }
  - { id: admin, profile: haproxy, listen: "10.10.2.102:80", expect: shares }
serves: [{ endpoint: "0.0.0.0:80", by: edge }]
`);
    expect(report.serves[0]).toMatchObject({ status: 'unmet', at: '10.10.2.102', answered: ['edge', 'admin'] });
    expect(planAnswer(report)).toBe('NO: edge does not answer every client at 0.0.0.0:80 (at 10.10.2.102)');
  });

  it('is nobody at an address that the host has not, whoever is bound to it', () => {
    const report = judged(`
services:
  - { id: edge, profile: nginx, listen: 80 }
  - { id: vip, profile: plain, listen: { endpoint: "203.0.113.5:81", options: { freebind: true } } }
serves:
  - { endpoint: "203.0.113.5:80", by: edge }
  - { endpoint: "203.0.113.5:80", nobody: true }
  - { endpoint: "203.0.113.5:81", by: vip }
`);
    expect(verdictsOf(report)).toEqual({ edge: 'up', vip: 'up' });
    expect(report.serves.map(({ status, answered }) => [status, answered])).toEqual([
      ['unmet', []],
      ['met', []],
      ['unmet', []],
    ]);
    expect(report.answers['tcp/81']?.['203.0.113.5']).toEqual([]);
  });

  it('on a device is who is bound to the device of the address', () => {
    const report = judged(`
services:
  - { id: a, profile: haproxy, listen: 80, options: { interface: v0 } }
  - { id: b, profile: haproxy, listen: 80, options: { interface: v1 } }
`);
    expect(verdictsOf(report)).toEqual({ a: 'up', b: 'up' });
    expect(report.answers['tcp/80']).toMatchObject({ '192.168.1.101': ['a'], '10.10.2.102': ['b'], '127.0.0.1': [] });
  });
});

describe('what listens on the host already', () => {
  const held = (command: string, more: Partial<HeldSocket> = {}): HeldSocket => ({
    protocol: 'tcp',
    address: address('0.0.0.0'),
    port: 80,
    state: 'LISTEN',
    uid: 0,
    inode: 7,
    reuseaddr: true,
    reuseport: false,
    owners: [{ pid: 812, command }],
    ...more,
  });

  it('is put in first, and named as the holder', () => {
    const report = judged(`services:\n  - ${ADMIN}`, [held('apache2')]);
    expect(report.services[0]?.failed[0]?.holder).toBe('apache2 (pid 812)');
    expect(report.neighbours).toHaveLength(1);
  });

  it('answers where no service of the plan listens', () => {
    const report = judged(
      'services: [{ id: w, profile: plain, listen: 81 }]\nserves:\n  - { endpoint: "127.0.0.1:80", nobody: true }\n  - { endpoint: "127.0.0.1:80" }\n  - { endpoint: "127.0.0.1:80", protocol: udp, nobody: true }\n  - { endpoint: "127.0.0.1:82", nobody: true }',
      [held('nginx'), { ...held('python3'), port: 8000 }],
    );
    expect(report.serves.map(({ status, answered }) => [status, ...answered])).toEqual([
      ['unmet', 'nginx (pid 812)'],
      ['met', 'nginx (pid 812)'],
      ['met'],
      ['met'],
    ]);
    // What listens elsewhere has nothing to do with it.
    expect(report.neighbours.map(({ port }) => port)).toEqual([80]);
  });

  it('is the service itself where its process has that endpoint: it is running, and no neighbour', () => {
    const report = judged(`services:\n  - ${EDGE}`, [held('nginx')]);
    expect(report.services[0]).toMatchObject({ verdict: 'up', running: true });
    expect(report.neighbours).toEqual([]);
  });

  it('with options that cannot be read is inconclusive where they decide', () => {
    const { reuseaddr: _, reuseport: __, ...hidden } = held('mystery');
    const shared = judged('services:\n  - { id: a, profile: haproxy, listen: 80 }', [hidden]);
    expect(shared.services[0]?.status).toBe('inconclusive');
    expect(planAnswer(shared)).toBe(
      'UNKNOWN: a may do otherwise than foreseen: options of a socket of this host cannot be read, and they decide',
    );
    const refused = judged(`services:\n  - ${EDGE}`, [hidden]);
    expect(refused.services[0]).toMatchObject({ verdict: 'exits', status: 'unmet' });
  });
});

describe('localhost', () => {
  it('is what /etc/hosts has: nginx opens both, or one', () => {
    const sockets = (names?: Parameters<typeof readied>[2]) =>
      readied('services:\n  - { id: a, profile: nginx, listen: "localhost:81" }', [], names).services[0]?.slots.map(
        ({ choices }) => choices[0]?.address.ip,
      );
    expect(sockets()).toEqual(['::1', '127.0.0.1']);
    expect(sockets({ localhost: [address('127.0.0.1')] })).toEqual(['127.0.0.1']);
  });
});

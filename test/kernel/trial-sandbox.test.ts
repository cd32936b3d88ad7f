import { expect, test } from 'vitest';
import { describeWhere } from '../setup/where.ts';
import { checkYaml, PEOPLE, ROOT, testCases } from './check-trials.ts';

testCases('the sandbox of a trial', {
  'without a layout it has lo and nothing else': {
    lines: `
      { op: bind, socket: a, address: 127.0.0.1, port: 80 }                    ok
      { op: bind, socket: b, address: "::1", port: 80 }                        ok
      { op: bind, socket: c, address: 192.168.1.101, port: 80 }                EADDRNOTAVAIL
      { op: bind, socket: d, address: 127.0.0.1, port: 81, device: d1 }        ENODEV
    `,
  },
  'a port that another trial uses is free': {
    lines: `
      { op: bind, socket: a, address: 127.0.0.1, port: 80 }                    ok
    `,
  },
  'its addresses are local without their subnets, and usable at once': {
    sandbox: '{ addresses: [192.168.1.101/24, "2001:db8::5/64"] }',
    lines: `
      { op: bind, socket: a, address: 192.168.1.101, port: 80 }                ok
      { op: bind, socket: b, address: 192.168.1.102, port: 80 }                EADDRNOTAVAIL
      { op: bind, socket: c, address: "2001:db8::5", port: 80 }                ok
      { op: bind, socket: d, address: "2001:db8::6", port: 80 }                EADDRNOTAVAIL
      { op: listen, socket: a }                                                ok
      { op: deliver, address: 192.168.1.101, port: 80, receivers: [a] }        ok
    `,
  },
  'its devices are up, and sockets bound to different ones do not conflict': {
    sandbox: '{ devices: [d1, d2] }',
    lines: `
      { op: bind, socket: a, address: 0.0.0.0, port: 80, device: d1 }          ok
      { op: bind, socket: b, address: 0.0.0.0, port: 80, device: d1 }          EADDRINUSE
      { op: bind, socket: c, address: 0.0.0.0, port: 80, device: d2 }          ok
      { op: bind, socket: d, address: 0.0.0.0, port: 80 }                      EADDRINUSE
      { op: listen, socket: a }                                                ok
      { op: listen, socket: c }                                                ok
      { op: bind, socket: e, address: 127.0.0.1, port: 80, device: lo }        ok
      { op: listen, socket: e }                                                ok
      { op: deliver, address: 127.0.0.1, port: 80, receivers: [e] }            ok
      { op: setsockopt, socket: e, set: { device: "" } }                       ok
    `,
  },
  'its sysctls are set': {
    sandbox: '{ sysctls: { net.ipv4.ip_local_port_range: "40000 40000", net.ipv4.ip_nonlocal_bind: 1 } }',
    lines: `
      { op: bind, socket: a, address: 203.0.113.9, port: 0 }                   ok
      { op: getsockname, socket: a, expectPort: 40000 }                        ok
      { op: bind, socket: b, address: 203.0.113.9, port: 0 }                   EADDRINUSE
    `,
  },
});

testCases(
  'uid',
  {
    'the uid of the caller needs no permission': {
      lines: `
      { op: bind, socket: a, uid: 0, address: 127.0.0.1, port: 80 }            ok
    `,
    },
    'uid makes the call, opens the socket and sets its options': {
      lines: `
      { op: bind, socket: a, uid: 1000, address: 127.0.0.1, port: 80 }         EACCES
      { op: bind, socket: a, address: 127.0.0.1, port: 80 }                    ok
      { op: bind, socket: b, uid: 1000, address: 127.0.0.1, port: 5000, reuseport: true }  ok
      { op: bind, socket: c, uid: 1001, address: 127.0.0.1, port: 5000, reuseport: true }  EADDRINUSE
      { op: bind, socket: d, uid: 1000, address: 127.0.0.1, port: 5000, reuseport: true }  ok
      { op: bind, socket: e, address: 127.0.0.1, port: 5000, reuseport: true } EADDRINUSE
      { op: socket, socket: f, uid: 1000, reuseport: true }                    ok
      { op: bind, socket: f, address: 127.0.0.1, port: 5000 }                  ok
      { op: listen, socket: f, uid: 1001 }                                     ok
      { op: connect, socket: g, uid: 1001, address: 127.0.0.1, port: 5000 }    ok
      { op: deliver, uid: 1000, address: 127.0.0.1, port: 5000, fromPort: 99, receivers: [f] }  queued before on f
      { op: accept, socket: h, uid: 1001, from: f }                            ok
      { op: deliver, uid: 1000, address: 127.0.0.1, port: 5000, fromPort: 99, receivers: [f] }  EACCES
      { op: deliver, address: 127.0.0.1, port: 5000, fromPort: 99, receivers: [f] }  ok
      { op: state, uid: 1000, address: 127.0.0.1, port: 5000, state: LISTEN }  ok
      { op: bind, socket: i, address: 127.0.0.1, port: 81 }                    ok
    `,
    },
    'a later trial without uid runs as the caller': {
      lines: `
      { op: bind, socket: a, address: 127.0.0.1, port: 80 }                    ok
    `,
    },
  },
  [ROOT],
);

const trial = (fields: string): string => `version: 1
trials:
  - id: other
    ${fields}
    steps: [{ op: bind, socket: a, address: 127.0.0.1, port: 80, uid: 1000, expect: EACCES }]
`;

for (const person of PEOPLE) {
  describeWhere(person.able, `a trial that cannot run, for ${person.who}`, () => {
    test('one for another platform is skipped', async () => {
      const { code, trials } = await checkYaml(person, trial('platform: freebsd'));
      expect(code).toBe(0);
      expect(trials).toMatchObject([{ status: 'skipped', steps: [], reason: expect.stringContaining('freebsd') }]);
    });

    test('one with a sysctl that the kernel lacks is inconclusive', async () => {
      const { code, trials } = await checkYaml(person, trial('sandbox: { sysctls: { net.ipv4.no_such: 1 } }'));
      expect(code).toBe(3);
      expect(trials).toMatchObject([{ status: 'inconclusive', steps: [], reason: expect.stringContaining('no_such') }]);
    });
  });
}

const [, USER] = PEOPLE;
if (USER) {
  describeWhere(USER.able, 'a trial of another uid, for an ordinary user', () => {
    test('is skipped, and says that it needs root', async () => {
      const { code, trials } = await checkYaml(USER, trial('title: no permission'));
      expect(code).toBe(0);
      expect(trials).toMatchObject([{ status: 'skipped', steps: [], reason: expect.stringMatching(/uid 1000.*root/) }]);
    });
  });
}

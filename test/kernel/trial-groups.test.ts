import { beforeAll, expect, test } from 'vitest';
import { describeWhere } from '../setup/where.ts';
import { type Cases, type Checked, checkYaml, PEOPLE, PEOPLE_OF_LONG, testCases, testFile } from './check-trials.ts';

testFile('config/examples/groups.yaml', PEOPLE_OF_LONG);

const D1 = '{ devices: [{ name: d1, addresses: [10.1.0.1/24, fd00:1::1/64] }, d2] }';

const GROUPS: Cases = {
  'memberships end with leave, and with the close of their socket': {
    sandbox: D1,
    lines: `
      { op: bind, socket: a, protocol: udp, reuseaddr: true, address: 0.0.0.0, port: 5000 }  ok
      { op: join, socket: b, protocol: udp, group: 239.1.1.1, interface: d1 }  ok
      { op: join, socket: b, group: 239.1.1.1, interface: d1 }                 EADDRINUSE
      { op: join, socket: b, group: 239.1.1.1, interface: d2 }                 ok
      { op: join, socket: b, group: 239.1.1.1, interface: d9 }                 ENODEV
      { op: deliver, address: 239.1.1.1, port: 5000, fromDevice: d1, receivers: [a] }  ok
      { op: leave, socket: b, group: 239.1.1.1, interface: d1 }                ok
      { op: leave, socket: b, group: 239.1.1.1, interface: d1 }                EADDRNOTAVAIL
      { op: deliver, address: 239.1.1.1, port: 5000, fromDevice: d1 }          ok
      { op: join, socket: b, group: 239.1.1.1, interface: d1 }                 ok
      { op: close, socket: b }                                                 ok
      { op: deliver, address: 239.1.1.1, port: 5000, fromDevice: d1, receivers: [a] }  received by none
    `,
  },
  'every socket on the group or on ANY gets a copy of each datagram, and no other': {
    sandbox: D1,
    lines: `
      { op: bind, socket: any, protocol: udp, reuseaddr: true, address: 0.0.0.0, port: 5000 }  ok
      { op: bind, socket: group, protocol: udp, reuseaddr: true, reuseport: true, address: 239.1.1.1, port: 5000 }  ok
      { op: bind, socket: twin, protocol: udp, reuseaddr: true, reuseport: true, address: 239.1.1.1, port: 5000 }  ok
      { op: bind, socket: other, protocol: udp, reuseaddr: true, address: 239.1.1.2, port: 5000 }  ok
      { op: bind, socket: device, protocol: udp, reuseaddr: true, device: d2, address: 0.0.0.0, port: 5000 }  ok
      { op: join, socket: group, group: 239.1.1.1, interface: d1 }             ok
      { op: deliver, address: 239.1.1.1, port: 5000, fromDevice: d1, count: 5, receivers: [any, group, twin] }  ok
      { op: deliver, address: 239.1.1.1, port: 5000, fromDevice: d1, receivers: [any] }  received by any,group,twin
      { op: deliver, address: 224.0.0.1, port: 5000, fromDevice: d2, receivers: [any, device] }  ok
    `,
  },
  'an AF_INET6 socket gets IPv4 groups only where it has joined them': {
    sandbox: D1,
    lines: `
      { op: bind, socket: six, protocol: udp, address: "::", port: 5000 }      ok
      { op: join, socket: four, protocol: udp, group: 239.1.1.1, interface: d1 }  ok
      { op: deliver, address: 239.1.1.1, port: 5000, fromDevice: d1 }          ok
      { op: join, socket: six, group: 239.1.1.1, interface: d1 }               ok
      { op: deliver, address: 239.1.1.1, port: 5000, fromDevice: d1, receivers: [six] }  ok
    `,
  },
  'datagrams to groups leave by the interface that is set, or by that of the source': {
    sandbox: D1,
    lines: `
      { op: bind, socket: a, protocol: udp, address: 0.0.0.0, port: 5000 }     ok
      { op: join, socket: a, group: 239.1.1.1, interface: d1 }                 ok
      { op: sendto, socket: b, protocol: udp, address: 239.1.1.1, port: 5000 }  ENETUNREACH
      { op: setsockopt, socket: b, set: { multicastIf: d1 } }                  ok
      { op: sendto, socket: b, address: 239.1.1.1, port: 5000 }                ok
      { op: receive, socket: a, expectBytes: 1 }                               ok
      { op: setsockopt, socket: b, set: { multicastIf: d2 } }                  ok
      { op: sendto, socket: b, address: 239.1.1.1, port: 5000 }                ok
      { op: receive, socket: a }                                               EAGAIN
      { op: bind, socket: c, protocol: udp, address: 10.1.0.1, port: 6000 }    ok
      { op: sendto, socket: c, address: 239.1.1.1, port: 5000, bytes: 3 }      ok
      { op: receive, socket: a, expectBytes: 3 }                               ok
    `,
  },
  'a broadcast needs SO_BROADCAST, and TCP has none': {
    lines: `
      { op: bind, socket: a, protocol: udp, address: 0.0.0.0, port: 5000 }     ok
      { op: connect, socket: b, protocol: udp, address: 127.255.255.255, port: 5000 }  EACCES
      { op: setsockopt, socket: b, set: { broadcast: true } }                  ok
      { op: connect, socket: b, address: 127.255.255.255, port: 5000 }         ok
      { op: send, socket: b }                                                  ok
      { op: receive, socket: a, expectBytes: 1 }                               ok
      { op: connect, socket: t, address: 127.255.255.255, port: 5000 }         ENETUNREACH
    `,
  },
};

const DEVICES: Cases = {
  'an address of a device has the prefix that is written; what goes to it comes in by that device': {
    sandbox: D1,
    lines: `
      { op: bind, socket: any, protocol: udp, reuseaddr: true, address: 0.0.0.0, port: 5000 }  ok
      { op: bind, socket: d1, protocol: udp, reuseaddr: true, device: d1, address: 0.0.0.0, port: 5000 }  ok
      { op: bind, socket: lo, protocol: udp, reuseaddr: true, device: lo, address: 0.0.0.0, port: 5000 }  ok
      { op: deliver, address: 10.1.0.1, port: 5000, receivers: [d1] }          ok
      { op: deliver, address: 127.0.0.1, port: 5000, receivers: [lo] }         ok
      { op: bind, socket: b, protocol: udp, address: 10.1.0.255, port: 6000 }  ok
      { op: deliver, address: 10.1.0.255, port: 6000, receivers: [b] }         ok
      { op: bind, socket: t, address: "::", device: d1, port: 5000 }           ok
      { op: listen, socket: t }                                                ok
      { op: deliver, address: "fd00:1::1", port: 5000, receivers: [t] }        ok
      { op: deliver, address: "::1", port: 5000, receivers: [t] }              ECONNREFUSED
    `,
  },
};

testCases('groups and broadcasts', { ...GROUPS, ...DEVICES });

/** One delivery for each rule that decides, with who receives by it and who would without it. */
const DECIDED: readonly (readonly [rule: string, why: RegExp, steps: string])[] = [
  ['receivers', /is for a \(/, '{ socket: a, address: 127.0.0.1 } [a]'],
  [
    'newest-of-equals',
    /^b \(.*is newer than a \(/,
    '{ socket: a, address: 0.0.0.0 } { socket: b, address: 0.0.0.0 } [b]',
  ],
  ['exact-before-any', /^a \(.*before b \(/, '{ socket: a, address: 127.0.0.1 } { socket: b, address: 0.0.0.0 } [a]'],
  [
    'device-before-none',
    /^a \(.*before b \(/,
    '{ socket: a, address: 0.0.0.0, device: lo } { socket: b, address: 0.0.0.0 } [a]',
  ],
  [
    'ipv4-before-dual-stack',
    /^a \(.*that of b \(/,
    '{ socket: a, address: 0.0.0.0 } { socket: b, address: "::", v6only: false } [a]',
  ],
  [
    'reuseport-group',
    /group of a \(.*\), b \(.*\), and c \(/,
    ['a', 'b', 'c']
      .map((name) => `{ socket: ${name}, address: 0.0.0.0, reuseport: true }`)
      .join(' ')
      .concat(' [a, b, c]'),
  ],
];

const trialOf = ([rule, , text]: (typeof DECIDED)[number]): string => {
  const sockets = text.match(/\{[^}]*\}/g) ?? [];
  const [receivers] = /\[.*\]$/.exec(text) ?? [];
  return [
    `  - id: ${rule}`,
    '    steps:',
    ...sockets.map((one) => `      - { op: bind, protocol: udp, reuseaddr: true, port: 5000, ${one.slice(1)}`),
    `      - { op: deliver, address: 127.0.0.1, port: 5000, count: 99, receivers: ${receivers} }`,
  ].join('\n');
};

for (const person of PEOPLE.slice(0, 1)) {
  describeWhere(person.able, 'a deliver step', () => {
    let checked: Checked;
    beforeAll(async () => {
      checked = await checkYaml(person, `version: 1\ntrials:\n${DECIDED.map(trialOf).join('\n')}\n`);
    });
    test.each(DECIDED)('names %s where that decides, and everybody who receives', (rule, why) => {
      const trial = checked.trials.find(({ id }) => id === rule);
      expect(trial, checked.stderr).toMatchObject({ status: 'met' });
      expect(trial?.steps.at(-1)).toMatchObject({
        observed: 'ok',
        predicted: expect.anything(),
        rule: `linux.${rule}`,
      });
      expect(trial?.steps.at(-1)?.why).toMatch(why);
    });
  });
}

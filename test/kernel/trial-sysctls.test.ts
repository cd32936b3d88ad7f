import { beforeAll, expect, test } from 'vitest';
import { describeWhere } from '../setup/where.ts';
import { type Checked, checkYaml, PEOPLE, PEOPLE_OF_LONG } from './check-trials.ts';

/** Each: the settings of the sandbox, the steps, and what is seen and foreseen of the last of them. */
const TRIALS: Readonly<Record<string, { readonly sysctls: string; readonly steps: string; readonly last: string }>> = {
  'somaxconn limits the backlog': {
    sysctls: 'net.core.somaxconn: 1',
    steps: `
      - { op: bind, socket: server, address: 127.0.0.1, port: 8080 }
      - { op: listen, socket: server, backlog: 128 }
      - { op: connect, socket: c1, address: 127.0.0.1, port: 8080 }
      - { op: connect, socket: c2, address: 127.0.0.1, port: 8080 }
      - { op: connect, socket: c3, address: 127.0.0.1, port: 8080, expect: EINPROGRESS }`,
    last: 'EINPROGRESS',
  },
  'migrate_req leaves what waits to the other listener': {
    sysctls: 'net.ipv4.tcp_migrate_req: 1',
    steps: `
      - { op: bind, socket: old, address: 127.0.0.1, port: 8080, reuseport: true }
      - { op: listen, socket: old }
      - { op: connect, socket: client, address: 127.0.0.1, port: 8080 }
      - { op: bind, socket: new, address: 127.0.0.1, port: 8080, reuseport: true }
      - { op: listen, socket: new }
      - { op: close, socket: old }
      - { op: accept, socket: conn, from: new }
      - { op: send, socket: client, bytes: 3 }
      - { op: receive, socket: conn, expectBytes: 3 }`,
    last: 'ok',
  },
  'migrate_req counts at a shutdown too': {
    sysctls: 'net.ipv4.tcp_migrate_req: 1',
    steps: `
      - { op: bind, socket: old, address: 127.0.0.1, port: 8080, reuseport: true }
      - { op: listen, socket: old }
      - { op: connect, socket: client, address: 127.0.0.1, port: 8080 }
      - { op: bind, socket: new, address: 127.0.0.1, port: 8080, reuseport: true }
      - { op: listen, socket: new }
      - { op: shutdown, socket: old, how: read }
      - { op: accept, socket: conn, from: new }`,
    last: 'ok',
  },
  'with max_tw_buckets 0 no TIME_WAIT is left': {
    sysctls: 'net.ipv4.tcp_max_tw_buckets: 0',
    steps: `
      - { op: bind, socket: server, address: 127.0.0.1, port: 8080 }
      - { op: listen, socket: server }
      - { op: connect, socket: client, address: 127.0.0.1, port: 8080 }
      - { op: accept, socket: conn, from: server }
      - { op: shutdown, socket: conn, how: write }
      - { op: close, socket: client }
      - { op: close, socket: conn }
      - { op: close, socket: server }
      - { op: bind, socket: again, address: 127.0.0.1, port: 8080 }`,
    last: 'ok',
  },
  'the first step that an unknown setting may touch is not foreseen': {
    sysctls: 'net.ipv4.tcp_mtu_probe_floor: 48',
    steps: `
      - { op: bind, socket: server, address: 127.0.0.1, port: 8080 }`,
    last: 'unknown',
  },
  'a setting of data leaves bind and listen foreseen': {
    sysctls: 'net.ipv4.tcp_rmem: "4096 4096 4096"',
    steps: `
      - { op: bind, socket: server, address: 127.0.0.1, port: 8080 }
      - { op: listen, socket: server }`,
    last: 'ok',
  },
};

const idOf = (name: string): string => name.replace(/\W+/g, '-');

const YAML = `version: 1\ntrials:${Object.entries(TRIALS)
  .map(
    ([name, { sysctls, steps }]) =>
      `\n  - id: ${idOf(name)}\n    sandbox: { sysctls: { ${sysctls} } }\n    steps:${steps}`,
  )
  .join('')}\n`;

for (const person of PEOPLE_OF_LONG)
  describeWhere(person.able, `what sysctls do, for ${person.who}`, () => {
    let checked: Checked;
    beforeAll(async () => {
      checked = await checkYaml(person, YAML);
    });
    test.each(Object.entries(TRIALS))('%s', (name, { last }) => {
      const trial = checked.trials.find(({ id }) => id === idOf(name));
      expect(trial?.status).toBe('met');
      const steps = trial?.steps ?? [];
      expect(steps.at(-1)?.predicted).toBe(last);
      expect(steps.slice(0, -1).map(({ predicted }) => predicted)).toEqual(steps.slice(0, -1).map((s) => s.observed));
    });
  });

const OPTION_AFTER_BIND = `
version: 1
trials:
  - id: reuseport-set-late
    steps:
      - { op: bind, socket: s1, protocol: udp, address: 0.0.0.0, port: 55001 }
      - { op: setsockopt, socket: s1, set: { reuseport: true } }
      - { op: bind, socket: s2, protocol: udp, address: 0.0.0.0, port: 55001, expect: EADDRINUSE }
      - { op: bind, socket: s3, protocol: udp, address: 0.0.0.0, port: 55001, reuseport: true }
      - { op: deliver, address: 127.0.0.1, port: 55001, count: 100, receivers: [s3, s1] }
  - id: reuseaddr-set-late-tcp
    steps:
      - { op: bind, socket: s1, address: 0.0.0.0, port: 55001 }
      - { op: setsockopt, socket: s1, set: { reuseaddr: true } }
      - { op: bind, socket: s2, address: 0.0.0.0, port: 55001, reuseaddr: true }
`;

for (const person of PEOPLE)
  describeWhere(person.able, `an option that is set after bind, for ${person.who}`, () => {
    test('counts for the next bind, and is foreseen', async () => {
      const { trials } = await checkYaml(person, OPTION_AFTER_BIND);
      expect(trials.map(({ status }) => status)).toEqual(['met', 'met']);
      const steps = trials.flatMap((trial) => trial.steps);
      expect(steps.map(({ predicted }) => predicted)).toEqual(steps.map(({ observed }) => observed));
    });
  });

import type { HoldingProcess } from '../../../src/model/evidence.ts';
import type { HeldSocket } from '../../../src/model/host.ts';
import { OK, refused } from '../../../src/model/outcome.ts';
import type { HeldPorts, WhyAnswer } from '../../../src/model/why.ts';
import { answerWhy } from '../../../src/why/answer.ts';
import type { Trier } from '../../../src/why/bind-trial.ts';
import { heldPorts } from '../../../src/why/held-ports.ts';
import { ADDRESSES, asked, at, evidenceOf, held, hostOf, leftover, NGINX, SURROUNDINGS } from '../../why/evidence.ts';

type Question = Parameters<typeof asked>;

function answered(
  question: Question,
  evidence: ReturnType<typeof evidenceOf>,
  trier: Trier = null,
  ports: readonly number[] = [],
): WhyAnswer {
  const answer = answerWhy({ listener: asked(...question), earlier: [] }, evidence, ports, trier);
  return { schema: 'bindmatrix/why@1', version: '1.2.3', ...answer, elsewhere: [] };
}

const IN_USE = refused('bind', 'EADDRINUSE');
const DENIED = refused('bind', 'EACCES');

const peer = { address: at('198.51.100.7'), port: 51_000 };
const WORKERS: readonly HoldingProcess[] = [
  NGINX,
  { ...NGINX, pid: 813, parent: 812 },
  { ...NGINX, pid: 814, parent: 812 },
];
const owners = WORKERS.map(({ pid, command }) => ({ pid, command }));
const { reuseaddr, reuseport, ...HIDDEN } = held('0.0.0.0', 443, { owners: [], uid: 33 });
const USER = hostOf({ uid: 1000, capabilities: [] });

/** As a host may be, and what is asked on it. */
export const ANSWERS: Readonly<Record<string, () => WhyAnswer>> = {
  nginx: () =>
    answered(
      ['0.0.0.0', 80],
      evidenceOf([held('127.0.0.1', 80, { reuseaddr: true, owners })], { processes: WORKERS }),
      ({ address }) => (address.ip === '0.0.0.0' ? IN_USE : OK),
    ),
  busy: () =>
    answered(
      ['192.0.2.2', 443],
      evidenceOf(
        [
          held('0.0.0.0', 443, { owners, reuseaddr: true }),
          held('192.0.2.2', 443, { state: 'ESTABLISHED', peer, count: 4321, inode: 7, owners }),
          { ...leftover('192.0.2.2', 443), count: 12 },
          held('0.0.0.0', 443, { protocol: 'udp', state: 'BOUND' }),
        ],
        { processes: WORKERS },
      ),
      () => IN_USE,
      [8443],
    ),
  hidden: () =>
    answered(
      ['0.0.0.0', 443, { reuse: 'port' }],
      evidenceOf([{ ...HIDDEN, uid: 1000 }], { host: USER, processes: [] }),
      () => DENIED,
    ),
  unknown: () =>
    answered(
      ['0.0.0.0', 8443, { reuse: 'addr+port' }],
      evidenceOf([{ ...HIDDEN, uid: 1000, port: 8443, owners: [{ pid: 9, command: 'evil\u001b[31m\u202e' }] }], {
        host: USER,
        processes: [
          { ...NGINX, pid: 9, command: 'evil\u001b[31m\u202e', unit: 'session-3.scope', user: 'a\nb', age: 59 },
        ],
        sight: { boundOnly: true, unread: 'EPERM' },
      }),
      () => IN_USE,
    ),
  'a-container': () =>
    answered(
      ['::', 80, { v6only: true }],
      evidenceOf([held('::', 80, { device: 'eth0' })], {
        processes: [
          { ...NGINX, unit: 'x.service', container: { runtime: 'docker', id: '0123456789ab' }, age: 100_000 },
        ],
        host: hostOf({}, ADDRESSES, { eth0: 'red', red: 'red' }),
        surroundings: { ...SURROUNDINGS, ipv6DisabledOn: ['wlan0'] },
      }),
    ),
  differs: () => answered(['192.0.2.2', 80], evidenceOf([], { sight: { boundOnly: false } }), () => IN_USE),
  'no-netlink': () =>
    answered(
      ['2001:db8::2', 80],
      evidenceOf([], {
        host: hostOf(
          {},
          ADDRESSES.map((one) => ({ ...one, state: 'deprecated', link: 'down' })),
        ),
        sight: { boundOnly: false, sockDiagRefused: 'EAFNOSUPPORT' },
        surroundings: { ...SURROUNDINGS, namespace: { id: 'net:[4026532000]', name: 'blue', initial: false } },
      }),
      () => OK,
    ),
  'a-user': () =>
    answered(
      ['0.0.0.0', 80],
      evidenceOf([held('0.0.0.0', 80)], {
        host: USER,
        processes: [{ ...NGINX, unit: 'web.service', unitOf: 1000, user: 'ann', uid: 1000 }],
      }),
      ({ port }) => (port === 80 ? DENIED : OK),
      [8080],
    ),
  'a-udp-service': () =>
    answered(
      ['192.0.2.2', 53, { protocol: 'udp', reuse: 'addr' }],
      evidenceOf([held('0.0.0.0', 53, { protocol: 'udp', state: 'BOUND', reuseaddr: true })]),
      () => IN_USE,
    ),
  'a-device': () =>
    answered(
      ['fe80::2%eth0', 80, { device: 'eth0', freebind: true, v6only: false }],
      evidenceOf([held('::', 80, { device: 'eth0' })]),
      () => IN_USE,
      [8080],
    ),
  'no-scope': () => answered(['fe80::1', 80], evidenceOf([]), null, [8080]),
  'an-absent-address': () => answered(['192.0.2.9', 80], evidenceOf([]), () => refused('socket', 'EMFILE'), [8080]),
  'a-restart': () =>
    answered(
      ['0.0.0.0', 80, { reuse: 'none' }],
      evidenceOf([leftover('192.0.2.2', 80)]),
      ({ options }) => (options.reuseaddr ? OK : IN_USE),
      [8080],
    ),
  'a-dual-stack-holder': () =>
    answered(['0.0.0.0', 80], evidenceOf([held('::', 80)], { host: hostOf({ uid: 33 }) }), null, [8080]),
  'a-dual-stack-newcomer': () =>
    answered(['::', 80], evidenceOf([held('0.0.0.0', 80, { uid: 33, reuseport: true })]), null, [8080]),
};

const many = (count: number, make: (i: number) => HeldSocket): HeldSocket[] =>
  Array.from({ length: count }, (_, i) => make(i));

const SSHD: HoldingProcess = {
  pid: 900,
  command: 'sshd',
  parent: 1,
  uid: 0,
  user: 'root',
  unit: 'ssh.service',
  mainOfUnit: true,
};

export const heldOn = (
  sockets: readonly HeldSocket[],
  processes: readonly HoldingProcess[] = [...WORKERS, SSHD],
): HeldPorts => ({
  schema: 'bindmatrix/held@1',
  version: '1.2.3',
  ...heldPorts(evidenceOf(sockets, { processes })),
});

export const HELD = (): HeldPorts =>
  heldOn([
    held('::', 22, { reuseaddr: true, v6only: true, owners: [{ pid: 900, command: 'sshd' }] }),
    held('0.0.0.0', 22, { reuseaddr: true, owners: [{ pid: 900, command: 'sshd' }] }),
    held('0.0.0.0', 80, { reuseaddr: true, reuseport: true, owners }),
    held('0.0.0.0', 80, { reuseaddr: true, reuseport: true, owners, inode: 4 }),
    held('192.0.2.2', 80, { state: 'ESTABLISHED', peer, count: 300, owners, inode: 5 }),
    { ...leftover('192.0.2.2', 8080), count: 2 },
    held('0.0.0.0', 53, { protocol: 'udp', state: 'BOUND', device: 'eth0' }),
    { ...HIDDEN, state: 'BOUND' },
    ...many(20, (i) => held('127.0.0.1', 7000 + i, { inode: 7000 + i })),
    ...many(9, (i) => held('127.0.0.1', 9000 + 10 * i, { inode: 9000 + i, reuseport: true })),
    ...many(5, (i) => held('192.0.2.2', 40_000 + i, { state: 'ESTABLISHED', peer, inode: 30 + i, owners })),
  ]);

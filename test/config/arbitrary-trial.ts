import fc from 'fast-check';
import type { SocketState } from '../../src/model/host.ts';
import type { Step, Trial, TrialDevice } from '../../src/model/trial.ts';
import { opening, optional, options, present } from './arbitrary-options.ts';

const name = fc.constantFrom('a', 'b', 'server', 'c-1');
const saved = fc.constantFrom('P', 'Q', 'R_1');
const outcome = fc.constantFrom('ok', 'EADDRINUSE', 'EAGAIN', 'EINVAL', 'EOPNOTSUPP');
const outcomes = fc.uniqueArray(outcome, { minLength: 1, maxLength: 3 });
const address = fc.constantFrom('0.0.0.0', '127.0.0.1', '::', '::1', '::ffff:127.0.0.1', 'fe80::1%d1', '2001:db8::1');
const port = fc.integer({ min: 1, max: 65535 });
const flag = optional(fc.boolean());
const states: readonly SocketState[] = ['LISTEN', 'TIME_WAIT', 'BOUND', 'FIN_WAIT2'];

/** A step that may not fit where it stands: `validStep` says what becomes of it there. */
const draft = fc.record({
  op: fc.constantFrom(
    'socket',
    'bind',
    'listen',
    'connect',
    'disconnect',
    'accept',
    'dup',
    'fork',
    'send',
    'sendto',
    'receive',
    'shutdown',
    'setsockopt',
    'join',
    'leave',
    'getsockname',
    'close',
    'reset',
    'sleep',
    'deliver',
    'state',
  ), // prettier-ignore
  socket: name,
  from: name,
  open: opening.map(([a, b]) => present({ ...a, ...b })),
  set: options.map(present).filter((set) => Object.keys(set).length > 0),
  address,
  port,
  reference: fc.boolean(),
  save: optional(saved),
  number: fc.integer({ min: 0, max: 60000 }),
  choice: fc.constantFrom('read', 'write', 'both'),
  state: fc.constantFrom(...states),
  expectPort: fc.oneof(
    port,
    fc.constant('nonzero'),
    fc.tuple(
      fc.constant(5),
      port.filter((p) => p >= 5),
    ),
  ),
  flag,
  expect: outcomes,
  claim: optional(outcomes),
  uid: optional(fc.constantFrom(0, 1000)),
  said: optional(fc.constantFrom('Now it closes: "first".', 'a\n# b')),
});
type Draft = typeof draft extends fc.Arbitrary<infer T> ? T : never;

/** What the names stand for so far. */
interface Names {
  readonly open: Set<string>;
  readonly saved: Map<string, 'port' | 'local'>;
}

/** The draft as a step that is valid after those before it. */
function validStep(d: Draft, names: Names): Step {
  const common = present({ expect: d.expect, claim: d.claim, uid: d.uid, prose: d.said });
  const own = fields(d, names);
  for (const [field, kind] of [
    ['savePort', 'port'],
    ['saveLocal', 'local'],
  ] as const) {
    const kept = (own as Record<string, unknown>)[field];
    if (typeof kept === 'string') names.saved.set(kept, kind);
  }
  return { ...present(own), ...common } as unknown as Step;
}

function fields(d: Draft, names: Names): object {
  const to = target(d, names);
  if (d.op === 'sleep') return { op: d.op, seconds: d.number / 1000 };
  if (d.op === 'state') return { op: d.op, ...to, state: d.state };
  if (d.op !== 'deliver') return socketFields(d, names, to) ?? { op: 'sleep', seconds: 0.5 };
  const count = d.flag === undefined ? undefined : 3;
  return {
    op: d.op,
    ...to,
    count,
    fromDevice: d.flag ? 'd1' : undefined,
    receivers: [...names.open].slice(0, 1),
    exact: d.flag,
  };
}

/** Where a step goes: written out, or what an earlier step saved. */
function target(d: Draft, { saved: kept }: Names): object {
  const local = [...kept].find(([, kind]) => kind === 'local')?.[0];
  const any = [...kept.keys()][0];
  return {
    address: d.reference && local !== undefined ? `$${local}` : d.address,
    port: d.reference && any !== undefined ? `$${any}` : d.port,
  };
}

/** Undefined where the socket is not as the op needs it. */
function socketFields({ op, socket, from, ...d }: Draft, { open }: Names, to: object): object | undefined {
  if (op === 'close' || op === 'reset') return open.delete(socket) ? { op, socket } : undefined;
  const wasOpen = open.has(socket);
  const isFrom = op === 'accept' || op === 'dup' || op === 'fork';
  const needsNew = op === 'socket' || isFrom;
  if ((needsNew && wasOpen) || (isFrom && !open.has(from))) return undefined;
  open.add(socket);
  if (isFrom) return { op, socket, from };
  const opens = wasOpen || Object.keys(d.open).length === 0 ? {} : { open: d.open };
  return { op, socket, ...opens, ...operation({ op, socket, from, ...d }, to) };
}

function operation(d: Draft, to: object): object {
  switch (d.op) {
    case 'bind':
      return { ...to, savePort: d.save };
    case 'listen':
      return { backlog: d.flag ? d.number : undefined, savePort: d.save };
    case 'connect':
      return { ...to, wait: d.flag, saveLocal: d.save };
    case 'send':
      return d.flag ? { full: true } : { bytes: d.number };
    case 'sendto':
      return { ...to, bytes: d.number };
    case 'receive':
      return { expectBytes: d.number };
    case 'shutdown':
      return { how: d.choice };
    case 'setsockopt':
      return { set: d.set };
    case 'join':
    case 'leave':
      return { group: d.flag ? '239.1.1.1' : 'ff05::1', interface: d.flag ? 'd1' : 'lo' };
    case 'getsockname':
      return { expectPort: d.expectPort, expectAddress: d.flag ? d.address : undefined };
    default:
      return {};
  }
}

/** Texts that YAML must quote, among others. */
const prose = fc.oneof(
  fc.constantFrom(
    'yes',
    'null',
    '~',
    '080',
    '1e3',
    '- a',
    '# b',
    'a: b',
    '"',
    "'",
    '*',
    '!x',
    '&y',
    '% z',
    '{',
    '\n',
    ' a ',
    'a\n  b\n',
    '\t',
    '::',
    '$P',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
);

const sandbox = fc.record({
  addresses: fc.subarray(['192.168.1.101/24', '10.10.2.102', '2001:db8::1/64', 'fe80::5']),
  devices: fc.subarray<TrialDevice>(['d1', { name: 'd2', addresses: ['192.0.2.1/24', '2001:db8:1::1'] }]),
  sysctls: fc.dictionary(
    fc.constantFrom('net.ipv4.tcp_tw_reuse', 'net.ipv6.bindv6only', 'net.ipv4.ip_local_port_range'),
    fc.oneof(fc.nat().map(String), fc.constantFrom('32768 60999', '007', '')),
    { noNullPrototype: true },
  ),
});

/** A valid trial of any ops, in any order that the names allow. */
export const arbitraryTrial: fc.Arbitrary<Trial> = fc
  .record({
    id: fc.constantFrom('a', 'restart-in-time-wait', '1', 'null', '1e3', 'A.b_c'),
    title: prose,
    platform: optional(fc.constantFrom('linux', 'freebsd')),
    sandbox,
    story: optional(
      fc.record({ quote: prose, prose: optional(prose), when: optional(prose), http: flag }).map(present),
    ),
    drafts: fc.array(draft, { minLength: 1, maxLength: 12 }),
  })
  .map(({ drafts, ...trial }) => {
    const names: Names = { open: new Set(), saved: new Map() };
    return { ...present(trial), steps: drafts.map((d) => validStep(d, names)) } as Trial;
  });

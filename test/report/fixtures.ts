import type { Family, Protocol } from '../../src/model/address.ts';
import { formatAddress, parseAddress } from '../../src/model/address.ts';
import { GridBuilder } from '../../src/model/grid.ts';
import type { HostFacts, Interface, LocalAddress } from '../../src/model/host.ts';
import type { Reuse, ReusePair, Sequence, V6only } from '../../src/model/options.ts';
import type { Cell } from '../../src/model/outcome.ts';
import type { Combination, Order } from '../../src/model/plan.ts';
import type {
  AloneReport,
  ListenerReport,
  MatrixReport,
  PortReport,
  Report,
  Summary,
  TogetherReport,
} from '../../src/model/report.ts';

/**
 * Linux's answer for two sockets of one user, as far as these fixtures need it (inet_csk_bind_conflict):
 * what a report shows must be like a real one, but no kernel is asked here.
 */
export function pairRule(holder: string, newcomer: string, c: Combination): readonly [outcome: Cell, rule: string] {
  if (!overlap(holder, newcomer, c.v6only)) return ['ok', 'linux.no-overlap'];
  const both = (option: string): boolean => c.reuse.holder.includes(option) && c.reuse.newcomer.includes(option);
  if (both('port')) return ['ok', 'linux.both-reuseport-same-uid'];
  if (both('addr') && c.protocol === 'udp') return ['ok', 'linux.udp-both-reuseaddr'];
  if (both('addr')) {
    return [c.sequence === 'listen-each' ? 'bind:EADDRINUSE' : 'listen:EADDRINUSE', 'linux.reuseaddr-old-listening'];
  }
  return ['bind:EADDRINUSE', c.reuse.newcomer.includes('addr') ? 'linux.old-lacks-reuseaddr' : 'linux.no-reuse-option'];
}

function overlap(a: string, b: string, v6only: V6only): boolean {
  if (a === b) return true;
  const [v4a, v4b] = [!a.includes(':'), !b.includes(':')];
  if (v4a && v4b) return a === '0.0.0.0' || b === '0.0.0.0';
  if (v4a !== v4b) return (v4a ? b : a) === '::' && v6only !== 'on';
  return a === '::' || b === '::';
}

const WHY: Readonly<Record<string, (holder: string, newcomer: string) => string>> = {
  'linux.no-overlap': () => 'no socket on the port overlaps this address',
  'linux.both-reuseport-same-uid': () => 'both sockets set SO_REUSEPORT and belong to one user',
  'linux.udp-both-reuseaddr': () => 'both UDP sockets set SO_REUSEADDR',
  'linux.reuseaddr-old-listening': (holder, newcomer) =>
    `${holder} is in LISTEN: SO_REUSEADDR on both sockets lets ${newcomer} share the port with any other state, never with a listener`,
  'linux.old-lacks-reuseaddr': (holder, newcomer) => `${newcomer} sets SO_REUSEADDR, but ${holder} did not`,
  'linux.no-reuse-option': (holder, newcomer) => `${holder} overlaps ${newcomer}, and neither sets a reuse option`,
};

const addressOf = (text: string): LocalAddress['address'] => {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
};

export const local = (text: string, name: string, prefix: number, rest: Partial<LocalAddress> = {}): LocalAddress => ({
  address: addressOf(text),
  interface: name,
  prefix,
  state: 'ok',
  link: 'up',
  ...rest,
});

export const FACTS: HostFacts = {
  os: 'linux',
  kernel: '6.18.44',
  uid: 1000,
  capabilities: [],
  netns: 'net:[4026531840]',
  sysctls: {
    'net.ipv4.ip_unprivileged_port_start': '1024',
    'net.ipv4.ip_local_port_range': '32768\t60999',
    'net.ipv6.bindv6only': '0',
  },
};

export const LO: Interface = { name: 'lo', index: 1, link: 'up', loopback: true, mtu: 65536, type: 'wired' };
export const ETH0: Interface = {
  name: 'eth0',
  index: 2,
  link: 'up',
  loopback: false,
  mtu: 1500,
  type: 'wired',
  mac: '02:00:00:00:00:02',
  speed: 1000,
  duplex: 'full',
  dhcp: true,
  default: true,
};
const LO_ADDRESSES = [local('127.0.0.1', 'lo', 8), local('::1', 'lo', 128)];

/** lo and eth0 with seven endpoints, ANY of both families among them. */
export const TWO_INTERFACES: readonly LocalAddress[] = [
  LO_ADDRESSES[0] as LocalAddress,
  local('192.0.2.2', 'eth0', 24),
  LO_ADDRESSES[1] as LocalAddress,
  local('fd00::2', 'eth0', 64),
  local('fe80::1%eth0', 'eth0', 64),
];

/** 127.0.0.1 and `n - 1` more of 10.0.0.0/16. */
export const manyAddresses = (n: number): LocalAddress[] =>
  Array.from({ length: n }, (_, i) =>
    i === 0 ? local('127.0.0.1', 'lo', 8) : local(`10.0.${i >> 8}.${i & 255}`, 'eth0', 16),
  );

export interface Setup {
  readonly addresses?: readonly LocalAddress[];
  readonly interfaces?: readonly Interface[];
  readonly protocol?: Protocol;
  readonly port?: number;
  readonly reuse?: readonly (Reuse | ReusePair)[];
  readonly v6only?: readonly V6only[];
  readonly sequence?: readonly Sequence[];
  readonly facts?: Partial<HostFacts>;
  readonly where?: Report['where'];
  readonly show?: readonly ('alone' | 'together' | 'matrix')[];
  readonly ports?: readonly PortReport[];
  /** What an address gives instead of `ok` when nobody holds the port. */
  readonly alone?: (address: string) => Cell;
  /** `skipped:held` */
  readonly skipped?: string;
  /** What the kernel does, where it is not what the rule says. */
  readonly kernel?: (holder: string, newcomer: string) => Cell | undefined;
}

const pair = (reuse: Reuse | ReusePair): ReusePair =>
  typeof reuse === 'string' ? { holder: reuse, newcomer: reuse } : reuse;

/** A whole report, as a run under these settings would make it. */
export function reportOf(setup: Setup = {}): Report {
  const addresses = setup.addresses ?? TWO_INTERFACES;
  const all = addresses.map((a) => formatAddress(a.address));
  const v4 = ['0.0.0.0', ...all.filter((a) => !a.includes(':'))];
  const v6 = all.some((a) => a.includes(':')) ? ['::', ...all.filter((a) => a.includes(':'))] : [];
  const show = setup.show ?? ['alone', 'together', 'matrix'];
  const made = combinations(setup);
  const families: [Family, string[]][] =
    v6.length > 0
      ? [
          ['inet', v4],
          ['inet6', v6],
        ]
      : [['inet', v4]];
  const alone = show.includes('alone') ? made.flatMap((c) => [...v4, ...v6].map((a) => aloneOf(setup, c, a))) : [];
  const together = show.includes('together')
    ? made.flatMap((c) =>
        families.flatMap(([family, list]) => ORDERS.map((order) => togetherOf(setup, c, family, order, list))),
      )
    : [];
  const matrices = show.includes('matrix') ? made.map((c) => matrixOf(setup, c, [...v4, ...v6])) : [];
  const report = {
    schema: 'bindmatrix/report@1',
    version: '0.1.0',
    host: { ...FACTS, ...setup.facts },
    where: setup.where ?? 'host',
    interfaces: setup.interfaces ?? [LO, ETH0],
    addresses,
    selected: [...v4, ...v6],
    ports:
      setup.ports ??
      made.map((c) => ({ protocol: c.protocol, port: c.port, caution: 'free', holders: [], ...ephemeral(c.port) })),
    alone,
    together,
    matrices,
    expectations: [],
    trials: [],
    disagreements: [],
  } as const;
  return { ...report, summary: summaryOf(report) };
}

const ORDERS: readonly Order[] = ['any-first', 'any-last'];

const ephemeral = (port: number): { ephemeralRange?: [number, number] } =>
  port >= 32768 && port <= 60999 ? { ephemeralRange: [32768, 60999] } : {};

const combinations = (s: Setup): Combination[] =>
  (s.reuse ?? ['addr']).flatMap((reuse) =>
    (s.v6only ?? ['system']).flatMap((v6only) =>
      (s.sequence ?? ['listen-each']).map((sequence) => ({
        protocol: s.protocol ?? 'tcp',
        port: s.port ?? 50005,
        reuse: pair(reuse),
        v6only,
        sequence,
      })),
    ),
  );

function aloneOf(s: Setup, c: Combination, address: string): AloneReport {
  const outcome = s.alone?.(address) ?? 'ok';
  const rule =
    outcome === 'ok'
      ? 'linux.no-overlap'
      : outcome === 'bind:EACCES'
        ? 'linux.privileged-port'
        : 'linux.address-not-local';
  return {
    ...c,
    reuse: s.skipped ? 'none' : c.reuse.newcomer,
    address,
    outcome,
    listened: !s.skipped && c.protocol === 'tcp',
    predicted: outcome,
    rule,
  };
}

function togetherOf(s: Setup, c: Combination, family: Family, order: Order, list: readonly string[]): TogetherReport {
  const base = { ...c, family, order, strangers: 0 };
  if (s.skipped !== undefined) return { ...base, listeners: [], skipped: s.skipped };
  const [any = '', ...specific] = list;
  const started = order === 'any-first' ? [any, ...specific] : [...specific, any];
  const up: string[] = [];
  const made = started.map((address): ListenerReport => {
    const failed = s.alone?.(address) ?? 'ok';
    const blocker = failed === 'ok' ? up.find((old) => outcomeOf(s, old, address, c)[0] !== 'ok') : undefined;
    const [outcome, rule] =
      failed !== 'ok'
        ? [failed, 'linux.address-not-local']
        : up.length === 0
          ? (['ok', 'linux.no-overlap'] as const)
          : outcomeOf(s, blocker ?? up[0] ?? '', address, c);
    if (outcome === 'ok') up.push(address);
    return {
      address,
      outcome,
      predicted: outcome,
      rule,
      why: WHY[rule]?.(endpoint(blocker ?? up[0] ?? '', c.port), endpoint(address, c.port)) ?? '',
      answers: null,
      reached: '',
      predictedAnswers: [],
    };
  });
  return { ...base, listeners: made.map((listener) => answered(listener, up, any)) };
}

const endpoint = (address: string, port: number): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

/** A client meets the exact address's listener before ANY's; to connect to ANY is to connect to loopback. */
function answered(listener: ListenerReport, up: readonly string[], any: string): ListenerReport {
  const target = listener.address === '0.0.0.0' ? '127.0.0.1' : listener.address === '::' ? '::1' : listener.address;
  const answers = up.includes(target) ? target : up.includes(any) ? any : null;
  return {
    ...listener,
    answers,
    reached: answers === null ? 'connect:ECONNREFUSED' : 'ok',
    predictedAnswers: answers === null ? [] : [answers],
  };
}

function outcomeOf(s: Setup, holder: string, newcomer: string, c: Combination): readonly [Cell, string] {
  const [outcome, rule] = pairRule(holder, newcomer, c);
  return [s.kernel?.(holder, newcomer) ?? outcome, rule];
}

function matrixOf(s: Setup, c: Combination, addresses: readonly string[]): MatrixReport {
  const n = s.skipped === undefined ? addresses.length : 0;
  const [cells, predicted, rules] = [new GridBuilder(n, n), new GridBuilder(n, n), new GridBuilder(n, n)];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [holder = '', newcomer = ''] = [addresses[i], addresses[j]];
      const [held, tried] = [s.alone?.(holder) ?? 'ok', s.alone?.(newcomer) ?? 'ok'];
      const [outcome, rule] = pairRule(holder, newcomer, c);
      const foreseen = held !== 'ok' ? (`holder:${held}` as Cell) : tried !== 'ok' ? tried : outcome;
      cells.set(i, j, held === 'ok' && tried === 'ok' ? (s.kernel?.(holder, newcomer) ?? outcome) : foreseen);
      predicted.set(i, j, foreseen);
      rules.set(i, j, held !== 'ok' || tried !== 'ok' ? 'linux.address-not-local' : rule);
    }
  }
  const base = {
    ...c,
    addresses,
    cells: cells.build(),
    predicted: predicted.build(),
    rules: rules.build(),
    strangers: 0,
  };
  return s.skipped === undefined ? base : { ...base, skipped: s.skipped };
}

type Parts = Pick<Report, 'alone' | 'together' | 'matrices'>;

function summaryOf({ alone, together, matrices }: Parts): Summary {
  const tally = (outcomes: readonly string[]): Summary['alone'] => ({
    ok: outcomes.filter((o) => o === 'ok').length,
    failed: outcomes.filter((o) => o !== 'ok' && !o.startsWith('skipped')).length,
    skipped: outcomes.filter((o) => o.startsWith('skipped')).length,
  });
  const none = { met: 0, unmet: 0, inconclusive: 0, skipped: 0 };
  return {
    alone: tally(alone.map((a) => a.outcome)),
    together: tally(together.flatMap((t) => t.listeners.map((l) => l.outcome))),
    pairs: tally(matrices.flatMap((m) => [...m.cells.cells].map((code) => m.cells.codes[code] ?? ''))),
    expectations: none,
    trials: none,
    disagreements: 0,
    unknown: 0,
  };
}

import { type Address, type Protocol, parseAddress } from '../../src/model/address.ts';
import { DEFAULT_AXES, type Pair } from '../../src/model/axes.ts';
import type { Host, SocketState } from '../../src/model/host.ts';
import type { Reuse, Sequence, V6only } from '../../src/model/options.ts';
import { formatPrediction } from '../../src/model/outcome.ts';
import { judge } from '../../src/rules/decide.ts';
import {
  environmentOf,
  type OperatingSystem,
  predictPair,
  type RuleEnvironment,
  ruleSet,
} from '../../src/rules/index.ts';
import type { RuleSocket } from '../../src/rules/rule-socket.ts';

/** An address that the test knows to be right. */
export function at(text: string): Address {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

const LOCAL = ['127.0.0.1', '10.0.0.1', '10.0.0.2', '::1', 'fd00::1'];

const HOST: Host = {
  facts: {
    os: 'linux',
    hostname: '',
    kernel: '',
    uid: 0,
    capabilities: ['CAP_NET_BIND_SERVICE'],
    netns: '',
    sysctls: {},
  },
  interfaces: ['lo', 'eth0', 'd1', 'd2'].map((name, i) => ({ name, index: i + 1, link: 'up', loopback: i === 0 })),
  addresses: LOCAL.map((text) => ({
    address: at(text),
    interface: 'lo',
    prefix: text.includes(':') ? 128 : 32,
    state: 'ok',
    link: 'up',
  })),
  ipv6: true,
};

/** A host with 127.0.0.1, 10.0.0.1, 10.0.0.2, ::1 and fd00::1, as root unless `uid` says otherwise. */
export const environment = (os: OperatingSystem, uid = 0): RuleEnvironment => ({
  ...environmentOf(HOST, [], ruleSet(os).v6only),
  uid,
  privileged: uid === 0,
});

export interface PairOptions {
  readonly protocol?: Protocol;
  readonly holder?: Reuse;
  readonly newcomer?: Reuse;
  readonly v6only?: V6only;
  readonly sequence?: Sequence;
  readonly port?: number;
  /** `1000/1001`: the accounts of holder and newcomer. */
  readonly uid?: Pair<string>;
}

/** `['bind:EADDRINUSE', 'no-reuse']`: what becomes of the second address while the first listens, with the rule's name. */
export function pair(os: OperatingSystem, first: string, second: string, options: PairOptions = {}): [string, string] {
  const { protocol = 'tcp', holder = 'none', newcomer = 'none', v6only = 'off', sequence = 'listen-each' } = options;
  const { port = 50005, uid = DEFAULT_AXES.uid } = options;
  const combination = { protocol, port, ...DEFAULT_AXES, reuse: { holder, newcomer }, v6only, sequence, uid };
  const { outcome, rule } = predictPair(ruleSet(os), environment(os), combination, at(first), at(second));
  return [formatPrediction(outcome), rule.replace(`${os}.`, '')];
}

/** `0.0.0.0 addr, uid 1000, LISTEN` as a socket. */
export interface Shape {
  readonly address: string;
  readonly reuse?: Reuse;
  readonly uid?: number;
  readonly state?: SocketState;
  readonly protocol?: Protocol;
  readonly v6only?: boolean;
  readonly exclusive?: boolean;
  readonly port?: number;
}

export function socketOf(shape: Shape): RuleSocket {
  const { reuse = 'none', uid = 0, state = 'LISTEN', protocol = 'tcp', v6only = false, exclusive = false } = shape;
  const address = at(shape.address);
  return {
    protocol,
    family: address.family,
    address,
    port: shape.port ?? 50005,
    v6only,
    reuseaddr: reuse.startsWith('addr'),
    reuseport: reuse.endsWith('port'),
    device: undefined,
    freebind: false,
    uid,
    state,
    hidden: [],
    ...(exclusive ? { exclusive } : {}),
  };
}

/** bind(2) of a socket beside others, the oldest first: `['EADDRINUSE', 'no-reuse']`. */
export function bind(os: OperatingSystem, newcomer: Shape, ...olds: readonly Shape[]): [string, string] {
  const attempt = {
    env: environment(os, newcomer.uid),
    newcomer: socketOf({ ...newcomer, state: 'BOUND' }),
    call: 'bind' as const,
  };
  const { outcome, rule } = judge(ruleSet(os), attempt, olds.map(socketOf));
  return [outcome.kind === 'refused' ? outcome.errno : outcome.kind, rule.replace(`${os}.`, '')];
}

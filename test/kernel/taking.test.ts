import { describe, expect, test } from 'vitest';
import { discoverHost } from '../../src/discover/host.ts';
import { socketsOn } from '../../src/discover/sockets.ts';
import { type Address, formatAddress, type Protocol, parseAddress } from '../../src/model/address.ts';
import type { Listener } from '../../src/model/listener.ts';
import { REUSE, type Reuse, reuseOptions, type SocketOptions } from '../../src/model/options.ts';
import { OK } from '../../src/model/outcome.ts';
import type { TrafficImpact } from '../../src/model/remedy.ts';
import type { Result } from '../../src/model/result.ts';
import type { Sockets } from '../../src/net/socket.ts';
import { meet } from '../../src/run/client.ts';
import { hypothesisOf } from '../../src/why/hypothesis.ts';
import { socketVerdictsOf } from '../../src/why/socket-verdicts.ts';
import { canEnter, inside } from '../net/inside.ts';
import { times } from '../setup/long.ts';
import { describeWhere } from '../setup/where.ts';

/** Each pair has a port of its own: what an earlier one left is not in its way. */
const FIRST_PORT = 5060;
/** So many clients are all met by one of two only if no hash decides among them. */
const CLIENTS = 24;

function value<T>(result: Result<T, unknown>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}

const at = (text: string): Address => value(parseAddress(text));

/** A listener as a test writes it. */
interface Written {
  readonly address: string;
  readonly reuse: Reuse;
  readonly options?: SocketOptions;
}

const listenerOf = (protocol: Protocol, port: number, { address, reuse, options }: Written): Listener => ({
  protocol,
  address: at(address),
  port,
  options: { ...reuseOptions(reuse), ...options },
});

/** An open socket; undefined where it may not be bound. */
function open(sockets: Sockets, { protocol, address, port, options }: Listener): number | undefined {
  const fd = value(sockets.open(protocol, address.family));
  const isBound =
    sockets.setOptions(fd, options) === OK &&
    sockets.bind(fd, sockets.sockaddr(address, port)) === OK &&
    (protocol === 'udp' || sockets.listen(fd, 99) === OK);
  if (isBound) return fd;
  sockets.reset(fd);
  return undefined;
}

const DESTINATIONS = ['127.0.0.1', '127.0.0.2', '10.1.0.1', '::1', 'fd00:1::1'].map(at);

/** By destination: how many clients each of the open sockets received. */
type Received = ReadonlyMap<string, readonly number[]>;

function send(sockets: Sockets, { protocol, port }: Listener, fds: readonly number[], clients = 1): Received {
  const marked = fds.map((fd) => ({ fd, address: { ...at('192.0.2.1') } }));
  return new Map(
    DESTINATIONS.map((address) => {
      const counts = fds.map(() => 0);
      for (let i = 0; i < clients; i++) {
        const { answers } = meet(sockets, { protocol, address, to: sockets.sockaddr(address, port) }, marked);
        const place = marked.findIndex((one) => one.address === answers);
        if (place >= 0) counts[place] = (counts[place] ?? 0) + 1;
      }
      return [formatAddress(address), counts] as const;
    }),
  );
}

interface Seen {
  readonly said: TrafficImpact | undefined;
  readonly seen: TrafficImpact;
}

/** What `why` says of the newcomer beside the holder, and what happens; undefined where the bind is refused. */
function ask(sockets: Sockets, holder: Listener, newcomer: Listener): Seen | undefined {
  const old = open(sockets, holder) as number;
  const listed = value(socketsOn([holder.port], [holder.protocol])).sockets;
  const { reuseaddr = false, reuseport = false } = holder.options;
  const held = listed.map((one) => ({ ...one, reuseaddr, reuseport }));
  const [verdict] = socketVerdictsOf(hypothesisOf(newcomer, value(discoverHost()), held));
  const before = send(sockets, holder, [old]);
  const fresh = open(sockets, newcomer);
  if (fresh === undefined) {
    expect(verdict?.prediction.outcome.kind).not.toBe('ok');
    sockets.reset(old);
    return undefined;
  }
  const after = send(sockets, holder, [old, fresh], CLIENTS);
  sockets.reset(old);
  const alone = send(sockets, holder, [fresh]);
  sockets.reset(fresh);
  return { said: verdict?.impact, seen: impactOf(before, after, alone) };
}

const LAYOUT = {
  devices: [
    { name: 'd1', link: 'up', addresses: [], subnets: [at('10.1.0.1'), at('fd00:1::1')].map(inSubnet) },
  ] as const,
};

function inSubnet(address: Address): { address: Address; prefix: number } {
  return { address, prefix: address.family === 'inet' ? 24 : 64 };
}

/** Of the destinations that both receive by themselves. */
function impactOf(before: Received, after: Received, alone: Received): TrafficImpact {
  const shared = [...before].filter(([to, [own = 0]]) => own > 0 && (alone.get(to)?.[0] ?? 0) > 0);
  const kept = shared.map(([to]) => after.get(to)?.[0] ?? 0);
  if (kept.every((count) => count === CLIENTS)) return 'nothing';
  return kept.every((count) => count === 0) ? 'all' : 'part';
}

const NEWCOMERS: readonly Omit<Written, 'reuse'>[] = [
  { address: '0.0.0.0' },
  { address: '127.0.0.1' },
  { address: '::', options: { v6only: false } },
  { address: '::1' },
  { address: '0.0.0.0', options: { device: 'd1' } },
];

const HOLDERS: readonly Omit<Written, 'reuse'>[] = [
  { address: '0.0.0.0' },
  { address: '::', options: { v6only: false } },
  { address: '127.0.0.1' },
  { address: '0.0.0.0', options: { device: 'd1' } },
];

const named = ({ address, reuse, options = {} }: Written): string =>
  `${address}${options.device === undefined ? '' : `%${options.device}`} ${reuse}`;

const LINUX_REUSE = REUSE.filter((reuse): reuse is Reuse => ['none', 'addr', 'port', 'addr+port'].includes(reuse));

/** A holder and a newcomer with each mix of their reuse options. */
const mixesOf = (holder: Omit<Written, 'reuse'>): readonly (readonly [old: Written, fresh: Written])[] =>
  LINUX_REUSE.flatMap((reuse) =>
    NEWCOMERS.flatMap((one) =>
      LINUX_REUSE.map(
        (own) =>
          [
            { ...holder, reuse },
            { ...one, reuse: own },
          ] as const,
      ),
    ),
  );

describeWhere(canEnter(), 'who receives once a newcomer is bound', () => {
  describe.each(['udp', 'tcp'] as const)('%s', (protocol) => {
    test.each(HOLDERS)('beside a holder on $address is what why says, for mixes of reuse options', (holder) => {
      const results = inside(
        (sockets) =>
          mixesOf(holder)
            .filter((_, i) => i % times(3, 1) === 0)
            .flatMap(([old, fresh], i) => {
              const [first, second] = [old, fresh].map((one) => listenerOf(protocol, FIRST_PORT + i, one)) as [
                Listener,
                Listener,
              ];
              const result = ask(sockets, first, second);
              return result === undefined ? [] : [{ old: named(old), fresh: named(fresh), ...result }];
            }),
        LAYOUT,
      );
      expect(results.filter(({ said, seen }) => (said === 'copies' ? 'nothing' : said) !== seen)).toEqual([]);
      expect(results.length).toBeGreaterThan(0);
    });
  });
});

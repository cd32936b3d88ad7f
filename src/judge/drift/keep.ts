import { formatAddress } from '../../model/address.ts';
import type { Evidence, HoldingProcess } from '../../model/evidence.ts';
import type { HeldSocket } from '../../model/host.ts';
import type {
  HostSnapshot,
  KeptInterface,
  KeptOwner,
  KeptSocket,
  SnapshotSight,
  SocketField,
} from '../../model/host-snapshot.ts';
import { hindranceOf } from '../../model/visibility.ts';

/** Whether a socket is kept: it listens, or is bound and has no peer. */
export const isKept = ({ state, peer }: HeldSocket): boolean =>
  peer === undefined && (state === 'LISTEN' || state === 'BOUND');

/** Makes a snapshot of what was seen of a host, in an order that does not depend on the kernel's tables. */
export function keep(
  { host, surroundings, sight: seen, sockets, processes }: Evidence,
  rest: Pick<HostSnapshot, 'version' | 'localhost'>,
): HostSnapshot {
  const { os, hostname, kernel, kernelBuild, sysctls, unread } = host.facts;
  const sight = sightOf(host.facts, seen);
  const users = new Map(processes.map((one) => [one.pid, one]));
  return {
    ...rest,
    facts: {
      os,
      hostname,
      kernel,
      ...(kernelBuild === undefined ? {} : { kernelBuild }),
      ...(unread?.includes('sysctls') ? { unread: ['sysctls'] } : {}),
      sysctls,
    },
    ipv6: host.ipv6,
    ...(host.noLocalTable === undefined ? {} : { noLocalTable: host.noLocalTable }),
    ...(host.localRoutes === undefined ? {} : { localRoutes: host.localRoutes }),
    ...(host.unrouted === undefined ? {} : { unrouted: host.unrouted }),
    sight,
    interfaces: host.interfaces.map((one): KeptInterface => {
      const { name, index, link, loopback, mtu, vrf } = one;
      return {
        name,
        index,
        link,
        loopback,
        ...(mtu === undefined ? {} : { mtu }),
        ...(vrf === undefined ? {} : { vrf }),
        ...(surroundings.ipv6DisabledOn.includes(name) ? { ipv6Disabled: true } : {}),
      };
    }),
    addresses: host.addresses,
    sockets: counted(sockets.filter(isKept).map((one) => keptSocket(one, sight, users))),
  };
}

function sightOf(
  facts: Evidence['host']['facts'],
  { boundOnly, sockDiagRefused, unread }: Evidence['sight'],
): SnapshotSight {
  const hidden: SnapshotSight['hidden'] =
    facts.unread?.includes('capabilities') === true
      ? 'no capability'
      : (hindranceOf(facts) ?? (facts.initialPidNamespace === false ? 'pid namespace' : undefined));
  return {
    uid: facts.uid,
    boundOnly,
    ...(hidden === undefined ? {} : { hidden }),
    ...(sockDiagRefused === undefined ? {} : { sockDiagRefused }),
    ...(unread === undefined ? {} : { unread }),
  };
}

type Users = ReadonlyMap<number, HoldingProcess>;

function keptSocket(held: HeldSocket, sight: SnapshotSight, users: Users): KeptSocket {
  const { protocol, address, port, uid, v6only, device, reuseaddr, reuseport, backlog } = held;
  return {
    protocol,
    address,
    port,
    state: held.state === 'LISTEN' ? 'LISTEN' : 'BOUND',
    uid,
    ...(v6only === undefined ? {} : { v6only }),
    ...(device === undefined ? {} : { device }),
    ...(reuseaddr === undefined ? {} : { reuseaddr }),
    ...(reuseport === undefined ? {} : { reuseport }),
    ...(backlog === undefined ? {} : { backlog }),
    owners: ownersOf(held, users),
    unknown: unknownOf(held, sight),
  };
}

/** What of a socket could not be seen. /proc/net shows neither a device nor IPV6_V6ONLY, nor the backlog. */
function unknownOf(held: HeldSocket, { hidden, sockDiagRefused }: SnapshotSight): SocketField[] {
  const { address, protocol, state, v6only, device, reuseaddr, reuseport, backlog } = held;
  const isListener = protocol === 'tcp' && state === 'LISTEN';
  const isOfTable = isListener ? backlog === undefined : sockDiagRefused !== undefined;
  const missing: Readonly<Record<SocketField, boolean>> = {
    v6only: address.family === 'inet6' && v6only === undefined,
    device: device === undefined && isOfTable,
    reuseaddr: reuseaddr === undefined,
    reuseport: reuseport === undefined,
    backlog: isListener && backlog === undefined,
    owners: hidden !== undefined,
  };
  return (Object.keys(missing) as SocketField[]).filter((field) => missing[field]);
}

/** A server and its children have the same name: they are one, as many as they may be. */
function ownersOf({ owners }: HeldSocket, users: Users): readonly KeptOwner[] {
  const all = owners.map(({ pid, command, uid }): KeptOwner => {
    const user = users.get(pid)?.user;
    return { command, ...(uid === undefined ? {} : { uid }), ...(user === undefined ? {} : { user }) };
  });
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).entries()].sort(byKey).map(([, one]) => one);
}

/** Alike sockets are one that is counted. */
function counted(sockets: readonly KeptSocket[]): readonly KeptSocket[] {
  const alike = new Map<string, { readonly one: KeptSocket; readonly count: number }>();
  for (const one of sockets) {
    const key = sortKey(one);
    alike.set(key, { one, count: (alike.get(key)?.count ?? 0) + 1 });
  }
  return [...alike.entries()].sort(byKey).map(([, { one, count }]) => (count === 1 ? one : { ...one, count }));
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** Sorts by protocol, port and address, and tells apart whatever differs. */
const sortKey = (socket: KeptSocket): string => {
  const { protocol, port, address } = socket;
  return `${protocol} ${String(port).padStart(5, '0')} ${address.family} ${formatAddress(address)} ${JSON.stringify(socket)}`;
};

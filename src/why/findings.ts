import { isAny, sameAddress, unmap } from '../model/address.ts';
import type { HeldSocket, Host, LocalAddress } from '../model/host.ts';
import type { AddressFactor, Bind, Evidence, Factor, Role, SocketVerdict, Waiver } from '../model/why.ts';
import { environmentOf, locality } from '../rules/environment.ts';
import { contains, ephemeralRange, isReserved } from './ports.ts';
import { vrfOf } from './hypothesis.ts';

/** What the findings are made from. */
export interface Ground {
  readonly bind: Bind;
  readonly evidence: Evidence;
  readonly blockers: readonly SocketVerdict[];
  readonly others: readonly SocketVerdict[];
}

/** Everything beside the sockets that decides, could have decided, or will be noticed later. */
export const findingsOf = (ground: Ground): Factor[] => MAKERS.flatMap((make) => make(ground) ?? []);

const roleOf = (isCause: boolean): Role => (isCause ? 'cause' : 'not the cause');

function privilege({ bind: { port }, evidence: { host } }: Ground): Factor {
  const below = Number(host.facts.sysctls['net.ipv4.ip_unprivileged_port_start'] ?? '1024');
  const capable = host.facts.capabilities.includes('CAP_NET_BIND_SERVICE');
  return { id: 'privilege', role: roleOf(port < below && !capable), port, below, capable };
}

function address({ bind, evidence: { host } }: Ground): Factor {
  const asked = unmap(bind.address);
  const local = host.addresses.find(({ address: own }) =>
    asked.zone === undefined ? own.ip === asked.ip : sameAddress(own, asked),
  );
  const state = addressState(bind, host, local);
  const waived = state === 'any' || state === 'local' ? undefined : waiverOf(bind, host);
  const isRefused = state !== 'any' && state !== 'local' && waived === undefined;
  const isOdd = waived !== undefined || (local !== undefined && (local.link !== 'up' || local.state === 'deprecated'));
  return {
    id: 'address',
    role: isRefused ? 'cause' : isOdd ? 'note' : 'not the cause',
    state,
    ...(local === undefined ? {} : { local }),
    ...(waived === undefined ? {} : { waived }),
  };
}

function addressState(bind: Bind, host: Host, local: LocalAddress | undefined): AddressFactor {
  if (isAny(unmap(bind.address))) return 'any';
  if (local !== undefined) return local.state === 'dadfailed' || local.state === 'tentative' ? local.state : 'local';
  return locality(environmentOf(host, []), bind.address) === 'absent' ? 'absent' : 'local';
}

function waiverOf({ freebind, address: { family } }: Bind, { facts }: Host): Waiver | undefined {
  if (freebind) return 'IP_FREEBIND';
  const name = family === 'inet' ? 'net.ipv4.ip_nonlocal_bind' : 'net.ipv6.ip_nonlocal_bind';
  return facts.sysctls[name] === '1' ? name : undefined;
}

function ipv6({ bind, evidence: { host, surroundings } }: Ground): Factor | undefined {
  if (bind.address.family !== 'inet6') return undefined;
  const { ipv6DisabledOn: disabledOn } = surroundings;
  const isAbsent = addressState(bind, host, undefined) === 'absent' && waiverOf(bind, host) === undefined;
  const role = roleOf(!host.ipv6 || (isAbsent && disabledOn.length > 0));
  const isNote = role !== 'cause' && disabledOn.length > 0;
  return { id: 'ipv6', role: isNote ? 'note' : role, sockets: host.ipv6, disabledOn };
}

/** `::` takes IPv4 too, or does not. */
function bindv6only({ bind, evidence: { host }, blockers }: Ground): Factor | undefined {
  if (bind.address.ip !== '::') return undefined;
  const dualStack =
    bind.v6only === 'system' ? host.facts.sysctls['net.ipv6.bindv6only'] !== '1' : bind.v6only === 'off';
  const isCause = dualStack && blockers.some(({ socket }) => unmap(socket.address).family === 'inet');
  return { id: 'bindv6only', role: roleOf(isCause), dualStack, byOption: bind.v6only !== 'system' };
}

const isTimeWait = ({ socket }: SocketVerdict): boolean => socket.state === 'TIME_WAIT';

function timeWait({ bind, blockers, others }: Ground): Factor | undefined {
  if (bind.protocol === 'udp') return undefined;
  const blocking = blockers.filter(isTimeWait);
  const all = [...blocking, ...others.filter(isTimeWait)].map(({ socket }) => socket);
  return { id: 'time-wait', role: roleOf(blocking.length > 0), count: countOf(all), seconds: secondsOf(all) };
}

const countOf = (sockets: readonly HeldSocket[]): number => sockets.reduce((n, { count = 1 }) => n + count, 0);

/** Until the last of them is forgotten. */
const secondsOf = (sockets: readonly HeldSocket[]): number =>
  Math.ceil(Math.max(0, ...sockets.map(({ expires = 0 }) => expires)));

/** A port that the kernel may give to any connection: held or free, that can be otherwise at the next start. */
function ephemeral({ bind, evidence: { host }, blockers }: Ground): Factor | undefined {
  const range = ephemeralRange(host);
  if (range === undefined || !contains(range, bind.port)) return undefined;
  const reserved = isReserved(host, bind.port);
  const isCause = blockers.some(({ socket }) => socket.peer !== undefined && socket.state !== 'TIME_WAIT');
  return { id: 'ephemeral', role: reserved ? 'not the cause' : isCause ? 'cause' : 'note', range, reserved };
}

function vrf({ bind, evidence: { host, surroundings } }: Ground): Factor | undefined {
  const { vrfs } = surroundings;
  const own = vrfOf(vrfs, bind.device ?? bind.address.zone);
  const others = [...new Set(Object.values(vrfs))].filter((name) => name !== own);
  if (own === undefined && others.length === 0) return undefined;
  const shared = bind.protocol === 'udp' || host.facts.sysctls['net.ipv4.tcp_l3mdev_accept'] === '1';
  return { id: 'vrf', role: 'note', ...(own === undefined ? {} : { vrf: own }), others, shared };
}

const namespace = ({ evidence: { surroundings } }: Ground): Factor => ({
  id: 'namespace',
  role: 'note',
  namespace: surroundings.namespace,
});

function unseen({ bind, evidence: { sight } }: Ground): Factor | undefined {
  if (sight.boundOnly || bind.protocol === 'udp') return undefined;
  const { sockDiagRefused: refused } = sight;
  return { id: 'unseen', role: 'note', ...(refused === undefined ? {} : { refused }) };
}

const MAKERS: readonly ((ground: Ground) => Factor | undefined)[] = [
  privilege,
  address,
  ipv6,
  bindv6only,
  timeWait,
  ephemeral,
  vrf,
  namespace,
  unseen,
];

import { ephemeralRange, inRange, isReserved } from '../model/ephemeral-ports.ts';
import { greatest } from '../model/extremes.ts';
import type { Factor } from '../model/factor.ts';
import type { HeldSocket } from '../model/host.ts';
import type { SocketVerdict } from '../model/why.ts';
import { address, bindv6only, ipv6 } from './address-factors.ts';
import { type FactorContext, type FactorMaker, roleOf } from './factor.ts';
import { deviceOf, vrfOf } from './hypothesis.ts';

/** Everything beside the sockets that decides, could have decided, or will be noticed later. */
export const factorsOf = (context: FactorContext): Factor[] =>
  MAKERS.flatMap((make) => make(context) ?? []).map((one) => settled(one, context));

/** Nothing is the cause of a bind that passes, and none is certain where it may pass. */
function settled(factor: Factor, { outcome }: FactorContext): Factor {
  if (factor.role !== 'cause' || outcome.kind === 'refused') return factor;
  return { ...factor, role: outcome.kind === 'ok' && factor.id !== 'ephemeral' ? 'not the cause' : 'note' };
}

const privilege: FactorMaker = ({ listener: { port }, evidence: { host } }) => {
  const below = Number(host.facts.sysctls['net.ipv4.ip_unprivileged_port_start'] ?? '1024');
  const capable = host.facts.capabilities.includes('CAP_NET_BIND_SERVICE');
  const idle = host.facts.idleCapabilities?.includes('CAP_NET_BIND_SERVICE') ? ({ idle: true } as const) : {};
  const { unread } = host.facts;
  const known = unread === undefined ? {} : { unread };
  return { id: 'privilege', role: roleOf(port < below && !capable), port, below, capable, ...idle, ...known };
};

const isTimeWait = ({ socket }: SocketVerdict): boolean => socket.state === 'TIME_WAIT';

const timeWait: FactorMaker = ({ listener, blockers, others }) => {
  if (listener.protocol === 'udp') return undefined;
  const blocking = blockers.filter(isTimeWait);
  const all = [...blocking, ...others.filter(isTimeWait)].map(({ socket }) => socket);
  return { id: 'time-wait', role: roleOf(blocking.length > 0), count: countOf(all), seconds: secondsOf(all) };
};

const countOf = (sockets: readonly HeldSocket[]): number => sockets.reduce((n, { count = 1 }) => n + count, 0);

/** Until the kernel forgets the last of them. */
const secondsOf = (sockets: readonly HeldSocket[]): number =>
  Math.ceil(greatest(sockets.map(({ expires = 0 }) => expires)));

/** A port that the kernel may give to any connection: held or free, that can change before the next start. */
const ephemeral: FactorMaker = ({ listener, evidence: { host }, blockers }) => {
  const range = ephemeralRange(host.facts);
  if (range === undefined || !inRange(range, listener.port)) return undefined;
  const reserved = isReserved(host.facts, listener.port);
  const isCause = blockers.some(({ socket }) => socket.peer !== undefined && socket.state !== 'TIME_WAIT');
  // What is reserved now may have been given away before: the setting does not tell since when it is there.
  const role = reserved ? (isCause ? 'note' : 'not the cause') : isCause ? 'cause' : 'note';
  return { id: 'ephemeral', role, range, reserved };
};

const vrf: FactorMaker = ({ listener, evidence: { host } }) => {
  const own = vrfOf(host, deviceOf(listener));
  const all = new Set(host.interfaces.flatMap((one) => one.vrf ?? []));
  const others = [...all].filter((name) => name !== own);
  if (own === undefined && others.length === 0) return undefined;
  const shared = listener.protocol === 'udp' || host.facts.sysctls['net.ipv4.tcp_l3mdev_accept'] === '1';
  return { id: 'vrf', role: 'note', ...(own === undefined ? {} : { vrf: own }), others, shared };
};

/** A socket that is bound to no device meets those of every device: inet_bind_conflict(). */
const device: FactorMaker = ({ listener, blockers }) => {
  const own = deviceOf(listener);
  const all = blockers.map(({ socket }) => socket.device ?? socket.address.zone);
  const devices = [...new Set(all.flatMap((name) => name ?? []))];
  if (own === undefined) return devices.length === 0 ? undefined : { id: 'device', role: 'note', devices };
  return all.includes(undefined) ? { id: 'device', role: 'note', own, devices } : undefined;
};

const namespace: FactorMaker = ({ evidence: { surroundings } }) => ({
  id: 'namespace',
  role: 'note',
  namespace: surroundings.namespace,
});

/** Sockets may hold the port that the kernel does not list. */
const unseen: FactorMaker = ({ listener, evidence: { sight } }) => {
  if (sight.boundOnly || listener.protocol === 'udp') return undefined;
  const { sockDiagRefused: refused } = sight;
  return { id: 'unseen', role: 'note', ...(refused === undefined ? {} : { refused }) };
};

const MAKERS: readonly FactorMaker[] = [
  privilege,
  address,
  ipv6,
  bindv6only,
  timeWait,
  ephemeral,
  vrf,
  device,
  namespace,
  unseen,
];

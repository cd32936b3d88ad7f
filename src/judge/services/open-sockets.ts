import { type Address, formatAddress, isAny, isLinkLocal, LOOPBACK, unmap } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import { formatListener, type Listener } from '../../model/listener.ts';
import type { PlannedSocket } from '../../model/planned-socket.ts';
import { isForEach, type RuleEnvironment } from '../../rules/index.ts';
import { neighbourName } from './neighbours.ts';
import type { Run } from './simulate.ts';
import type { TrailStep } from './trail.ts';

/** A socket that takes clients, and whose it is. */
export interface OpenSocket {
  /** The id of a service, or the name of a neighbour. */
  readonly owner: string;
  readonly listener: Listener;
  /** Its name in the trail. */
  readonly name: string;
}

const listenerOf = ({ protocol, address, port, options }: PlannedSocket, uid: number | undefined): Listener => ({
  protocol,
  address,
  port,
  options: { ...options, ...(uid === undefined ? {} : { uid }) },
});

/** `[::]:80`; on a device `0.0.0.0%eth0:80`. */
export const endpointOf = (socket: PlannedSocket): string => formatListener(listenerOf(socket, undefined));

/** `tcp/80` */
export const portKey = ({ protocol, port }: { readonly protocol: string; readonly port: number }): string =>
  `${protocol}/${port}`;

/** The sockets that are open at the end of a run, by port, in the order in which they were opened. */
export function openSockets({ cast, servers, trail }: Run): ReadonlyMap<string, readonly OpenSocket[]> {
  const place = new Map<TrailStep, number>(trail.steps.map((step, i) => [step, i]));
  const opened = servers.flatMap(({ open, service }) =>
    open.map(({ name, socket, bind, listen }) => ({
      at: place.get(listen ?? bind) ?? 0,
      one: { owner: service.id, listener: listenerOf(socket, service.uid), name },
    })),
  );
  const ours = opened.sort((a, b) => a.at - b.at).map(({ one }) => one);
  const theirs = neighbourSockets(cast.neighbours);
  const byPort = new Map<string, OpenSocket[]>();
  for (const one of [...theirs, ...ours]) {
    const key = portKey(one.listener);
    byPort.set(key, [...(byPort.get(key) ?? []), one]);
  }
  return byPort;
}

/** The sockets of the host, as those of a plan. */
export const neighbourSockets = (held: readonly HeldSocket[]): readonly OpenSocket[] =>
  held.map((one, i) => neighbourSocket(one, `neighbour.${i + 1}`));

function neighbourSocket(held: HeldSocket, name: string): OpenSocket {
  const { protocol, address, port, reuseaddr, reuseport, v6only, device, uid } = held;
  const options = {
    ...(reuseaddr === undefined ? {} : { reuseaddr }),
    ...(reuseport === undefined ? {} : { reuseport }),
    ...(v6only === undefined ? {} : { v6only }),
    ...(device === undefined ? {} : { device }),
    uid,
  };
  return { owner: neighbourName(held), listener: { protocol, address, port, options }, name };
}

/** More addresses than this are looked at by one of each interface and family. */
const MOST_ADDRESSES = 24;

/**
 * The addresses at which a client may reach these sockets. A link-local one is of interest where a socket is bound to it;
 * what is sent to a group each of its sockets gets, so that none takes it from another.
 */
export function addressesToAsk(env: RuleEnvironment, open: readonly OpenSocket[]): readonly Address[] {
  const own = [...env.addresses.values()].filter(
    ({ state, address }) => (state === 'ok' || state === 'deprecated') && !isLinkLocal(address),
  );
  const kinds = new Map(own.map((one) => [`${one.interface} ${one.address.family}`, one]));
  const asked = own.length > MOST_ADDRESSES ? [...kinds.values()] : own;
  const specific = open
    .map(({ listener }) => unmap(listener.address))
    .filter((one) => !isAny(one) && !isForEach(env, one));
  const all = [
    ...(env.ipv6 ? [LOOPBACK.inet, LOOPBACK.inet6] : [LOOPBACK.inet]),
    ...asked.map(({ address }) => address),
    ...specific,
  ];
  const distinct = new Map(
    all.filter((a) => !isLinkLocal(a) || a.zone !== undefined).map((a) => [formatAddress(a), a]),
  );
  return [...distinct.values()];
}

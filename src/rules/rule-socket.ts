import { type Address, type Family, isAny, isMapped, type Protocol, type SocketAddress } from '../model/address.ts';
import { formatBound, type HeldSocket, type SocketState } from '../model/host.ts';
import type { Listener } from '../model/listener.ts';

/** An option that no table of the kernel shows, so that it may be unknown for a socket of another process. */
export type Hidden = 'reuseaddr' | 'reuseport' | 'v6only';

/** One socket as the rules see it: everything that decides whether it may share its port. */
export interface RuleSocket {
  readonly protocol: Protocol;
  /** The socket's own family: a v4-mapped address belongs to an `inet6` socket. */
  readonly family: Family;
  readonly address: Address;
  readonly port: number;
  readonly v6only: boolean;
  /** IPV6_V6ONLY was set to 0, whatever became of it. */
  readonly dualStackAsked?: true;
  readonly reuseaddr: boolean;
  readonly reuseport: boolean;
  /** SO_BINDTODEVICE, or the interface of a link-local address. */
  readonly device: string | undefined;
  readonly freebind: boolean;
  /** SO_EXCLUSIVEADDRUSE of Windows. */
  readonly exclusive?: true;
  /** The owner of the socket's inode; for TIME_WAIT it does not count. */
  readonly uid: number;
  readonly state: SocketState;
  /** Whom a socket of another process is connected to. */
  readonly peer?: SocketAddress;
  /** UDP: its place in the kernel's list of its port, where that is known; the lowest is looked at first. */
  readonly lookupOrder?: number;
  /** Options above that are guesses. */
  readonly hidden: readonly Hidden[];
}

/**
 * Whether each field may differ among sockets of a start, beside their addresses; a new field is decided on here. Those
 * of one start have one protocol and port, and what only a socket of another process has is absent. alike-starts.ts has the
 * same as numbers.
 */
const OWN: Readonly<Record<keyof RuleSocket, boolean>> = {
  protocol: false,
  family: true,
  address: false,
  port: false,
  v6only: true,
  dualStackAsked: true,
  reuseaddr: true,
  reuseport: true,
  device: true,
  freebind: true,
  exclusive: true,
  uid: true,
  state: true,
  peer: false,
  lookupOrder: false,
  hidden: false,
};

const OWN_FIELDS = (Object.keys(OWN) as (keyof RuleSocket)[]).filter((field) => OWN[field]);

/** All of a socket of a start that a rule may ask for but its address: the same text for sockets that are alike. */
export const ownText = (socket: RuleSocket): string => OWN_FIELDS.map((field) => socket[field]).join(' ');

/** The socket where the options that could not be read all have this value. */
export const revealed = (socket: RuleSocket, value: boolean): RuleSocket =>
  socket.hidden.length === 0 ? socket : { ...socket, ...Object.fromEntries(socket.hidden.map((h) => [h, value])) };

/** UDP: the only sender that a connected socket receives from. */
export const peerOf = ({ protocol, peer }: RuleSocket): Pick<RuleSocket, 'peer'> =>
  protocol === 'udp' && peer !== undefined ? { peer } : {};

/** Connected in some way: it has a peer and is not gone. */
export const isConnected = ({ state }: RuleSocket): boolean => state !== 'BOUND' && state !== 'LISTEN';

/** `0.0.0.0:80`, on a device `0.0.0.0%eth0:80`: how a socket is named in sentences. */
export const ruleSocketName = (socket: RuleSocket): string => formatBound(socket);

/** A socket that discover found. What sock_diag(7) does not tell is marked hidden. */
export function ruleSocketOfHeld(held: HeldSocket, bindv6only: boolean): RuleSocket {
  const hidden: Hidden[] = [];
  if (held.reuseaddr === undefined) hidden.push('reuseaddr');
  if (held.reuseport === undefined) hidden.push('reuseport');
  if (held.address.family === 'inet6' && held.v6only === undefined) hidden.push('v6only');
  return {
    protocol: held.protocol,
    family: held.address.family,
    address: held.address,
    port: held.port,
    v6only: held.v6only ?? bindv6only,
    reuseaddr: held.reuseaddr ?? false,
    reuseport: held.reuseport ?? false,
    device: held.device,
    freebind: false,
    uid: held.uid,
    state: held.state,
    ...(held.peer === undefined ? {} : { peer: held.peer }),
    hidden,
  };
}

/** Where a listener is opened: what its socket depends on beside its own options. */
interface Origin {
  readonly uid: number;
  readonly bindv6only: boolean;
  readonly zones: ReadonlyMap<string, string>;
}

/** The socket that a listener opens: its options are set, and nothing is bound yet. */
export function ruleSocketOfListener(origin: Origin, listener: Listener): RuleSocket {
  const { protocol, address, port, options } = listener;
  const { family, zone } = address;
  const isSpecific6 = family === 'inet6' && !isAny(address) && !isMapped(address);
  return {
    protocol,
    family,
    address,
    port,
    // Binding a specific IPv6 address makes a socket v6only, __inet6_bind(); what matters before that is the option.
    v6only: family === 'inet6' && (isSpecific6 || (options.v6only ?? origin.bindv6only)),
    ...(family === 'inet6' && options.v6only === false ? { dualStackAsked: true } : {}),
    reuseaddr: options.reuseaddr ?? false,
    reuseport: options.reuseport ?? false,
    // The scope of the address overrides SO_BINDTODEVICE: __inet6_bind(), net/ipv6/af_inet6.c.
    device: zone === undefined ? options.device : (origin.zones.get(zone) ?? zone),
    freebind: (options.freebind ?? false) || (options.transparent ?? false),
    ...(options.exclusive ? { exclusive: true } : {}),
    uid: options.uid ?? origin.uid,
    state: 'BOUND',
    hidden: [],
  };
}

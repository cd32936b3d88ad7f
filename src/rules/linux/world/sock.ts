import {
  type Address,
  ANY,
  type Family,
  formatEndpoint,
  type Protocol,
  type SocketAddress,
} from '../../../model/address.ts';
import type { SocketState } from '../../../model/host.ts';
import type { Membership } from '../../delivery.ts';
import type { RuleSocket } from '../../rule-socket.ts';
import { defaultMulticastAll } from '../delivery.ts';
import { cloneSock } from './clone-sock.ts';

/** struct socket's own view of a connection, which outlives the connection (SS_* of include/uapi/linux/net.h). */
export type Phase = 'unconnected' | 'connecting' | 'connected' | 'disconnecting';

/** One descriptor of a socket, under its name in the trial. */
export interface Descriptor {
  readonly name: string;
  /** A child process holds it, and closes it by ending. */
  readonly inChild: boolean;
}

/** One socket of the kernel: held by the trial, waiting to be accepted, or left behind by a close. */
export interface Sock {
  readonly id: number;
  /** The trial's name for it; absent where only the kernel holds it. */
  name: string | undefined;
  /** Whether a child process holds the descriptor of that name. */
  inChild: boolean;
  /** Its other descriptors. */
  copies: readonly Descriptor[];
  readonly protocol: Protocol;
  /** IPPROTO_MPTCP */
  multipath: boolean;
  /** Its peer has no MPTCP: it is connected by one TCP subflow. */
  fellBack: boolean;
  readonly family: Family;
  reuseaddr: boolean;
  reuseport: boolean;
  v6only: boolean;
  device: string | undefined;
  freebind: boolean;
  /** IP_LOCAL_PORT_RANGE; 0 leaves an end unset. */
  range: readonly [number, number];
  /** SO_BROADCAST */
  broadcast: boolean;
  /** IP_MULTICAST_IF, IPV6_MULTICAST_IF: the interface by which datagrams to groups leave. */
  multicastIf: Readonly<Record<Family, string | undefined>>;
  /** IP_MULTICAST_ALL, IPV6_MULTICAST_ALL */
  multicastAll: Readonly<Record<Family, boolean>>;
  /** The groups that it has joined, the latest first. */
  memberships: readonly Membership[];
  transparent: boolean;
  /** IP_BIND_ADDRESS_NO_PORT */
  bindNoPort: boolean;
  /** SO_INCOMING_CPU, which a datagram to a connected socket sets too; undefined where it is unset. */
  incomingCpu: number | undefined;
  /** SO_LINGER in seconds; undefined where it is off. */
  linger: number | undefined;
  uid: number;
  /** sk_rcv_saddr */
  address: Address;
  /** inet_num; 0 where no port is held. Negative: some automatic port that is not known. */
  port: number;
  /** inet_sport: what getsockname(2) shows, also after the port was given back. */
  shownPort: number;
  /** SOCK_BINDADDR_LOCK, SOCK_BINDPORT_LOCK: chosen by the program, and kept by a disconnect. */
  addressLocked: boolean;
  portLocked: boolean;
  /** SOCK_CONNECT_BIND: the port was chosen by connect(2). */
  connectBound: boolean;
  /** When it took its port. */
  portTurn: number;
  /** UDP: its place in the list of its port. */
  portOrder: number;
  /** Its place in the list of its address. */
  addressOrder: number;
  /** Its SO_REUSEPORT group. */
  group: number | undefined;
  /** When it connected. */
  connectedAt: number;
  /** IPv6 UDP: sk_v6_daddr, which a disconnect does not clear, and which the lookup goes on to compare. */
  lastPeer: Address | undefined;
  state: 'CLOSE' | SocketState;
  phase: Phase;
  /** Its last connect(2) waits for the outcome. */
  waits: boolean;
  /** Milliseconds of the world's clock at which it sent its SYN. */
  calledAt: number;
  peer: SocketAddress | undefined;
  /** The socket at the other end, while both know of each other. */
  other: number | undefined;
  backlog: number;
  /** Connections that wait to be accepted, by id. */
  queue: readonly number[];
  /** Bytes of each segment or datagram that waits to be received. */
  inbox: readonly number[];
  /** The sender has filled the window: how much waits is not known. */
  flooded: boolean;
  readShut: boolean;
  writeShut: boolean;
  /** SOCK_DONE: the peer's FIN has come. */
  ended: boolean;
  /** sk_err: the next call returns it. */
  error: string | undefined;
  /** It has answered data with data, and so acknowledges with delay (tcp(7), pingpong mode). */
  talks: boolean;
  heard: boolean;
  /** The FIN may still wait for its acknowledgement: FIN_WAIT1 where FIN_WAIT2 is written. */
  ackDelayed: boolean;
  /** Data that the peer's window has no room for: a FIN waits behind it. */
  blocked: boolean;
  /** Of a TIME_WAIT entry: it still waits for the peer's FIN. */
  halfClosed: boolean;
  /** Milliseconds of the world's clock at which TIME_WAIT began. */
  since: number;
  /** Both ends use TCP timestamps. */
  timestamps: boolean;
  /** A v4-mapped connection was made or tried: the socket speaks IPv4 from then on. */
  mapped: boolean;
}

const FRESH: Sock = {
  id: 0,
  protocol: 'tcp',
  family: 'inet',
  uid: 0,
  address: ANY.inet,
  multicastAll: defaultMulticastAll('inet'),
  name: undefined,
  inChild: false,
  copies: [],
  multipath: false,
  fellBack: false,
  reuseaddr: false,
  reuseport: false,
  v6only: false,
  device: undefined,
  freebind: false,
  range: [0, 0],
  broadcast: false,
  multicastIf: { inet: undefined, inet6: undefined },
  memberships: [],
  transparent: false,
  bindNoPort: false,
  incomingCpu: undefined,
  linger: undefined,
  port: 0,
  shownPort: 0,
  addressLocked: false,
  portLocked: false,
  connectBound: false,
  portTurn: 0,
  portOrder: 0,
  addressOrder: 0,
  group: undefined,
  connectedAt: 0,
  lastPeer: undefined,
  state: 'CLOSE',
  phase: 'unconnected',
  waits: true,
  calledAt: 0,
  peer: undefined,
  other: undefined,
  backlog: 0,
  queue: [],
  inbox: [],
  flooded: false,
  readShut: false,
  writeShut: false,
  ended: false,
  error: undefined,
  talks: false,
  heard: false,
  ackDelayed: false,
  blocked: false,
  halfClosed: false,
  since: 0,
  timestamps: true,
  mapped: false,
};

/** A socket as socket(2) makes it. */
export const newSock = (id: number, protocol: Protocol, family: Family, uid: number): Sock =>
  Object.assign(cloneSock(FRESH), {
    id,
    protocol,
    family,
    uid,
    address: ANY[family],
    multicastAll: defaultMulticastAll(family),
  });

/** The socket as the rules see it. */
export const ruleSocketOf = (s: Sock): RuleSocket => ({
  protocol: s.protocol,
  family: s.family,
  address: s.address,
  port: s.port,
  v6only: s.v6only,
  reuseaddr: s.reuseaddr,
  reuseport: s.reuseport,
  device: s.device,
  freebind: s.freebind || s.transparent,
  uid: s.uid,
  state: s.state === 'CLOSE' ? 'BOUND' : s.state,
  ...(s.portOrder === 0 ? {} : { lookupOrder: s.portOrder }),
  hidden: [],
});

/** `server (0.0.0.0:50005)`; `a TIME_WAIT entry (127.0.0.1:50005)`. */
export function describe(sock: Sock): string {
  const end = formatEndpoint(sock.address, Math.max(0, sock.port || sock.shownPort));
  if (sock.name !== undefined) return `${sock.name} (${end})`;
  if (sock.state === 'TIME_WAIT') return `a TIME_WAIT entry (${end})`;
  return `a ${sock.state} connection that no process has open (${end})`;
}

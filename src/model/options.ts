/** The options of one socket, set between socket(2) and bind(2). Absent: left as the system has it; false: set to 0. */
export interface SocketOptions {
  /** SO_REUSEADDR, socket(7) */
  readonly reuseaddr?: boolean;
  /** SO_REUSEPORT, socket(7) */
  readonly reuseport?: boolean;
  /** IPV6_V6ONLY, ipv6(7) */
  readonly v6only?: boolean;
  /** SO_BINDTODEVICE, socket(7): the interface's name */
  readonly device?: string;
  /** IP_FREEBIND, ip(7) */
  readonly freebind?: boolean;
  /** IP_LOCAL_PORT_RANGE (Linux 6.3): lowest and highest automatic port; 0 leaves that end unset */
  readonly portRange?: readonly [number, number];
  /** SO_BROADCAST, socket(7): may send to broadcast addresses */
  readonly broadcast?: boolean;
  /** IP_MULTICAST_ALL, ip(7): also gets IPv4 groups that only other sockets have joined */
  readonly multicastAll?: boolean;
  /** IP_MULTICAST_IF, ip(7): the interface by which datagrams to IPv4 groups leave; empty: none */
  readonly multicastIf?: string;
  /** IPV6_MULTICAST_ALL (Linux 4.20): the same for IPv6 */
  readonly multicastAll6?: boolean;
  /** IPV6_MULTICAST_IF, ipv6(7) */
  readonly multicastIf6?: string;
  /** IP_TRANSPARENT, ip(7) */
  readonly transparent?: boolean;
  /** IP_BIND_ADDRESS_NO_PORT, ip(7): bind(2) with port 0 takes no port */
  readonly bindNoPort?: boolean;
  /** SO_INCOMING_CPU, socket(7): the number of a CPU */
  readonly incomingCpu?: number;
  /** SO_LINGER, socket(7), in seconds; false: l_onoff 0 */
  readonly linger?: number | false;
  /** TCP_FASTOPEN, tcp(7): connections whose first data may come with the SYN */
  readonly fastOpen?: number;
}

/** What a listener has: the options of its socket, and what only the rules know of. */
export interface ListenerOptions extends SocketOptions {
  /** SO_EXCLUSIVEADDRUSE of Windows: absent or set. */
  readonly exclusive?: true;
  /** The user that opens it, where it is not who runs this program. */
  readonly uid?: number;
}

/** The form of the name of an interface: dev_valid_name(), net/core/dev.c; without `%`, which asks for a number. */
export const DEVICE_NAME = /^(?!\.{1,2}$)[^\s/:%]{1,15}$/;

/** Which of the reuse options a socket sets, as `--reuse` names them. */
export type Reuse = 'none' | 'addr' | 'port' | 'addr+port' | 'exclusive';
/** Those that can be tried here. */
export const REUSE: readonly Reuse[] = ['none', 'addr', 'port', 'addr+port'];
/** SO_EXCLUSIVEADDRUSE too, of which the rules know: it is an option of Windows. */
export const FORESEEN_REUSE: readonly Reuse[] = [...REUSE, 'exclusive'];

/** The user that opens a socket: who runs this program, or a number. */
export const OWN_UID = 'own';
export const UID_FORM = /^\d{1,9}$/;

/** IPV6_V6ONLY of every IPv6 socket: as net.ipv6.bindv6only has it, on, or off (dual-stack). */
export type V6only = 'system' | 'on' | 'off';
export const V6ONLY: readonly V6only[] = ['system', 'on', 'off'];

/** The order of bind and listen: as separate servers do, or as one program with a list of sockets may. */
export type Sequence = 'listen-each' | 'bind-all-first';
export const SEQUENCES: readonly Sequence[] = ['listen-each', 'bind-all-first'];

/** An option that is set, or left as it is. */
export type Switch = 'off' | 'on';
export const SWITCHES: readonly Switch[] = ['off', 'on'];

export const setsReuseaddr = (reuse: Reuse): boolean => reuse === 'addr' || reuse === 'addr+port';

const setsReuseport = (reuse: Reuse): boolean => reuse === 'port' || reuse === 'addr+port';

/** The options that `reuse` stands for. An option that is off is left untouched, as servers leave it. */
export const reuseOptions = (reuse: Reuse): ListenerOptions => ({
  ...(reuse === 'exclusive' ? { exclusive: true } : {}),
  ...(setsReuseaddr(reuse) ? { reuseaddr: true } : {}),
  ...(setsReuseport(reuse) ? { reuseport: true } : {}),
});

/** The name of the reuse options that are set. */
export const reuseOf = ({ reuseaddr, reuseport, exclusive }: ListenerOptions): Reuse =>
  exclusive ? 'exclusive' : reuseaddr ? (reuseport ? 'addr+port' : 'addr') : reuseport ? 'port' : 'none';

/** The name of what is set of IPV6_V6ONLY. */
export const v6onlyOf = ({ v6only }: SocketOptions): V6only =>
  v6only === undefined ? 'system' : v6only ? 'on' : 'off';

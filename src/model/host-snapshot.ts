import type { Address, Endpoint } from './address.ts';
import { formatBound, type HeldSocket, type Host, type HostFacts, type Interface, type LocalAddress } from './host.ts';
import type { Hindrance } from './visibility.ts';

/** What a snapshot keeps of a host: all that decides about listening, and nothing that changes while the host stays as it is. */
export interface HostSnapshot extends Pick<Host, 'localRoutes' | 'unrouted'> {
  /** Of bindmatrix. */
  readonly version: string;
  readonly facts: SnapshotFacts;
  /** Whether there are IPv6 sockets. */
  readonly ipv6: boolean;
  readonly noLocalTable?: true;
  /** What /etc/hosts has for localhost, IPv6 first. */
  readonly localhost: readonly Address[];
  readonly sight: SnapshotSight;
  readonly interfaces: readonly KeptInterface[];
  /** In the kernel's order. */
  readonly addresses: readonly LocalAddress[];
  readonly sockets: readonly KeptSocket[];
}

export interface SnapshotFacts extends Pick<HostFacts, 'os' | 'hostname' | 'kernel' | 'kernelBuild' | 'sysctls'> {
  /** The sysctls could not be read. */
  readonly unread?: readonly 'sysctls'[];
}

/** How far the kernel and the permissions let one see. */
export interface SnapshotSight {
  /** The effective uid of who looked; -1 where there is none. */
  readonly uid: number;
  /** False: TCP sockets that are bound but do not listen may exist unseen. */
  readonly boundOnly: boolean;
  /** Why processes of others may be hidden; absent: all were seen. */
  readonly hidden?: Hindrance | 'pid namespace';
  /** The errno with which sock_diag(7) was refused. */
  readonly sockDiagRefused?: string;
  /** Why SO_REUSEADDR and SO_REUSEPORT of some sockets are unknown: `passive`, or an errno. */
  readonly unread?: string;
}

export interface KeptInterface extends Pick<Interface, 'name' | 'index' | 'link' | 'loopback' | 'vrf' | 'mtu'> {
  readonly ipv6Disabled?: true;
}

/** A process that has a socket open: alike ones are one, and none has a pid. */
export interface KeptOwner {
  readonly command: string;
  readonly uid?: number;
  readonly user?: string;
}

/** What may be unknown of a socket. */
export type SocketField = 'v6only' | 'device' | 'reuseaddr' | 'reuseport' | 'backlog' | 'owners';

/** A socket without a peer that listens or is bound. A field that is absent and not `unknown` is not set, or has no meaning. */
export interface KeptSocket
  extends Endpoint,
    Pick<HeldSocket, 'uid' | 'v6only' | 'device' | 'reuseaddr' | 'reuseport' | 'backlog' | 'count'> {
  readonly state: 'LISTEN' | 'BOUND';
  readonly owners: readonly KeptOwner[];
  /** What could not be seen; of `owners`, whether there are more. */
  readonly unknown: readonly SocketField[];
}

/** The pid of an owner that a snapshot names: none. */
const NO_PID = 0;

/** The host as the rules see it: it is root who starts services there. */
export const hostOfSnapshot = ({
  facts,
  interfaces,
  addresses,
  ipv6,
  noLocalTable,
  localRoutes,
  unrouted,
}: HostSnapshot): Host => ({
  facts: { ...facts, uid: 0, capabilities: ['CAP_NET_BIND_SERVICE'], netns: '' },
  interfaces: interfaces.map(({ ipv6Disabled: _disabled, ...rest }) => rest),
  addresses,
  ipv6,
  ...(noLocalTable === undefined ? {} : { noLocalTable }),
  ...(localRoutes === undefined ? {} : { localRoutes }),
  ...(unrouted === undefined ? {} : { unrouted }),
});

/** Its sockets as they are held. One stands for all that are alike: a bind beside them fares the same. */
export const heldOfSnapshot = ({ sockets }: HostSnapshot): readonly HeldSocket[] =>
  sockets.map(({ owners, count: _count, unknown: _unknown, ...rest }) => ({
    ...rest,
    inode: 0,
    owners: owners.map(ownerOf),
  }));

const ownerOf = ({ command, uid }: KeptOwner): HeldSocket['owners'][number] => ({
  pid: NO_PID,
  command,
  ...(uid === undefined ? {} : { uid }),
});

/** `sshd (pid 812)`; of a snapshot `sshd`. */
export const ownerName = ({ command, pid }: Pick<HeldSocket['owners'][number], 'command' | 'pid'>): string =>
  pid === NO_PID ? command : `${command} (pid ${pid})`;

/** `tcp 0.0.0.0:80`, `udp [::%eth0]:53` */
export const endpointText = (socket: Pick<KeptSocket, 'protocol' | 'address' | 'port' | 'device'>): string =>
  `${socket.protocol} ${formatBound(socket)}`;

/** `nginx (root), nginx (www-data)`; `unknown` where none may be seen, `no process` of the kernel's own sockets. */
export function ownersText({ owners, unknown }: Pick<KeptSocket, 'owners' | 'unknown'>): string {
  const isUnknown = unknown.includes('owners');
  if (owners.length === 0) return isUnknown ? 'owner unknown' : 'no process';
  return owners.map(ownerText).join(', ');
}

/** `nginx (www-data)`, `app (uid 1001)` */
const ownerText = ({ command, user, uid }: KeptOwner): string => {
  const who = user ?? (uid === undefined ? undefined : `uid ${uid}`);
  return who === undefined ? command : `${command} (${who})`;
};

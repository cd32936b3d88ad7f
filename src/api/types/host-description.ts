import type { HostAddress } from './host.ts';
import type { LinkState, Protocol } from './words.ts';

/** The host, without anything that changes while it stays as it is. */
export interface HostSettings {
  /** `linux`, as process.platform names it. */
  readonly os: string;
  /** As uname -n prints it. */
  readonly hostname: string;
  /** The release, as uname -r prints it. */
  readonly kernel: string;
  /** Settings by the kernel's names: `net.ipv6.bindv6only`: `0`. */
  readonly sysctls: Readonly<Record<string, string>>;
  /** As uname -v prints it. */
  readonly kernelBuild?: string;
  /** What could not be read, as without /proc: unknown. */
  readonly unread?: readonly 'sysctls'[];
}

/** A route of the table `local`, ip-route(8). */
export interface LocalRoute {
  readonly kind: 'local' | 'broadcast';
  /** The first of the prefix. */
  readonly address: string;
  readonly prefix: number;
}

/** How far the kernel and the permissions let one see. */
export interface HostSight {
  /** The effective uid of who looked; -1: the platform has none. */
  readonly uid: number;
  /** False: TCP sockets that are bound but do not listen may exist unseen. */
  readonly boundOnly: boolean;
  /** Why processes of others may be hidden; absent: all were seen. */
  readonly hidden?: 'no root' | 'no capability' | 'user namespace' | 'pid namespace';
  /** The errno with which sock_diag(7) was refused. */
  readonly sockDiagRefused?: string;
  /** Why SO_REUSEADDR and SO_REUSEPORT of some sockets are unknown. */
  readonly unread?: string;
}

/** An interface of a described host. */
export interface HostInterface {
  readonly name: string;
  /** The scope id of its link-local addresses. */
  readonly index: number;
  readonly link: LinkState;
  readonly loopback: boolean;
  readonly mtu?: number;
  /** The VRF that it belongs to. */
  readonly vrf?: string;
  /** Its net.ipv6.conf.NAME.disable_ipv6 is 1. */
  readonly ipv6Disabled?: true;
}

/** A program that has a socket open. */
export interface SocketOwner {
  /** /proc/PID/comm. */
  readonly command: string;
  /** Effective uid. */
  readonly uid?: number;
  /** Its name. */
  readonly user?: string;
}

/** A socket without a peer: it listens, or is bound. */
export interface HostSocket {
  readonly protocol: Protocol;
  /** `0.0.0.0`, `::`, `fe80::1%eth0`. */
  readonly address: string;
  readonly port: number;
  readonly state: 'LISTEN' | 'BOUND';
  /** Of who made it. */
  readonly uid: number;
  /** IPV6_V6ONLY of an IPv6 socket. */
  readonly v6only?: boolean;
  /** SO_BINDTODEVICE; absent and not unknown: none. */
  readonly device?: string;
  /** SO_REUSEADDR. */
  readonly reuseaddr?: boolean;
  /** SO_REUSEPORT. */
  readonly reuseport?: boolean;
  /** The longest queue of listen(2), as the kernel keeps it. */
  readonly backlog?: number;
  /** Who has it open, alike processes once; empty and not unknown: no process. */
  readonly owners: readonly SocketOwner[];
  /** How many alike sockets this one stands for; absent: one. */
  readonly count?: number;
  /** What could not be seen. Of owners: there may be more than those that are named. */
  readonly unknown: readonly ('v6only' | 'device' | 'reuseaddr' | 'reuseport' | 'backlog' | 'owners')[];
}

/** What decides on a host about listening: its addresses, links, settings and listeners. */
export interface HostDescription {
  readonly schema: 'bindmatrix/host@1';
  /** Of bindmatrix. */
  readonly version: string;
  readonly host: HostSettings;
  /** Whether there are IPv6 sockets. */
  readonly ipv6: boolean;
  /** No IPv4 address was ever on a link that was up. */
  readonly noLocalTable?: true;
  /** What the IPv4 table local has beyond what the addresses made of it, such as AnyIP; absent: nothing. */
  readonly localRoutes?: readonly {
    readonly kind: 'local' | 'broadcast';
    /** The first of the prefix. */
    readonly address: string;
    readonly prefix: number;
    /** Of its interface. */
    readonly index: number;
  }[];
  /** What the addresses made of that table and somebody removed; absent: nothing. */
  readonly unrouted?: readonly LocalRoute[];
  /** What /etc/hosts has for localhost, IPv6 first. */
  readonly localhost: readonly string[];
  readonly sight: HostSight;
  readonly interfaces: readonly HostInterface[];
  /** Every specific address, in the kernel's order. */
  readonly addresses: readonly HostAddress[];
  readonly sockets: readonly HostSocket[];
}

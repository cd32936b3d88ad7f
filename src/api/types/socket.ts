import type { Protocol, Reuse, SocketAddress, SocketState, V6only } from './words.ts';

/** A socket that holds a port. */
export interface HeldSocket {
  readonly protocol: Protocol;
  /** `0.0.0.0`, `::`, `fe80::1%eth0`. */
  readonly address: string;
  readonly port: number;
  /** The remote end of a connection. */
  readonly peer?: SocketAddress | undefined;
  /** As sock_diag(7) has it; BOUND: bound, and neither connected nor listening. */
  readonly state: SocketState;
  readonly uid: number;
  /** 0: no process has it any more, or not yet. */
  readonly inode: number;
  /** Bytes of a TCP connection that nobody has read; absent: none. */
  readonly unreadBytes?: number | undefined;
  /** Of a TCP listener: listen(2)'s backlog, as the kernel keeps it. */
  readonly backlog?: number | undefined;
  /** A subflow of an MPTCP connection. */
  readonly mptcp?: true | undefined;
  /** IPV6_V6ONLY of an IPv6 socket. */
  readonly v6only?: boolean | undefined;
  /** SO_BINDTODEVICE. */
  readonly device?: string | undefined;
  /** SO_REUSEADDR; absent where it could not be read. */
  readonly reuseaddr?: boolean | undefined;
  /** SO_REUSEPORT; absent where it could not be read. */
  readonly reuseport?: boolean | undefined;
  /** Seconds until the kernel forgets it. */
  readonly expires?: number | undefined;
  /** The processes that have it open; empty where none may be seen. */
  readonly owners: readonly {
    readonly pid: number;
    /** /proc/PID/comm. */
    readonly command: string;
    /** Effective uid. */
    readonly uid?: number | undefined;
  }[];
  /** How many alike connections this one stands for; absent: one. */
  readonly count?: number | undefined;
  /** It does not exist: it stands for a listener that was asked about before. */
  readonly asked?: true | undefined;
  /** The options are those of the listener that it came from. */
  readonly inherited?: true | undefined;
}

/** The listener that the question is about. */
export interface Listener {
  readonly protocol: Protocol;
  /** `0.0.0.0`, `::`, `fe80::1%eth0`. */
  readonly address: string;
  readonly port: number;
  /** Which of SO_REUSEADDR and SO_REUSEPORT it sets; exclusive: SO_EXCLUSIVEADDRUSE, in predictions. */
  readonly reuse: Reuse;
  /** IPV6_V6ONLY; system: as net.ipv6.bindv6only has it. */
  readonly v6only: V6only;
  /** IP_FREEBIND. */
  readonly freebind: boolean;
  /** SO_BINDTODEVICE. */
  readonly device?: string | undefined;
}

/** A process that has one of the sockets open. */
export interface HoldingProcess {
  readonly pid: number;
  /** /proc/PID/comm. */
  readonly command: string;
  /** Pid of its parent. */
  readonly parent: number;
  /** Effective uid. */
  readonly uid: number;
  readonly user?: string | undefined;
  /** The systemd unit. */
  readonly unit?: string | undefined;
  /** The uid whose service manager runs the unit; absent: the system. */
  readonly unitOf?: number | undefined;
  /** It is the unit's main process: to stop the unit ends it. */
  readonly mainOfUnit?: true | undefined;
  /** It is systemd, which opens the sockets of .socket units. */
  readonly manages?: 'system' | 'user' | undefined;
  /** Of docker-proxy. */
  readonly forwards?:
    | {
        readonly protocol: string;
        readonly port: number;
        /** The container's end: `172.17.0.2:80`. */
        readonly to: string;
      }
    | undefined;
  readonly container?:
    | {
        readonly runtime: string;
        /** As the runtime's commands take it. */
        readonly id: string;
      }
    | undefined;
  /** ISO 8601. */
  readonly started?: string | undefined;
  /** Seconds since then. */
  readonly age?: number | undefined;
}

import type { HeldSocket, Host, Owner } from './host.ts';

/** A process that has a descriptor of a socket, and what started it. */
export interface HoldingProcess extends Owner {
  readonly parent: number;
  /** Effective uid, and its name in /etc/passwd. */
  readonly uid: number;
  readonly user?: string;
  /** The systemd unit, as systemctl(1) takes it. */
  readonly unit?: string;
  /** The uid whose service manager runs the unit (systemctl --user); absent: the system's. */
  readonly unitOf?: number;
  /** It is the unit's main process: what stops the unit ends it. */
  readonly mainOfUnit?: true;
  readonly container?: Container;
  /** It is systemd, which opens the sockets of .socket units: the system's, or a user's (systemctl --user). */
  readonly manages?: 'system' | 'user';
  /** What docker-proxy was started for. */
  readonly forwards?: Forwarding;
  /** ISO 8601 */
  readonly started?: string;
  /** Seconds since then. */
  readonly age?: number;
}

/** A port that docker-proxy holds for a container. */
export interface Forwarding {
  readonly protocol: string;
  readonly port: number;
  /** The container's end: `172.17.0.2:80`. */
  readonly to: string;
}

export interface Container {
  /** `docker`, `podman`, `containerd`, `crio`, `lxc`, `nspawn`, `kubernetes` */
  readonly runtime: string;
  /** As the runtime's own commands take it: a name, or twelve hex digits. */
  readonly id: string;
}

/** What decides about a bind and lies neither in the host's addresses nor in its settings. */
export interface Surroundings {
  /** Interfaces whose net.ipv6.conf.NAME.disable_ipv6 is 1. */
  readonly ipv6DisabledOn: readonly string[];
  readonly namespace: Namespace;
}

/** The network namespace of this process. */
export interface Namespace {
  /** `net:[4026531840]` */
  readonly id: string;
  /** Of ip-netns(8). */
  readonly name?: string;
  /** Whether it is that of process 1; absent where that may not be seen. */
  readonly initial?: boolean;
}

/** How far the kernel and the permissions let one see. */
export interface Sight {
  /** False: TCP sockets that are bound but do not listen may exist unseen. */
  readonly boundOnly: boolean;
  /** The errno with which sock_diag(7) was refused, where /proc/net was read instead. */
  readonly sockDiagRefused?: string;
  /** Why SO_REUSEADDR and SO_REUSEPORT of some sockets are unknown: `passive`, or an errno of pidfd_getfd(2). */
  readonly unread?: string;
}

/** All that was seen of a host; nothing in it was found out by binding. */
export interface Evidence {
  readonly host: Host;
  readonly surroundings: Surroundings;
  readonly sight: Sight;
  /** On the ports that matter; alike connections are one. */
  readonly sockets: readonly KnownSocket[];
  readonly processes: readonly HoldingProcess[];
}

/** A socket and how its options are known. */
export interface KnownSocket extends HeldSocket {
  /** SO_REUSEADDR and SO_REUSEPORT are those of the listener that it came from. */
  readonly inherited?: true;
  /** It does not exist: it is a listener that was asked about before this one, and stands for it. */
  readonly asked?: true;
}

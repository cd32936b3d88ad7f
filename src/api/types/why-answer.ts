import type { Factor } from './factor.ts';
import type { HostFacts } from './host.ts';
import type { Alternative } from './remedy.ts';
import type { HeldSocket, HoldingProcess, Listener } from './socket.ts';
import type { KernelDifference } from './summary.ts';
import type { SocketAddress } from './words.ts';

/** The network namespace that was looked at. */
export interface NetworkNamespace {
  /** `net:[4026531840]`. */
  readonly id: string;
  /** Of ip-netns(8). */
  readonly name?: string | undefined;
  /** Whether it is that of process 1; absent where that may not be seen. */
  readonly initial?: boolean | undefined;
}

/** How far the kernel and the permissions let one see. */
export interface Sight {
  /** false: TCP sockets that are bound but do not listen may exist unseen. */
  readonly boundOnly: boolean;
  /** The errno with which sock_diag(7) was refused; /proc/net was read instead. */
  readonly sockDiagRefused?: string | undefined;
  /** Why options of some sockets are unknown: `passive`, or an errno of pidfd_getfd(2). */
  readonly unread?: string | undefined;
}

/** What the rules say. */
export interface Prediction {
  /** `ok`, CALL:ERRNO such as `bind:EADDRINUSE`, or `unknown` where the rules cannot tell. */
  readonly outcome: string;
  /** The id of the rule that decides, as `bindmatrix rules` lists it. */
  readonly rule: string;
  /** One sentence that names both sockets. */
  readonly why: string;
}

/** A bind that was tried, and its socket closed at once. */
export interface BindTrial {
  readonly bind: Listener;
  /** `ok`, CALL:ERRNO such as `bind:EADDRINUSE`, or `unknown` where the rules cannot tell. */
  readonly outcome: string;
  /** What the rules say of just this. */
  readonly predicted: string;
  readonly agrees: boolean;
  /** Where the kernel bound it instead: something rewrites addresses. */
  readonly elsewhere?: string | undefined;
}

/** An option that could not be read and that decides. */
export interface Dependence {
  readonly option: 'SO_REUSEADDR' | 'SO_REUSEPORT' | 'IPV6_V6ONLY';
  readonly socket: HeldSocket;
  /** Where the option is on. */
  readonly on: string;
  /** Where it is off. */
  readonly off: string;
}

/** How much of a holder's connections or datagrams a listener would take. */
export type TrafficImpact = 'nothing' | 'part' | 'all' | 'copies' | 'unknown';

/** A socket on the port, and what the rules say of the listener beside it. */
export interface SocketVerdict {
  readonly socket: HeldSocket;
  readonly prediction: Prediction;
  readonly takes: TrafficImpact;
}

/** Where a port that is free here is in use all the same. */
export type Elsewhere =
  | {
      readonly kind: 'namespace';
      readonly namespace: {
        readonly id: string;
        readonly name?: string | undefined;
      };
      /** Of a process in that namespace. */
      readonly pid: number;
      readonly socket: HeldSocket;
    }
  | {
      readonly kind: 'docker-proxy';
      readonly pid: number;
      readonly published: SocketAddress;
      readonly container: SocketAddress;
    };

/** Whether a listener would bind here and now, and why. */
export interface WhyAnswer {
  readonly schema: 'bindmatrix/why@1';
  /** Of bindmatrix. */
  readonly version: string;
  readonly host: HostFacts;
  readonly namespace: NetworkNamespace;
  readonly sight: Sight;
  readonly asked: Listener;
  /** The server that it belongs to, where a pasted line tells. */
  readonly server?:
    | 'apache'
    | 'docker'
    | 'go'
    | 'haproxy'
    | 'java'
    | 'nginx'
    | 'node'
    | 'python'
    | 'redis'
    | 'sshd'
    | 'systemd'
    | undefined;
  /** Listeners of the same server that start before it. */
  readonly earlier: readonly Listener[];
  /** The network namespace, as --netns named it. */
  readonly within?: string | undefined;
  /** The trial's where it asked the same, else the rules'. */
  readonly outcome: string;
  readonly prediction: Prediction;
  /** What of this a current kernel would do differently. */
  readonly olderKernel?: readonly KernelDifference[] | undefined;
  /** Null where nothing was tried: `passive`. */
  readonly trial: BindTrial | null;
  readonly depends: readonly Dependence[];
  /** Beside each of these the bind fails, or may fail. */
  readonly blockers: readonly SocketVerdict[];
  /** The other sockets on the port. */
  readonly others: readonly SocketVerdict[];
  readonly processes: readonly HoldingProcess[];
  readonly findings: readonly Factor[];
  readonly alternatives: readonly Alternative[];
  /** Where a port that is free here is in use all the same. */
  readonly elsewhere: readonly Elsewhere[];
}

import type { Address } from './address.ts';
import type { HeldSocket, Host, HostFacts, LocalAddress, Owner } from './host.ts';
import type { Listener } from './listener.ts';
import type { CallOutcome, Outcome } from './outcome.ts';
import type { Prediction } from './prediction.ts';

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
  readonly container?: Container;
  /** ISO 8601 */
  readonly started?: string;
  /** Seconds since then. */
  readonly age?: number;
}

export interface Container {
  /** `docker`, `podman`, `containerd`, `crio`, `lxc`, `nspawn`, `kubernetes` */
  readonly runtime: string;
  /** As the runtime's own commands take it: a name, or twelve hex digits. */
  readonly id: string;
}

/** What decides about a bind and lies neither in the host's addresses nor in its settings. */
export interface Surroundings {
  /** The VRF that each interface belongs to, itself for the VRF's own device. */
  readonly vrfs: Readonly<Record<string, string>>;
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
  readonly sockets: readonly HeldSocket[];
  readonly processes: readonly HoldingProcess[];
}

/** A socket and how its options are known. */
export interface KnownSocket extends HeldSocket {
  /** SO_REUSEADDR and SO_REUSEPORT are those of the listener that it came from. */
  readonly inherited?: true;
}

/** A socket on the port. */
export interface SocketVerdict {
  readonly socket: KnownSocket;
  /** Beside it alone, and by which rule. */
  readonly prediction: Prediction;
  readonly impact: TrafficImpact;
}

/** What the newcomer, bound beside a socket, would take of the connections or datagrams that this one is sent. */
export type TrafficImpact = 'nothing' | 'part' | 'all';

/** A bind that was tried, and its socket closed at once; it never listened. */
export interface BindTrial {
  /** What was tried: without the options that could take a part of a holder's traffic. */
  readonly listener: Listener;
  readonly outcome: CallOutcome;
  /** What the rules say of just this; `agrees` also where they cannot know. */
  readonly predicted: Outcome;
  readonly agrees: boolean;
}

/** An option that could not be read and that decides. */
export interface Dependence {
  readonly option: 'SO_REUSEADDR' | 'SO_REUSEPORT' | 'IPV6_V6ONLY';
  readonly socket: HeldSocket;
  /** The outcome where the option is on, and where it is off. */
  readonly on: Outcome;
  readonly off: Outcome;
}

/** Something beside the sockets that decides, could have, or will. */
export type Factor =
  | {
      readonly id: 'privilege';
      readonly role: FactorRole;
      readonly port: number;
      readonly below: number;
      readonly capable: boolean;
    }
  | {
      readonly id: 'address';
      readonly role: FactorRole;
      readonly state: AddressFactor;
      readonly local?: LocalAddress;
      readonly waived?: Waiver;
    }
  | {
      readonly id: 'ipv6';
      readonly role: FactorRole;
      readonly sockets: boolean;
      readonly disabledOn: readonly string[];
    }
  | { readonly id: 'bindv6only'; readonly role: FactorRole; readonly dualStack: boolean; readonly byOption: boolean }
  | { readonly id: 'time-wait'; readonly role: FactorRole; readonly count: number; readonly seconds: number }
  | {
      readonly id: 'ephemeral';
      readonly role: FactorRole;
      readonly range: readonly [number, number];
      readonly reserved: boolean;
    }
  | {
      readonly id: 'vrf';
      readonly role: FactorRole;
      readonly vrf?: string;
      readonly others: readonly string[];
      readonly shared: boolean;
    }
  | { readonly id: 'namespace'; readonly role: FactorRole; readonly namespace: Namespace }
  | { readonly id: 'unseen'; readonly role: FactorRole; readonly refused?: string };

/** It decides against the bind; it does not; it is something to know all the same. */
export type FactorRole = 'cause' | 'not the cause' | 'note';
export type AddressFactor = 'any' | 'local' | 'tentative' | 'dadfailed' | 'absent';
export type Waiver = 'IP_FREEBIND' | 'net.ipv4.ip_nonlocal_bind' | 'net.ipv6.ip_nonlocal_bind';

/** One thing to do, or to set. */
export type Remedy =
  | ListenerRemedy
  | { readonly kind: 'stop'; readonly pids: readonly number[] }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'wait-dad' | 'capability' }
  | { readonly kind: 'sysctl'; readonly name: string; readonly value: string }
  | { readonly kind: 'user'; readonly uid: number }
  | { readonly kind: 'holder-option'; readonly option: 'SO_REUSEADDR' | 'IPV6_V6ONLY'; readonly socket: HeldSocket }
  | { readonly kind: 'add-address'; readonly address: Address };

/** Another listener: its address, port or options. */
export interface ListenerRemedy {
  readonly kind: 'address' | 'port' | 'scope' | 'reuse' | 'v6only' | 'freebind';
  readonly listener: Listener;
  readonly impact: TrafficImpact;
}

/** What would work: all steps together. */
export interface Alternative {
  readonly steps: readonly Remedy[];
  readonly predicted: Outcome;
  /** The outcome of trying it, where that disturbs nobody. */
  readonly tried?: CallOutcome;
}

/** `bindmatrix why ENDPOINT`. */
export interface WhyAnswer {
  readonly schema: 'bindmatrix/why@1';
  readonly version: string;
  readonly host: HostFacts;
  readonly namespace: Namespace;
  readonly sight: Sight;
  readonly asked: Listener;
  /** The trial's where it asked the same, else the rules'. */
  readonly outcome: Outcome;
  readonly prediction: Prediction;
  /** Null where none was made: `--passive`. */
  readonly trial: BindTrial | null;
  readonly depends: readonly Dependence[];
  /** Beside each of these the bind fails, or may fail. */
  readonly blockers: readonly SocketVerdict[];
  /** The other sockets on the port. */
  readonly others: readonly SocketVerdict[];
  readonly processes: readonly HoldingProcess[];
  readonly factors: readonly Factor[];
  readonly alternatives: readonly Alternative[];
}

/** `bindmatrix why`: every held port. */
export interface HeldPorts {
  readonly schema: 'bindmatrix/held@1';
  readonly version: string;
  readonly host: HostFacts;
  readonly namespace: Namespace;
  readonly sight: Sight;
  /** Sockets without a peer, and connections on ports outside the ephemeral range; alike ones are one. */
  readonly sockets: readonly HeldSocket[];
  /** The other connections: alike but for their port. */
  readonly connections: readonly HeldSocket[];
  readonly processes: readonly HoldingProcess[];
}

import type { SocketAddress } from './address.ts';
import type { Elsewhere } from './elsewhere.ts';
import type { HoldingProcess, KnownSocket, Namespace, Sight } from './evidence.ts';
import type { Factor } from './factor.ts';
import type { HeldSocket, HostFacts } from './host.ts';
import type { KernelDifference } from './kernel-difference.ts';
import type { Listener } from './listener.ts';
import type { CallOutcome, Outcome } from './outcome.ts';
import type { Prediction } from './prediction.ts';
import type { Alternative, TrafficImpact } from './remedy.ts';
import type { ServerName } from './server.ts';

/** A socket on the port. */
export interface SocketVerdict {
  readonly socket: KnownSocket;
  /** Beside it alone, and by which rule. */
  readonly prediction: Prediction;
  readonly impact: TrafficImpact;
}

/** A bind that was tried, and its socket closed at once; it never listened. */
export interface BindTrial {
  /** What was tried: without the options that could take a part of a holder's traffic, and with SO_REUSEADDR if need be. */
  readonly listener: Listener;
  readonly outcome: CallOutcome;
  /** Where the kernel bound it instead: something rewrites addresses on their way to bind(2). Absent: where it was asked. */
  readonly elsewhere?: SocketAddress;
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

/** `bindmatrix why ENDPOINT`. */
export interface WhyAnswer {
  readonly schema: 'bindmatrix/why@1';
  readonly version: string;
  readonly host: HostFacts;
  readonly namespace: Namespace;
  readonly sight: Sight;
  readonly asked: Listener;
  /** The server that the listener belongs to, where that is known. */
  readonly server?: ServerName;
  /** Listeners of the same server that start before it, and stand among the sockets as if they were there. */
  readonly earlier: readonly Listener[];
  /** The network namespace in which it was asked, as --netns named it. */
  readonly within?: string;
  /** The trial's where it asked the same, else the rules'. */
  readonly outcome: Outcome;
  readonly prediction: Prediction;
  /** What of this a current kernel would do differently. Absent: nothing. */
  readonly olderKernel?: readonly KernelDifference[];
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
  /** Where else the port is in use; looked for only where nothing here refuses the listener. */
  readonly elsewhere: readonly Elsewhere[];
}

/** The answers for the listeners of one server, in the order in which it starts them. */
export type WhyAnswers = readonly [WhyAnswer, ...WhyAnswer[]];

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

/** A number for a port of a protocol: of fifty thousand sockets a number costs less to compare than a text. */
export const portNumber = ({ protocol, port }: Pick<HeldSocket, 'protocol' | 'port'>): number =>
  protocol === 'tcp' ? port : port + 65_536;

import type { Address, Protocol } from '../model/address.ts';
import type { Call } from '../model/outcome.ts';
import type { Step } from '../model/trial.ts';
import type { RuleEnvironment } from './environment.ts';
import type { Relation } from './overlap.ts';
import type { RuleSocket } from './rule-socket.ts';
import type { CallContext } from './linux/world/context.ts';

export type OperatingSystem = 'linux' | 'freebsd' | 'macos' | 'openbsd' | 'netbsd' | 'windows' | 'illumos';

/** How the rule is known: `run` was compared with a real kernel, the others were read. */
export type Certainty = 'run' | 'from source, not run' | 'documented';

/** What is written about a rule; the documentation of the rules is made from it. */
export interface RuleText {
  /** `linux.no-overlap`: the operating system, then the rule's name. */
  readonly id: string;
  /** The rule in one sentence. */
  readonly sentence: string;
  /** When it decides. */
  readonly condition: string;
  /** Kernel function and version, or the document. */
  readonly source: string;
  readonly certainty: Certainty;
  /** One sentence on two real sockets: `{holder}` and `{newcomer}` stand for them. */
  readonly why: string;
}

/** The call that is judged. */
export interface Attempt {
  readonly env: RuleEnvironment;
  readonly newcomer: RuleSocket;
  readonly call: Call;
  /** The caller may bind privileged ports. Absent: as the environment says. */
  readonly privileged?: boolean;
  /** The socket has a port already, or is not closed. */
  readonly busy?: boolean;
}

/** A newcomer and one socket that exists already. */
export interface Pair extends Attempt {
  readonly old: RuleSocket;
  readonly relation: Relation;
}

/** A refusal that the newcomer earns alone, before any other socket is looked at. */
export interface CheckRule extends RuleText {
  readonly call: Call;
  readonly errno: string;
  readonly applies: (attempt: Attempt) => boolean;
}

/** What two sockets on one port mean for the newcomer. The first rule that applies decides. */
export interface PairRule extends RuleText {
  /** Both, where absent. */
  readonly protocol?: Protocol;
  /** `ok`, or the errno of the call. */
  readonly verdict: string;
  /** The search ends here: sockets not yet looked at no longer count. */
  readonly final?: true;
  readonly applies: (pair: Pair) => boolean;
}

/** A refusal that a call of a trial earns in the world that the steps before it have made. */
export interface CallRule extends RuleText {
  readonly ops: readonly Step['op'][];
  readonly protocol?: Protocol;
  readonly errno: string;
  readonly applies: (call: CallContext) => boolean;
}

/** The rules of one operating system. */
export interface RuleSet {
  readonly os: OperatingSystem;
  /** As people write it: `Linux`. */
  readonly name: string;
  /** IPV6_V6ONLY of a new socket. Absent: as net.ipv6.bindv6only of the host has it. */
  readonly v6only?: boolean;
  /** In the order of the kernel's checks. */
  readonly checks: readonly CheckRule[];
  readonly pairs: readonly PairRule[];
  /** What a call of a trial is refused for, in the order of the kernel's checks. */
  readonly calls: readonly CallRule[];
  /** Rules that refuse nothing: what a step leaves behind, who receives. */
  readonly effects: readonly RuleText[];
  /** Ids that are switched off: see without(). */
  readonly off: ReadonlySet<string>;
  /** Calls that look at the other sockets: `listen` too where it re-checks. */
  readonly contested: readonly Call[];
  /** The sockets that the kernel looks at, in its order. */
  readonly search: (newcomer: RuleSocket, olds: readonly RuleSocket[]) => readonly RuleSocket[];
  /** Which of the open sockets get a packet; more than one where chance decides among them. */
  readonly deliver: <R extends Receiver>(open: readonly R[], packet: Packet, off: ReadonlySet<string>) => readonly R[];
}

/** The same rules, one of them switched off: what it refused passes, what it permitted is left to the rules after it. */
export const without = (rules: RuleSet, id: string): RuleSet => ({ ...rules, off: new Set([...rules.off, id]) });

export interface Name {
  readonly address: Address;
  readonly port: number;
}

/** A first packet: a SYN, or a datagram. */
export interface Packet {
  readonly protocol: Protocol;
  /** The destination after `0.0.0.0` and `::` became loopback. */
  readonly to: Address;
  readonly port: number;
  readonly from: Name;
  /** The interface that it is considered to come in by. */
  readonly device: string;
}

/** An open socket as the kernel's lookup sees it. */
export interface Receiver {
  readonly party: RuleSocket;
  /** Its place in the kernel's list: the lowest is looked at first. */
  readonly seat: number;
  /** Its SO_REUSEPORT group. */
  readonly group?: number;
  /** A member of its group has connected. */
  readonly groupConnected: boolean;
  /** UDP: whom it is connected to, and when in the order of all connects. */
  readonly peer?: Name;
  readonly connectedAt: number;
  /** An IPv6 UDP socket that was connected once: the only address that it still takes IPv6 from. */
  readonly onlyFrom?: Address;
}

import type { Address, Protocol } from '../model/address.ts';
import type { Call, Refused } from '../model/outcome.ts';
import type { StepPrediction } from '../model/prediction.ts';
import type { Step } from '../model/trial.ts';
import type { StepObservation } from '../model/trial-observation.ts';
import type { Packet, Receiver } from './delivery.ts';
import type { RuleEnvironment } from './environment.ts';
import type { Relation } from './overlap.ts';
import type { RuleSocket } from './rule-socket.ts';

export type OperatingSystem = 'linux' | 'freebsd' | 'macos' | 'openbsd' | 'netbsd' | 'windows' | 'illumos';

/** How the rule is known: `run` was compared with a real kernel, the others were read. */
export type Certainty = 'run' | 'from source, not run' | 'documented';

/** What a rule decides about a call: that it fails with an errno, that it succeeds, or that nothing is known. */
export type Decision = 'ok' | 'unknown' | `E${string}`;

/**
 * What is written about a rule; the documentation of the rules is made from it. The ids are the literals of the tables,
 * so that the compiler knows every one of them: RuleId in systems.ts.
 */
export interface RuleText<Id extends string = string> {
  /** `linux.no-overlap`: the operating system, then the rule's name. */
  readonly id: Id;
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
  /** All sockets of the protocol on the port, the oldest first. */
  readonly olds: readonly RuleSocket[];
}

/** A refusal that does not depend on other sockets: it comes before they are looked at. */
export interface CheckRule<Id extends string = string> extends RuleText<Id> {
  readonly call: Call;
  readonly decision: Exclude<Decision, 'ok'>;
  readonly applies: (attempt: Attempt) => boolean;
  /** Where it applies, it may be wrong: what it asks of the host could not be read. The outcome is unknown then. */
  readonly isUnsure?: (attempt: Attempt) => boolean;
}

/** What two sockets on one port mean for the newcomer. The first rule that applies decides. */
export interface PairRule<Id extends string = string> extends RuleText<Id> {
  /** Both, where absent. */
  readonly protocol?: Protocol;
  readonly decision: Decision;
  /** The search ends here: sockets not yet looked at no longer count. */
  readonly final?: true;
  readonly applies: (pair: Pair) => boolean;
}

/** A rule of what follows a bind: a call of a trial that is refused, what a step leaves behind, who receives. */
export interface LaterRule<Id extends string = string> extends RuleText<Id> {
  /** Both, where absent. */
  readonly protocol?: Protocol;
  /** Absent where it refuses nothing. */
  readonly decision?: Decision;
}

/** The rules of one operating system. */
export interface RuleSet<Id extends string = string> {
  readonly os: OperatingSystem;
  /** As people write it: `Linux`. */
  readonly name: string;
  /** IPV6_V6ONLY of a new socket. Absent: net.ipv6.bindv6only of the host. */
  readonly v6only?: boolean;
  /** In the order of the kernel's checks. */
  readonly checks: readonly CheckRule<Id>[];
  readonly pairs: readonly PairRule<Id>[];
  readonly later: readonly LaterRule<Id>[];
  /** The rule of a newcomer that no other socket concerns. */
  readonly portFree: Id;
  /** Calls that look at the other sockets: `listen` too where it checks again. */
  readonly comparingCalls: readonly Call[];
  /** The sockets on the port that the kernel looks at, in its order. */
  readonly search: (newcomer: RuleSocket, olds: readonly RuleSocket[]) => readonly RuleSocket[];
  /** The open sockets as a lookup of the kernel sees them; given in the order in which they were opened. */
  readonly receivers: (open: readonly RuleSocket[]) => readonly Receiver[];
  /** Which of the open sockets get a packet; more than one where chance decides among them. */
  deliver<R extends Receiver>(open: readonly R[], packet: Packet, rules: RuleSet<Id>): readonly R[];
  /** How the connect(2) of a client fails by itself, whoever listens at that address of this host. Absent: it is not known to. */
  clientRefusal?(rules: RuleSet<Id>, env: RuleEnvironment, protocol: Protocol, to: Address): Refused | undefined;
  /** Whether a rule is in force that is no entry of a table above. All are; tests turn one off to see whether it is missed. */
  holds(id: Id): boolean;
  /** A clean kernel at the beginning of a trial. Absent: nothing is known of trials. `patience`: see world.ts. */
  startWorld?(rules: RuleSet<Id>, env: RuleEnvironment, patience: number): World;
}

/** Every way in which the kernel may stand after the steps of a trial that were seen. */
export interface World {
  /** What was seen fits no rule, or cannot be known; every later step is unknown. */
  readonly isLost: boolean;
  /** It is lost, though what was seen last fits the rules: they follow no further from there. */
  readonly gaveUp: boolean;
  /** What the rules foresee of the next step. */
  predict(step: Step): StepPrediction;
  /** The world after the step did what was observed. */
  advance(step: Step, observation: StepObservation): World;
  /** The world after the step did what the rules foresee, of which nothing was seen. */
  follow(step: Step): World;
}

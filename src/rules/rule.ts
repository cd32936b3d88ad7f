import type { Protocol } from '../model/address.ts';
import type { Call } from '../model/outcome.ts';
import type { Trial } from '../model/trial.ts';
import type { RuleEnvironment } from './environment.ts';
import type { Relation } from './overlap.ts';
import type { Party } from './party.ts';

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
  /** A trial that shows it, and meets its expectations where the rule was run. */
  readonly example?: Trial;
}

/** The call that is judged. */
export interface Attempt {
  readonly env: RuleEnvironment;
  readonly newcomer: Party;
  readonly call: Call;
}

/** A newcomer and one socket that exists already. */
export interface Pair extends Attempt {
  readonly old: Party;
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

/** The rules of one operating system. */
export interface RuleSet {
  readonly os: OperatingSystem;
  /** As people write it: `Linux`. */
  readonly name: string;
  /** In the order of the kernel's checks. */
  readonly checks: readonly CheckRule[];
  readonly pairs: readonly PairRule[];
  /** Rules that decide elsewhere: in the world of a trial, or about who receives. */
  readonly others: readonly RuleText[];
  /** Calls that look at the other sockets: `listen` too where it re-checks. */
  readonly contested: readonly Call[];
  /** The sockets that the kernel looks at, in its order. */
  readonly search: (newcomer: Party, olds: readonly Party[]) => readonly Party[];
  /** Which of `open` sockets a local client reaches; more than one where chance decides. Oldest first. */
  readonly deliver: (open: readonly Party[], packet: Packet) => readonly Party[];
}

/** A first packet of a local client: a SYN, or a datagram. */
export interface Packet {
  readonly protocol: Protocol;
  /** The destination after `0.0.0.0` and `::` became loopback, and v4-mapped became IPv4. */
  readonly to: string;
  /** The interface that it is considered to come in by. */
  readonly device: string;
}

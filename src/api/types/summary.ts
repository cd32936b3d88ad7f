import type { HeldSocket } from './socket.ts';
import type { Protocol } from './words.ts';

/** How many outcomes were of each kind. */
export interface OutcomeCounts {
  readonly ok: number;
  readonly failed: number;
  readonly skipped: number;
}

/** How many verdicts were of each kind. */
export interface StatusCounts {
  readonly met: number;
  readonly unmet: number;
  readonly inconclusive: number;
  readonly skipped: number;
}

/** The counts of a report. */
export interface Summary {
  readonly alone: OutcomeCounts;
  readonly together: OutcomeCounts;
  readonly pairs: {
    readonly ok: number;
    readonly failed: number;
    readonly skipped: number;
    /** How many of these pairs were not tried; absent: none. */
    readonly inferred?: number | undefined;
  };
  readonly expectations: StatusCounts;
  readonly trials: StatusCounts;
  /** Services and serves of plans; absent: there is no plan. */
  readonly services?: StatusCounts | undefined;
  /** Of diff: unmet is what changed, inconclusive what could not be compared. */
  readonly changes?: StatusCounts | undefined;
  readonly disagreements: number;
  /** How many outcomes the rules could not predict. */
  readonly unknown: number;
  /** At how many addresses an answer that the rules expect could not be seen; absent: none. */
  readonly unseen?: number | undefined;
  /** How many calls a policy refused: with EACCES or EPERM, for which the rules have no reason; absent: none. */
  readonly denied?: number | undefined;
  /** Outcomes that are unknown because a resource ran out: how often, by errno. */
  readonly exhausted?: Readonly<Record<string, number>> | undefined;
}

/** A place where rule and kernel differ. */
export interface Disagreement {
  /** `matrix tcp 50005 addr: 0.0.0.0 then 127.0.0.1`. */
  readonly place: string;
  readonly predicted: string;
  readonly observed: string;
  readonly rule: string;
  /** How many places of the same kind this stands for. */
  readonly count: number;
}

/** Something that changed on the host during the run. */
export interface HostChange {
  readonly kind: 'address-came' | 'address-went' | 'address-state' | 'link' | 'socket-came' | 'socket-went' | 'sysctl';
  /** `192.0.2.2 of eth0 went`. */
  readonly what: string;
}

/** A rule that has decided, and that a current kernel does not have. */
export interface KernelDifference {
  /** The rule that has decided here. */
  readonly rule: string;
  /** What a current kernel does instead, as the end of a sentence about it. */
  readonly today: string;
  /** The first versions that do, the newest series first: 7.0, 6.18.21, 6.1.168. */
  readonly versions: readonly string[];
}

/** A system whose rules were asked. */
export interface PredictedSystem {
  /** linux, freebsd; linux@6.1.192 where a version was asked for. */
  readonly os: string;
  readonly name: string;
  /** How its rules are known. */
  readonly certainty: string;
  /** IPV6_V6ONLY of a new socket there. */
  readonly v6only: boolean;
  /** The series of Linux that was asked for: the version is the newest of it that the rules know. */
  readonly newestOf?: string | undefined;
}

/** A port of the experiment, and who held it before. */
export interface PortInUse {
  readonly protocol: Protocol;
  readonly port: number;
  /** What was done: everything; only a bind that is closed at once; `live`: everything that takes no traffic. */
  readonly caution: 'free' | 'held' | 'live';
  readonly holders: readonly HeldSocket[];
  /** This kernel lists no TCP socket that is bound without listening. */
  readonly unseen?: 'bound-only' | undefined;
  /** net.ipv4.ip_local_port_range, where the port lies inside it. */
  readonly ephemeralRange?: readonly [number, number] | undefined;
}

import type { Address, Protocol } from './address.ts';
import type { Beside } from './beside.ts';
import type { Caution } from './caution.ts';
import type { Disagreement, Responder } from './disagreement.ts';
import type { HoldingProcess } from './evidence.ts';
import type { Place, Where } from './experiment.ts';
import type { Grid } from './grid.ts';
import type { HeldSocket, HostFacts, Interface, LocalAddress } from './host.ts';
import type { HostChange } from './host-change.ts';
import type { KernelDifference } from './kernel-difference.ts';
import type { Listener } from './listener.ts';
import type { Outcome, SkipReason } from './outcome.ts';
import type { Combination, Order, TogetherFamily } from './plan.ts';
import type { PlanReport } from './plan-report.ts';
import type { Alternative } from './remedy.ts';
import type { MatrixSample } from './sample.ts';
import type { Timing } from './timing.ts';
import type { TrialReport } from './trial.ts';

/** An operating system whose rules were asked instead of this kernel. */
export interface PredictedSystem {
  /** `freebsd` */
  readonly os: string;
  /** `FreeBSD` */
  readonly name: string;
  /** How its rules are known: `from source, not run`. */
  readonly certainty: string;
  /** IPV6_V6ONLY of a new socket there. */
  readonly v6only: boolean;
  /** `6.1`: the series of Linux that was asked for, of which this is the newest release that the rules know. */
  readonly newestOf?: string;
}

/** Marks a part of a report that was predicted for a system with its `os`; absent: observed on this kernel. */
interface OfSystem {
  readonly system?: string;
}

/** One endpoint by itself. */
export interface AloneReport extends OfSystem {
  /** What was asked for. */
  readonly combination: Combination;
  /** What was tried: on a port in use without the options that `harmless` takes away. */
  readonly listener: Listener;
  readonly outcome: Outcome;
  /** False if bind(2) was tried and listen(2) was not: on a port in use. */
  readonly listened: boolean;
  /** The number of clients from remote hosts; each is reset, and no byte is read or sent. Absent: none. */
  readonly remotePeers?: number;
  readonly predicted: Outcome;
  readonly rule: string;
}

export interface ListenerReport {
  readonly address: Address;
  readonly outcome: Outcome;
  readonly predicted: Outcome;
  readonly rule: string;
  readonly why: string;
  /** The address of the listener that a local client reached at `address`; null if none answered. */
  readonly answers: Address | null;
  /** What the client saw. */
  readonly reached: Outcome;
  /** Who answers there by the rules: several if chance decides, none if nobody does. */
  readonly predictedAnswers: readonly Responder[];
  /** Why the meeting says nothing of the rules, though these expect an answer. Absent: it does. */
  readonly unseen?: UnseenReason;
}

/**
 * `client`: the client's own call failed. `taken`: it met none of the listeners, on a host whose packet rules may have
 * taken what it sent. `changed`: the host changed meanwhile.
 */
export type UnseenReason = 'client' | 'taken' | 'changed';

/** All listeners of one family, or of both, started in order and kept open. */
export interface TogetherReport extends Combination, OfSystem {
  readonly family: TogetherFamily;
  readonly order: Order;
  /** In the order of starting. Empty if it was skipped. */
  readonly listeners: readonly ListenerReport[];
  /** Why it was not tried. */
  readonly skipped?: SkipReason;
  /** The number of connections or datagrams from remote hosts; no byte is read or sent. */
  readonly remotePeers: number;
}

/** Every ordered pair: row i has the holder, column j the newcomer. */
export interface MatrixReport extends Combination, OfSystem {
  readonly addresses: readonly Address[];
  readonly cells: Grid<Outcome>;
  readonly predicted: Grid<Outcome>;
  /** The id of the rule behind each prediction. */
  readonly rules: Grid<string>;
  /** Which pairs were tried, where not all were: the other cells are inferred. Absent: none is. */
  readonly sample?: MatrixSample;
  readonly skipped?: SkipReason;
  readonly remotePeers: number;
}

/** The sockets that used a port before the run, and what that allowed. */
export interface PortReport {
  readonly protocol: Protocol;
  readonly port: number;
  readonly caution: Caution;
  readonly holders: readonly HeldSocket[];
  /**
   * No socket is seen, but the kernel does not list TCP sockets that are bound and do not listen; `caution` says
   * whether one was found.
   */
  readonly unseen?: 'bound-only';
  /** net.ipv4.ip_local_port_range, if the port is inside it */
  readonly ephemeralRange?: readonly [number, number];
  /** What would work instead of a listener that was refused; absent if no socket on the port refused one. */
  readonly advice?: Advice;
}

/** What would work instead of a refused listener, the smallest change first. */
export interface Advice {
  /** The listener that was refused. */
  readonly listener: Listener;
  readonly alternatives: readonly Alternative[];
  /** The holders of the port. */
  readonly processes: readonly HoldingProcess[];
}

export type Status = 'met' | 'unmet' | 'inconclusive' | 'skipped';

export interface ExpectationReport extends OfSystem, Partial<Timing> {
  /** As written, or `expect-N`. */
  readonly id: string;
  readonly source?: Place;
  /** As written. */
  readonly expectation: Readonly<Record<string, unknown>>;
  /** The distinct outcomes; one if all pairs agree. */
  readonly observed: readonly Outcome[];
  readonly status: Status;
  readonly remotePeers?: number;
  /** The number of endpoints or pairs that were tried, and of those that were not as expected. */
  readonly tried: number;
  readonly unmet: number;
  /** The first endpoint or pair that decided the status against `met`. */
  readonly example?: { readonly holder?: Address; readonly address: Address; readonly observed: Outcome };
  readonly reason?: string;
  /** What the rules say of the example, if one was tried. */
  readonly because?: { readonly predicted: Outcome; readonly rule: string; readonly why: string };
}

export interface Summary {
  /** Endpoints by themselves. */
  readonly alone: { readonly ok: number; readonly failed: number; readonly skipped: number };
  readonly together: { readonly ok: number; readonly failed: number; readonly skipped: number };
  /** Ordered pairs. */
  readonly pairs: {
    readonly ok: number;
    readonly failed: number;
    readonly skipped: number;
    /** How many of these were not tried. Absent: none. */
    readonly inferred?: number;
  };
  readonly expectations: Readonly<Record<Status, number>>;
  readonly trials: Readonly<Record<Status, number>>;
  /** Services and serves of plans. Absent: there is no plan. */
  readonly services?: Readonly<Record<Status, number>>;
  /** Of diff: unmet is what changed, inconclusive what could not be compared. */
  readonly changes?: Readonly<Record<Status, number>>;
  readonly disagreements: number;
  readonly unknown: number;
  /** The number of addresses at which an answer that the rules expect was not seen. Absent: none. */
  readonly unseen?: number;
  /** The number of calls that were refused as only a policy refuses, with EACCES or EPERM against the rules. Absent: none. */
  readonly denied?: number;
  /** The number of outcomes that are unknown because a resource ran out, by errno. Absent: nothing ran out. */
  readonly exhausted?: Readonly<Record<string, number>>;
}

export interface Report extends Timing {
  readonly schema: 'bindmatrix/report@1';
  /** The version of this program. */
  readonly version: string;
  readonly host: HostFacts;
  readonly where: Where;
  /** With `run --predict`: no socket was opened, and every outcome is what the rules of these systems say. */
  readonly predicted?: readonly PredictedSystem[];
  /** The files whose expectations and trials are judged, in the order in which they were named. */
  readonly files?: readonly string[];
  /** The flags that select what is tried, as the user gave them: `reuse`: `none,addr`. */
  readonly asked?: Readonly<Record<string, string>>;
  readonly interfaces: readonly Interface[];
  /** Every address of the host, with its state; `selected` are those that were tried, in their order. */
  readonly addresses: readonly LocalAddress[];
  readonly selected: readonly Address[];
  readonly ports: readonly PortReport[];
  readonly alone: readonly AloneReport[];
  readonly together: readonly TogetherReport[];
  readonly matrices: readonly MatrixReport[];
  readonly expectations: readonly ExpectationReport[];
  readonly trials: readonly TrialReport[];
  /** The text formats show the conclusions alone. */
  readonly summaryAlone?: true;
  /** What becomes of the services of files. Absent: none has any. */
  readonly plans?: readonly PlanReport[];
  /** One sentence for each rule that refused a socket, on the first two sockets that it decided about. */
  readonly reasons?: Readonly<Record<string, string>>;
  /** Whether a listener can be started in a sandbox here. Absent: it was not tried, since no report would propose one. */
  readonly sandboxWorks?: boolean;
  readonly summary: Summary;
  readonly disagreements: readonly Disagreement[];
  /** What changed on the host during the run; looked for only where rule and kernel differ, or an expectation is unmet. */
  readonly changes?: readonly HostChange[];
  /** With `run --beside`: what the rules of other systems say of what was tried. */
  readonly beside?: Beside;
  /** What of this a current kernel would do differently, by the rule that decided. Absent: nothing. */
  readonly olderKernel?: readonly KernelDifference[];
}

import type { Family, Protocol } from './address.ts';
import type { Where } from './experiment.ts';
import type { Grid } from './grid.ts';
import type { HeldSocket, HostFacts, Interface, LocalAddress } from './host.ts';
import type { Reuse, ReusePair, Sequence, V6only } from './options.ts';
import type { Cell } from './outcome.ts';
import type { Caution, Order } from './plan.ts';
import type { TrialReport } from './trial.ts';

/** An operating system whose rules were asked instead of this kernel: nothing was run there. */
export interface PredictedSystem {
  /** `freebsd` */
  readonly os: string;
  /** `FreeBSD` */
  readonly name: string;
  /** How its rules are known: `from source, not run`. */
  readonly certainty: string;
  /** IPV6_V6ONLY of a new socket there. */
  readonly v6only: boolean;
}

/** One endpoint by itself. */
export interface AloneReport {
  /** The `os` of a predicted system; absent: this kernel, for real. */
  readonly system?: string;
  readonly protocol: Protocol;
  readonly port: number;
  /** What this socket set. On a held port that is less than was asked for. */
  readonly reuse: Reuse;
  readonly v6only: V6only;
  readonly address: string;
  readonly outcome: Cell;
  /** False where bind(2) was tried and listen(2) was not: a held port. */
  readonly listened: boolean;
  /** Who came from elsewhere meanwhile: reset, not a byte read or sent. Absent: nobody. */
  readonly remotePeers?: number;
  readonly predicted: string;
  readonly rule: string;
}

export interface ListenerReport {
  readonly address: string;
  readonly outcome: Cell;
  readonly predicted: string;
  readonly rule: string;
  readonly why: string;
  /** The address of the listener that a local client reached at `address`; null where none answered. */
  readonly answers: string | null;
  /** What the client saw: `ok`, or `connect:ECONNREFUSED`. */
  readonly reached: string;
  /** The listeners that the rules expect there: more than one where chance decides, none where nobody answers. */
  readonly predictedAnswers: readonly string[];
}

/** All listeners of one family, in order, at once. */
export interface TogetherReport {
  readonly system?: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly reuse: ReusePair;
  readonly v6only: V6only;
  readonly sequence: Sequence;
  readonly family: Family;
  readonly order: Order;
  /** In the order of starting. Empty where it was skipped. */
  readonly listeners: readonly ListenerReport[];
  /** `skipped:held` where the port may not be touched. */
  readonly skipped?: string;
  /** Connections or datagrams that came from elsewhere meanwhile: reset, not a byte read or sent. */
  readonly remotePeers: number;
}

/** Every ordered pair: row i holds the port, column j tries. */
export interface MatrixReport {
  readonly system?: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly reuse: ReusePair;
  readonly v6only: V6only;
  readonly sequence: Sequence;
  readonly addresses: readonly string[];
  readonly cells: Grid;
  readonly predicted: Grid;
  readonly rules: Grid;
  readonly skipped?: string;
  readonly remotePeers: number;
}

/** Who held a port before the run, and what that allowed. */
export interface PortReport {
  readonly protocol: Protocol;
  readonly port: number;
  readonly caution: Caution;
  readonly holders: readonly HeldSocket[];
  /** Nobody is seen, but TCP sockets that are bound without listening are not listed here; caution says whether one is there. */
  readonly unseen?: 'bound-only';
  /** net.ipv4.ip_local_port_range, where the port lies inside it */
  readonly ephemeralRange?: readonly [number, number];
}

export type Status = 'met' | 'unmet' | 'inconclusive' | 'skipped';

export interface ExpectationReport {
  readonly system?: string;
  /** As written. */
  readonly expectation: Readonly<Record<string, unknown>>;
  /** The distinct outcomes; one where all pairs agree. */
  readonly observed: readonly Cell[];
  readonly status: Status;
  readonly remotePeers?: number;
  /** How many endpoints or pairs were tried, and how many were not as expected. */
  readonly tried: number;
  readonly unmet: number;
  /** The first endpoint or pair that decided the status against `met`. */
  readonly example?: { readonly holder?: string; readonly address: string; readonly observed: Cell };
  readonly reason?: string;
  /** What the rules say of the example, where one was tried. */
  readonly because?: { readonly predicted: string; readonly rule: string; readonly why: string };
}

/** A place where rule and kernel differ. */
export interface Disagreement {
  /** Such as `matrix tcp 50005 addr: 0.0.0.0 then 127.0.0.1`. */
  readonly place: string;
  readonly predicted: string;
  readonly observed: string;
  readonly rule: string;
  /** How many places of the same kind this stands for. */
  readonly count: number;
}

export interface Summary {
  /** Endpoints that bind and listen by themselves, of all tried. */
  readonly alone: { readonly ok: number; readonly failed: number; readonly skipped: number };
  readonly together: { readonly ok: number; readonly failed: number; readonly skipped: number };
  /** Ordered pairs. */
  readonly pairs: { readonly ok: number; readonly failed: number; readonly skipped: number };
  readonly expectations: Readonly<Record<Status, number>>;
  readonly trials: Readonly<Record<Status, number>>;
  readonly disagreements: number;
  readonly unknown: number;
  /** What could not be found out, because a resource ran out: how often, by errno. Absent: nothing ran out. */
  readonly exhausted?: Readonly<Record<string, number>>;
}

export interface Report {
  readonly schema: 'bindmatrix/report@1';
  /** The program's own version. */
  readonly version: string;
  readonly host: HostFacts;
  readonly where: Where;
  /** Where `run --predict` was asked: no socket was opened, and every outcome is what these systems' rules say. */
  readonly predicted?: readonly PredictedSystem[];
  /** The flags that select what is tried, as the user wrote them: `reuse`: `none,addr`. */
  readonly asked?: Readonly<Record<string, string>>;
  readonly interfaces: readonly Interface[];
  /** Every address of the host that was found, with its state; `selected` in the plan's order. */
  readonly addresses: readonly LocalAddress[];
  readonly selected: readonly string[];
  readonly ports: readonly PortReport[];
  readonly alone: readonly AloneReport[];
  readonly together: readonly TogetherReport[];
  readonly matrices: readonly MatrixReport[];
  readonly expectations: readonly ExpectationReport[];
  readonly trials: readonly TrialReport[];
  /** One sentence for each rule behind a refusal, on the first two sockets that it decided about. */
  readonly reasons?: Readonly<Record<string, string>>;
  readonly summary: Summary;
  readonly disagreements: readonly Disagreement[];
}

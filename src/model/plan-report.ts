import type { Address, Protocol } from './address.ts';
import type { Source } from './experiment.ts';
import type { HeldSocket } from './host.ts';
import type { Status } from './report.ts';
import type { LeftBehind, Verdict } from './service-plan.ts';

/** One call of a socket of a service: `ok`, an errno, or `unknown`. */
export type CallResult = string;

/** A socket that a service opened, or tried to. */
export interface ServiceSocket {
  readonly protocol: Protocol;
  readonly address: Address;
  readonly port: number;
  readonly device?: string;
  readonly bind: CallResult;
  /** Null of UDP, and where bind(2) failed. */
  readonly listen: CallResult | null;
  /** It was open, and was closed again: by a reload, or since the service gave up. */
  readonly closed?: true;
  /** The rule behind the last of them. */
  readonly rule: string;
  readonly why: string;
  /** The kernel did something else than the rules foresaw: what they foresaw. */
  readonly predicted?: string;
}

/** A call of a service that was refused. */
export interface FailedCall {
  readonly call: 'bind' | 'listen' | 'socket' | 'setsockopt';
  readonly endpoint: string;
  readonly errno: string;
  /** The service, or the process, whose socket refuses it; null where none does. */
  readonly holder: string | null;
  readonly rule: string;
  readonly why: string;
}

/** An address at which several running services are open, and what one of them gets. */
export interface Share {
  /** Its own socket: `[::]:80`. */
  readonly endpoint: string;
  readonly protocol: Protocol;
  readonly address: Address;
  readonly port: number;
  readonly with: readonly string[];
  readonly gets: 'all' | 'part' | 'none';
  readonly rule: string;
}

export interface ServiceReport {
  readonly id: string;
  readonly profile: string;
  readonly source: Source;
  /** Where it is not up, the line behind that: it asks for the socket that is refused first, or shared, or lost. */
  readonly line?: Source;
  readonly verdict: Verdict;
  readonly expected: readonly string[];
  readonly status: Status;
  /** It listens on this host already. */
  readonly running?: true;
  /** Of services that start together: how they met where this became of it. Absent: in the written order. */
  readonly when?: string;
  readonly sockets: readonly ServiceSocket[];
  /** The endpoints that it means to have and has not. */
  readonly lost: readonly string[];
  readonly shares: readonly Share[];
  readonly failed: readonly FailedCall[];
  /** One sentence. */
  readonly why: string;
  /** Whether it would start again over what it left: of each state. Absent: it has no TCP socket, or does not start. */
  readonly restart?: Readonly<Partial<Record<Exclude<LeftBehind, 'nothing'>, Verdict>>>;
}

/** The verdicts of one order of starting, or of one interleaving. */
export interface PlanOutcome {
  /** The ids in the order of starting. */
  readonly order: readonly string[];
  /** Of an interleaving: `admin starts before bind 0.0.0.0:80 of edge`. */
  readonly when?: string;
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** The first refused call of each service that has one: `bind:EADDRINUSE`. */
  readonly refusals: Readonly<Record<string, string>>;
}

/** `tcp/80`: at each address the ids of who answers; several if chance decides, none if nobody does. */
export type Answers = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface ServesReport {
  readonly endpoint: string;
  readonly protocol: Protocol;
  readonly by: string | null;
  /** Who answers, at all its addresses. */
  readonly answered: readonly string[];
  readonly status: Status;
  /** The first address at which another one answers, or nobody. */
  readonly at?: string;
  /** Of services that start together: how they met where it is not so. Absent: in the written order. */
  readonly when?: string;
  readonly source: Source;
}

/** Stands between the changes of a suggestion that has several. */
export const BETWEEN_CHANGES = '; ';

/** A change by which more would start, tried as a plan. */
export interface Suggestion {
  /** `edge: listen on 192.168.1.101:80 instead of 80`; of several services one after the other. */
  readonly change: string;
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** What of `serves:` on the ports of these services is not met then: `tcp 0.0.0.0:80 by edge`. Absent: nothing. */
  readonly unserved?: readonly string[];
  /** Where it was tried: by the rules alone, or also in a sandbox. */
  readonly tried: 'predicted' | 'sandbox';
}

/** What becomes of the services of a file. */
export interface PlanReport {
  readonly file: string;
  /** Whose rules were asked: `FreeBSD`. Absent: Linux. */
  readonly system?: string;
  readonly title?: string;
  /** Without those that have ended. */
  readonly services: readonly ServiceReport[];
  /** How many have ended. */
  readonly ended?: number;
  readonly outcomes: readonly PlanOutcome[];
  /** The distinct outcomes of other orders of starting. */
  readonly orders: readonly PlanOutcome[];
  /** In the written order. */
  readonly answers: Answers;
  readonly serves: readonly ServesReport[];
  readonly suggestions: readonly Suggestion[];
  readonly neighbours: readonly HeldSocket[];
  /** `file:line:col: text: why` of what a server's own file has and a plan has not. */
  readonly skipped: readonly string[];
  /** Why some of it was predicted and not observed. */
  readonly notes: readonly string[];
}

import type { Protocol, Status } from './words.ts';

/** What becomes of a service: it does not start; another one is open at an address of it; it runs without a part; it runs. */
export type Verdict = 'exits' | 'shares' | 'degraded' | 'up';

/** A socket of a service. */
export interface ServiceSocket {
  readonly protocol: Protocol;
  /** `0.0.0.0`, `::`, `fe80::1%eth0`. */
  readonly address: string;
  readonly port: number;
  /** SO_BINDTODEVICE. */
  readonly device?: string | undefined;
  /** ok, an errno, or unknown. */
  readonly bind: string;
  /** The same; null of UDP, and where bind failed. */
  readonly listen: string | null;
  /** It was open, and was closed again: by a reload, or since the service gave up. */
  readonly closed?: true | undefined;
  /** The id of a rule, as `bindmatrix rules` lists it; empty where there is none. */
  readonly rule: string;
  readonly why: string;
  /** What the rules foresaw, where the kernel did something else. */
  readonly predicted?: string | undefined;
}

/** What becomes of a service of a plan. */
export interface ServiceResult {
  readonly id: string;
  readonly file: string;
  readonly profile: string;
  /** plan.yaml:3:9. */
  readonly source: string;
  /** Where it is not up, the line behind that: of the socket that is refused first, or shared, or lost. */
  readonly line?: string | undefined;
  /** exits: it does not start. shares: another one is open at an address of it. degraded: it runs without a part. */
  readonly verdict: Verdict;
  readonly expected: readonly string[];
  readonly status: Status;
  /** It listens on this host already. */
  readonly running?: true | undefined;
  /** Of services that start together: how they met where this became of it. Absent: in the written order. */
  readonly when?: string | undefined;
  readonly sockets: readonly ServiceSocket[];
  /** The endpoints that it means to have and has not. */
  readonly lost: readonly string[];
  readonly shares: readonly {
    /** Its own socket. */
    readonly endpoint: string;
    readonly protocol: Protocol;
    /** The address at which another one is open too. */
    readonly address: string;
    readonly port: number;
    readonly with: readonly string[];
    /** How many of the clients of that address it gets. */
    readonly gets: 'all' | 'part' | 'none';
    /** The id of a rule, as `bindmatrix rules` lists it; empty where there is none. */
    readonly rule: string;
  }[];
  readonly failed: readonly {
    readonly call: 'socket' | 'setsockopt' | 'bind' | 'listen';
    readonly endpoint: string;
    readonly errno: string;
    /** The service or process in the way. */
    readonly holder: string | null;
    /** The id of a rule, as `bindmatrix rules` lists it; empty where there is none. */
    readonly rule: string;
    readonly why: string;
  }[];
  readonly why: string;
  readonly restart?:
    | {
        /** By the state in which it left a connection: TIME_WAIT, ESTABLISHED, FIN_WAIT2. */
        readonly leaves: Readonly<Record<string, Verdict>>;
      }
    | undefined;
}

/** What the services of a plan come to in one order. */
export interface PlanOutcome {
  readonly file: string;
  readonly order: readonly string[];
  /** Of services that start together: how they met. */
  readonly when?: string | undefined;
  /** By the id of the service. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** The first refused call of each: bind:EADDRINUSE. */
  readonly refusals: Readonly<Record<string, string>>;
}

/** Who answers at an endpoint of `serves:`. */
export interface ServesResult {
  readonly file: string;
  /** plan.yaml:3:9. */
  readonly source: string;
  readonly endpoint: string;
  readonly protocol: Protocol;
  readonly by: string | null;
  readonly answered: readonly string[];
  /** The first address at which it is not so. */
  readonly at?: string | undefined;
  /** Of services that start together: how they met where it is not so. Absent: in the written order. */
  readonly when?: string | undefined;
  readonly status: Status;
}

/** A change of a plan by which more would start. */
export interface PlanSuggestion {
  readonly file: string;
  readonly change: string;
  /** By the id of the service. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** What of `serves:` on the ports of these services is not met then: `tcp 0.0.0.0:80 by edge`. Absent: nothing. */
  readonly unserved?: readonly string[] | undefined;
  readonly tried: 'predicted' | 'sandbox';
}

/** Something to know about a plan. */
export interface PlanNote {
  readonly file: string;
  readonly text: string;
}

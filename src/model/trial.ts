import type { Family, Protocol } from './address.ts';
import type { Place, Source } from './experiment.ts';
import type { SocketState } from './host.ts';
import type { SocketOptions } from './options.ts';
import type { StepForecast, StepOutcome } from './step-outcome.ts';
import type { Timing } from './timing.ts';
import type { TableRow } from './trial-observation.ts';

/** A literal port, 0 for the kernel's choice, or `$NAME` for a saved one. */
export type PortRef = number | `$${string}`;
/** A strict IP address (with zone where link-local), or `$NAME` for a saved local end. */
export type AddressRef = string;

interface StepBase {
  /** `ok`, a bare errno name, or several acceptable ones. Default: `ok` alone. */
  readonly expect: readonly string[];
  /** What the tutorial promises for this step. */
  readonly claim?: readonly string[];
  /** The effective uid that makes the call. */
  readonly uid?: number;
  /** What `demo` tells before this step. */
  readonly prose?: string;
}

interface SocketStep extends StepBase {
  readonly socket: string;
}

/** The fields of the step that opens a socket: the first one that names it. */
export interface Opening extends SocketOptions {
  readonly protocol?: Protocol;
  readonly family?: Family;
  /** IPPROTO_MPTCP: a Multipath TCP socket, mptcp(7) */
  readonly mptcp?: boolean;
}

type Opens<T> = SocketStep & { readonly open?: Opening } & T;

export type Step =
  | Opens<{ readonly op: 'socket' }>
  | Opens<{ readonly op: 'bind'; readonly address: AddressRef; readonly port: PortRef; readonly savePort?: string }>
  | Opens<{ readonly op: 'listen'; readonly backlog?: number; readonly savePort?: string }>
  | Opens<{
      readonly op: 'connect';
      readonly address: AddressRef;
      readonly port: PortRef;
      /** false: EINPROGRESS at once. */
      readonly wait?: boolean;
      readonly saveLocal?: string;
    }>
  | Opens<{
      readonly op: 'sendto';
      readonly address: AddressRef;
      readonly port: PortRef;
      readonly bytes?: number;
      readonly full?: boolean;
    }>
  | Opens<{ readonly op: 'setsockopt'; readonly set: SocketOptions }>
  | Opens<{ readonly op: 'disconnect' }>
  | (SocketStep & { readonly op: 'accept' | 'dup' | 'fork'; readonly from: string })
  | Opens<{ readonly op: 'send'; readonly bytes?: number; readonly full?: boolean }>
  | Opens<{ readonly op: 'receive'; readonly expectBytes?: number }>
  | Opens<{ readonly op: 'shutdown'; readonly how: 'read' | 'write' | 'both' }>
  | Opens<{ readonly op: 'getsockname'; readonly expectAddress?: string; readonly expectPort?: PortExpectation }>
  | (SocketStep & { readonly op: 'close' | 'reset' })
  | Opens<{ readonly op: 'join' | 'leave'; readonly group: string; readonly interface: string }>
  | (StepBase & { readonly op: 'sleep'; readonly seconds: number })
  | (StepBase & {
      readonly op: 'deliver';
      readonly address: AddressRef;
      readonly port: PortRef;
      readonly count?: number;
      readonly family?: Family;
      readonly fromAddress?: AddressRef;
      readonly fromPort?: PortRef;
      /** SO_BINDTODEVICE of the clients. */
      /** The CPU on which the clients send. */
      readonly cpu?: number;
      readonly fromDevice?: string;
      readonly receivers: readonly string[];
      readonly exact?: boolean;
    })
  | (StepBase & {
      readonly op: 'state';
      readonly address: AddressRef;
      readonly port: PortRef;
      readonly state: SocketState;
    });

/** A value, a range, `nonzero`, `$P`, or `!$P` for "another than". */
export type PortExpectation = number | readonly [number, number] | 'nonzero' | `$${string}` | `!$${string}`;

/** A veth device by its name alone, or with addresses of its own. */
export type TrialDevice = string | { readonly name: string; readonly addresses: readonly string[] };

export interface TrialSandbox {
  /** As written: `192.168.1.101/24`; they lie on `lo` as /32 or /128. */
  readonly addresses: readonly string[];
  /** The addresses of a device have the prefix that is written, and so a subnet, its route and its broadcast address. */
  readonly devices: readonly TrialDevice[];
  readonly sysctls: Readonly<Record<string, string>>;
}

export interface Story {
  readonly quote: string;
  readonly prose?: string;
  /** The condition under which the sentence holds, for the verdict `holds only if`. */
  readonly when?: string;
  /** `demo` also starts its TCP listeners as HTTP servers. */
  readonly http?: boolean;
}

/** An ordered list of steps, run from a clean state. */
export interface Trial {
  readonly id: string;
  readonly title: string;
  readonly platform?: string;
  readonly sandbox: TrialSandbox;
  readonly story?: Story;
  readonly steps: readonly Step[];
  readonly source?: Source;
  /** Where each step is written. */
  readonly stepSources?: readonly Source[];
}

export type StoryVerdict = 'holds' | 'holds only if' | 'does not hold';

export interface StepReport {
  readonly op: Step['op'];
  readonly socket: string | null;
  readonly address: string | null;
  readonly port: number | null;
  readonly expected: readonly string[];
  readonly observed: StepOutcome;
  /** Several if chance decides. */
  readonly predicted: readonly StepForecast[];
  readonly rule: string;
  readonly why: string;
  readonly met: boolean;
  /** A connect that did not wait. */
  readonly wait?: false;
  /** The socket table of the kernel after the step, if it was asked for. */
  readonly table?: readonly TableRow[];
  /** Where it is written. */
  readonly source?: Place;
}

export interface TrialReport extends Partial<Timing> {
  readonly id: string;
  /** The file that has it. */
  readonly file?: string;
  readonly source?: Place;
  /** Whose rules were asked, if it was predicted and not run. */
  readonly system?: string;
  readonly title: string;
  readonly status: 'met' | 'unmet' | 'inconclusive' | 'skipped';
  readonly reason?: string;
  readonly story?: {
    readonly verdict: StoryVerdict;
    readonly quote: string;
    readonly prose?: string;
    readonly when?: string;
  };
  readonly steps: readonly StepReport[];
}

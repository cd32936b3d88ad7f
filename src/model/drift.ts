import type { HostSnapshot, KeptSocket, SnapshotSight, SocketField } from './host-snapshot.ts';
import type { PlanReport } from './plan-report.ts';
import type { ExpectationReport } from './report.ts';
import type { Timing } from './timing.ts';

/** What may differ between two snapshots. */
export type ChangeKind =
  | 'hostname'
  | 'kernel'
  | 'ipv6'
  | 'localhost'
  | 'local-route'
  | 'sysctl'
  | 'interface-gone'
  | 'interface-new'
  | 'link'
  | 'interface-setting'
  | 'address-gone'
  | 'address-new'
  | 'address-moved'
  | 'address-state'
  | 'listener-gone'
  | 'listener-new'
  | 'listener-moved'
  | 'listener-option'
  | 'listener-owner';

/** Something that a listener has and another may have not. */
export type ListenerTrait = Exclude<SocketField, 'owners'> | 'state' | 'uid' | 'copies';

/** One thing that differs. */
export interface Change {
  readonly kind: ChangeKind;
  /** What it is of: `tcp 0.0.0.0:80`, `192.0.2.10`, `eth0`, `net.ipv6.bindv6only`. */
  readonly subject: string;
  /** Of `listener-option`. */
  readonly trait?: ListenerTrait;
  /** Of `interface-setting`. */
  readonly setting?: 'mtu' | 'vrf' | 'ipv6';
  /** Absent: it was not there. */
  readonly before?: string;
  /** Absent: it is there no more. */
  readonly now?: string;
  /** The listener, as it is now or was. */
  readonly socket?: KeptSocket;
  /** The listeners of the other side that reach where this one reached: `tcp [::]:80 (haproxy)`. */
  readonly others?: readonly string[];
  /** Of `listener-moved`: how much of where it was `others` take, all of it or a part. */
  readonly reach?: 'all' | 'part' | 'none';
}

/** What was not seen on one side, or on both. */
export interface Unseen {
  readonly what: SocketField | 'sysctls' | 'bound sockets';
  readonly side: 'before' | 'now' | 'both';
  readonly subjects: readonly string[];
}

/** What is compared, and is as it was: how many of each. */
export type Aspect = 'host' | 'sysctls' | 'interfaces' | 'addresses' | 'listeners';

/** Two snapshots side by side. */
export interface Comparison {
  readonly changes: readonly Change[];
  readonly unseen: readonly Unseen[];
  /** Sockets of clients on automatic ports, of one side only: they come and go. */
  readonly passing: readonly string[];
  readonly compared: Readonly<Record<Aspect, number>>;
}

export interface DriftSide {
  /** `web-1.json`, or `this host` */
  readonly name: string;
  readonly facts: HostSnapshot['facts'];
  readonly sight: SnapshotSight;
}

/** The plans and expectations of the files, judged by the rules on a snapshot. */
export interface Foreseen {
  readonly plans: readonly PlanReport[];
  readonly expectations: readonly ExpectationReport[];
}

/** What changed on a host, and what becomes of the plans by it. */
export interface Drift extends Timing, Comparison {
  /** Of bindmatrix. */
  readonly version: string;
  readonly before: DriftSide;
  readonly now: DriftSide;
  /** The files of the plans, as they were named. */
  readonly files: readonly string[];
  readonly foreseen: { readonly before: Foreseen; readonly now: Foreseen };
}

import type { Address, Protocol } from './address.ts';
import type { Source } from './experiment.ts';
import type { HeldSocket } from './host.ts';
import type { SocketOptions } from './options.ts';
import type { FailurePolicy } from './profile.ts';
import type { LeftBehind, Serves, Start } from './service-plan.ts';

/** A socket that a service means to open. */
export interface PlannedSocket {
  readonly protocol: Protocol;
  readonly address: Address;
  readonly port: number;
  /** Set before bind(2). */
  readonly options: SocketOptions;
  /** Set after bind(2). */
  readonly after?: SocketOptions;
  /** Set by a reload that asks for the socket and finds it open. */
  readonly kept?: SocketOptions;
}

/** A place in the order of a service's sockets. */
export interface Slot {
  /** At least one; each is tried where those before it failed. */
  readonly choices: readonly PlannedSocket[];
  /** The line that asks for it. */
  readonly source: Source;
  /** The number of the line among those of the service. */
  readonly line: number;
}

/** A service whose lines are sockets. */
export interface ReadyService {
  readonly id: string;
  /** The name of its profile. */
  readonly profile: string;
  readonly fails: FailurePolicy;
  /** Default: each socket listens before the next is bound. */
  readonly listen: 'each' | 'after-all-binds';
  readonly slots: readonly Slot[];
  readonly reload?: readonly Slot[];
  readonly ended?: LeftBehind;
  /** Absent: root. */
  readonly uid?: number;
  readonly expect: readonly string[];
  readonly source: Source;
  /** Its sockets are open on this host already, so it is this service that holds them. */
  readonly running?: true;
}

/** Who should answer at which addresses; where a selector stands for several, each of them. */
export interface ReadyServes extends Serves {
  readonly addresses: readonly Address[];
}

/** A plan on a host. */
export interface ReadyPlan {
  readonly title?: string;
  readonly skipped: readonly string[];
  readonly file: string;
  readonly start: Start;
  readonly services: readonly ReadyService[];
  readonly serves: readonly ReadyServes[];
  /** What listens on the host beside the services. */
  readonly neighbours: readonly HeldSocket[];
}

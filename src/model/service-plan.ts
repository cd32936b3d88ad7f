import type { Protocol } from './address.ts';
import type { Source } from './experiment.ts';
import type { Profiles } from './profile.ts';
import type { ListenLine, ServerOption, Told } from './service.ts';

/** The verdicts on a service, the worst first. */
export const VERDICTS = ['exits', 'shares', 'degraded', 'up'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a service that has ended leaves behind on its ports. */
export const LEFTOVERS = ['nothing', 'TIME_WAIT', 'ESTABLISHED', 'FIN_WAIT2'] as const;
export type LeftBehind = (typeof LEFTOVERS)[number];

/** `each-ipv4 80`: addresses that only the host tells. */
export interface SelectorTold {
  readonly kind: 'selector';
  /** Without the port. */
  readonly text: string;
}

/** A listen line of a plan. A selector is expanded into one line for each address. */
export interface PlanLine extends Omit<ListenLine, 'told'> {
  readonly told: Told | SelectorTold;
}

/** The kinds of servers' own files. */
export const INPUT_KINDS = ['nginx', 'haproxy', 'compose', 'systemd', 'sshd'] as const;
export type InputKind = (typeof INPUT_KINDS)[number];

/** A server's own file that a service is read from. */
export interface FromFile {
  /** Absent: told by the file's name and content. */
  readonly kind?: InputKind;
  /** As written: relative to the file of the plan. */
  readonly path: string;
  readonly source: Source;
}

/** The hosts that a part of a plan is for. */
export interface When {
  /** Globs of `*` and `?`, one of which the name of the host must match. */
  readonly host: readonly string[];
}

/** An option, and where its word and its value stand. */
export interface WrittenOption {
  readonly word: string;
  readonly value: ServerOption;
  readonly at: { readonly key: Source; readonly value: Source };
}

/** A service of a plan, as written. */
export interface Service {
  readonly id: string;
  /** Absent where `from` tells it. */
  readonly profile?: string;
  /** Absent: the default of the profile, or what `from` has. */
  readonly lines?: readonly PlanLine[];
  readonly from?: FromFile;
  /** For every line. */
  readonly options: Readonly<Record<string, ServerOption>>;
  /** Options of it and of its lines whose profile only the file of `from` tells. Absent: none is such. */
  readonly unchecked?: readonly WrittenOption[];
  /** Absent: that of the profile, else root. */
  readonly uid?: number;
  /** Verdicts and errnos, any of which is as expected. */
  readonly expect: readonly string[];
  /** It ran before the others, and is gone. */
  readonly ended?: LeftBehind;
  /** The lines of its next configuration, which the same process opens. */
  readonly reload?: readonly PlanLine[];
  /** The systemd unit whose sockets are its own. */
  readonly unit?: string;
  /** Absent: every host. */
  readonly when?: When;
  readonly source: Source;
}

/** Who should answer at an address. */
export interface Serves {
  readonly endpoint: string;
  readonly told: Told | SelectorTold;
  readonly port: number;
  readonly protocol: Protocol;
  /** The id of the service; absent: anyone. */
  readonly by?: string;
  readonly bySource?: Source;
  /** Nobody should answer. */
  readonly nobody: boolean;
  /** Absent: every host. */
  readonly when?: When;
  readonly source: Source;
}

/** `sequence`: one after the other. `together`: in every interleaving. */
export const STARTS = ['sequence', 'together'] as const;
export type Start = (typeof STARTS)[number];

/** More sockets than this has no plan: what they do to each other would take minutes, and too much memory, to find out. */
export const MOST_SOCKETS = 10_000;

/** The services of a file. */
export interface ServicePlan {
  readonly title?: string;
  readonly services: readonly Service[];
  readonly start: Start;
  readonly serves: readonly Serves[];
  /** The profiles of the program, and those of the file. */
  readonly profiles: Profiles;
  /** The name of the file. */
  readonly file: string;
  /** What servers' own files have and a plan has not: `nginx.conf:3:9: listen unix:/run/x: a UNIX socket has no port`. */
  readonly skipped: readonly string[];
}

/** Whether `by: wanted` means that service: a file of a server may have several, and `shop` stands for `shop.web`. */
export const isMeant = (id: string, wanted: string): boolean => id === wanted || id.startsWith(`${wanted}.`);

import type { Status } from '../../model/report.ts';
import type { Verdict } from '../../model/service-plan.ts';
import type { Timing } from '../../model/timing.ts';

/** What a report judges, one by one. */
export type CaseKind = 'expectation' | 'trial' | 'service' | 'serves' | 'change' | 'host';

/** One verdict with all that any format says of it. */
export interface Case extends Partial<Timing> {
  readonly kind: CaseKind;
  /** One of a kind in its file. */
  readonly id: string;
  /** One line. */
  readonly name: string;
  readonly status: Status;
  /** An unmet case that is no failure, as what changed on a host is none. */
  readonly level?: 'warning';
  /** Of a service: what becomes of it. */
  readonly verdict?: Verdict;
  /** Where it is written; of a trial that is unmet, its first wrong step. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Where it is judged for, if hosts are judged from afar. */
  readonly host?: string;
  /** Whose rules were asked, if it was predicted. */
  readonly system?: string;
  /** The rule behind what stands against it. */
  readonly rule?: string;
  /** The sentence of that rule. Absent: the last line of `detail`, where there is one. */
  readonly because?: string;
  /** What stands against it, in one line; of a case that is met, nothing. */
  readonly reason?: string;
  /** The same at length, a line each. */
  readonly detail: readonly string[];
}

/** `before-deploy.yaml:7:5`; nothing of a case that no file has. */
export const placeText = ({ file, line, column }: Case): string =>
  file === undefined ? '' : [file, line, column].filter((part) => part !== undefined).join(':');

/** Whether the cases differ in something, so that it has to be said of each. The file of a host says nothing of services. */
export const differIn = (cases: readonly Case[], key: 'file' | 'system'): boolean =>
  new Set(cases.filter(({ kind }) => kind !== 'host').map((one) => one[key])).size > 1;

/** Gives the id of a case, with its host, and with its file and system where the cases are of several. */
export function namer(cases: readonly Case[]): (one: Case) => string {
  const [files, systems] = [differIn(cases, 'file'), differIn(cases, 'system')];
  return ({ kind, id, file, system, host }) =>
    `${host === undefined ? '' : `${host}: `}${files && kind !== 'host' && file !== undefined ? `${file}: ` : ''}${id}${systems && system !== undefined ? ` (${system})` : ''}`;
}

/** A case in one line. What changed says of what it is, so that its id adds nothing. */
export const titleOf = (one: Case, idOf: (one: Case) => string): string =>
  one.kind === 'change' ? one.name : `${idOf(one)}: ${one.name}`;

/** How many of the cases have each status. */
export const countStatuses = (cases: readonly Case[]): Readonly<Record<Status, number>> => {
  const counts = { met: 0, unmet: 0, inconclusive: 0, skipped: 0 };
  for (const { status } of cases) counts[status]++;
  return counts;
};

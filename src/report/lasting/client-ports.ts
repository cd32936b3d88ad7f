import { formatSocketAddress } from '../../model/address.ts';
import type { Trial, TrialReport } from '../../model/trial.ts';
import type { TableRow } from '../../model/trial-observation.ts';
import { type Renumbering, renumbered } from './renumber.ts';

/** The first port that stands for one that the kernel chose. */
const FIRST = 40001;

/** A port in a sentence, in what was observed (`port=40001`), or behind an address. */
const IN_TEXT = /(\bport[ =]|[\d\]]:)(\d{4,5})\b/g;

/** The same report of a trial, with 40001 and up for the ports that the kernel chose, in the order in which they came. */
export const withLastingPorts = <T>(value: T, ports: ReadonlyMap<number, number>): T =>
  renumbered(value, { keys: ['port'], numbers: ports, inText: IN_TEXT } satisfies Renumbering);

/** What stands for each port that no step of the trial names. */
export function lastingPorts(report: TrialReport, trial?: Trial): ReadonlyMap<number, number> {
  const written = writtenPorts(report, trial);
  const ports = new Map<number, number>();
  let next = FIRST;
  const meet = (port: number): void => {
    if (port === 0 || written.has(port) || ports.has(port)) return;
    while (written.has(next)) next += 1;
    ports.set(port, next);
    next += 1;
  };
  for (const step of report.steps) {
    if (step.port !== null) meet(step.port);
    for (const row of inOrder(step.table ?? [], written)) for (const end of [row.local, row.peer]) meet(end?.port ?? 0);
  }
  return ports;
}

/** Without the trial, whose ports are those that its steps were told: a port of the kernel's choice is in no bind. */
function writtenPorts(report: TrialReport, trial: Trial | undefined): ReadonlySet<number> {
  const steps: readonly { readonly op: string; readonly port?: unknown }[] = trial?.steps ?? report.steps;
  const ports = steps.map((step) => ('port' in step ? step.port : undefined));
  return new Set(ports.filter((port) => typeof port === 'number'));
}

/** Rows in an order that does not depend on the ports that the kernel chose. */
function inOrder(rows: readonly TableRow[], written: ReadonlySet<number>): readonly TableRow[] {
  const text = ({ state, local, peer }: TableRow): string =>
    [state, ...[local, peer].map((end) => endText(end, written))].join(' ');
  return [...rows].sort((a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0));
}

const endText = (end: TableRow['peer'], written: ReadonlySet<number>): string =>
  end === undefined ? '' : formatSocketAddress(written.has(end.port) ? end : { ...end, port: 0 });

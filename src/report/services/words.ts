import { formatBound } from '../../model/host.ts';
import { ownerName } from '../../model/host-snapshot.ts';
import { listInWords } from '../../model/list-text.ts';
import type { PlanReport } from '../../model/plan-report.ts';
import type { Report } from '../../model/report.ts';
import { kernelName, predictedSystemName } from '../text/systems.ts';

/** `in a sandbox, Linux 6.18.44`; `by the rules of Linux (predicted)`. */
export function ranWhereInWords(report: Report): string {
  const [system] = report.predicted ?? [];
  if (system !== undefined) return `by the rules of ${predictedSystemName(system)}; nothing was opened`;
  return report.where === 'host'
    ? `on this host, ${kernelName(report.host)}`
    : `in a sandbox, ${kernelName(report.host)}`;
}

/** Workers of one server beyond these are counted. */
const MOST_OWNERS = 3;

/** `tcp 0.0.0.0:22: sshd (pid 812)` */
export const neighbourRows = ({ neighbours }: PlanReport): string[] =>
  neighbours.map((held) => {
    const owners = listInWords(held.owners.map(ownerName), MOST_OWNERS);
    return `${held.protocol} ${formatBound(held)}: ${owners === '' ? 'a process that cannot be seen' : owners}`;
  });

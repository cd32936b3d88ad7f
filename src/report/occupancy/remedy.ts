import { isErrno } from '../../model/outcome.ts';
import type { AloneReport, PortReport } from '../../model/report.ts';
import { adviceInWords } from '../why/index.ts';

/** What gets a listener onto a port that is in use; undefined where nothing is in the way. */
export function remedyInWords(occupancy: PortReport | undefined, alone: readonly AloneReport[]): string | undefined {
  if (occupancy?.advice === undefined || !alone.some((one) => isErrno(one.outcome, 'EADDRINUSE'))) return undefined;
  return adviceInWords(occupancy.advice, occupancy.holders) || undefined;
}

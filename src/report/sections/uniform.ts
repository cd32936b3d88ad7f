import { isDenied } from '../../model/denied.ts';
import { isErrno, type Outcome, type Refused, refused, sameOutcome } from '../../model/outcome.ts';
import { codeCounts } from '../matrix/codes.ts';
import type { Section } from './view.ts';

/**
 * The one refusal that all of a section came to, where it did: at a privileged port everything fails the same way,
 * and that is one finding. Undefined where anything was possible, failures differ, or the port is in use by another process.
 */
export function uniformRefusal(section: Section): Refused | undefined {
  if (section.occupancy !== undefined && section.occupancy.caution !== 'free') return undefined;
  const cells = cellsOf(section);
  // A newcomer that is refused beside a holder could have the port by itself.
  if (cells.some(({ kind }) => kind !== 'holder-refused')) return undefined;
  const listeners = section.together.flatMap((one) => one.listeners);
  const outcomes = [
    ...[...section.alone, ...listeners].map((one) => one.outcome),
    ...cells.map((cell) => (cell.kind === 'holder-refused' ? refused(cell.call, cell.errno) : cell)),
  ];
  const [first] = outcomes;
  return first?.kind === 'refused' && outcomes.every((one) => sameOutcome(one, first)) ? first : undefined;
}

/** Whether the one line that a section came to says why: see uniformInWords. */
export function isExplained(section: Section): boolean {
  const only = uniformRefusal(section);
  return only !== undefined && isErrno(only, 'EACCES') && !isUniformlyDenied(section, only);
}

/** Whether a policy, and no rule, refused everything. */
export function isUniformlyDenied({ alone, together, matrix }: Section, only: Refused): boolean {
  const [first] = [...alone, ...together.flatMap((one) => one.listeners)].map(({ predicted }) => predicted);
  const forecast = first ?? matrix?.predicted.codes[matrix.predicted.cells[0] ?? 0];
  if (forecast === undefined) return false;
  return isDenied(forecast.kind === 'holder-refused' ? refused(forecast.call, forecast.errno) : forecast, only);
}

/** The distinct outcomes of its pairs. */
function cellsOf({ matrix }: Section): Outcome[] {
  if (matrix === undefined) return [];
  const counts = codeCounts(matrix);
  return matrix.cells.codes.filter((_, code) => (counts[code] ?? 0) > 0);
}

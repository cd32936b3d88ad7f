import { isHolderFailure, isRefusal } from '../../model/outcome.ts';
import { codeCounts } from '../matrix/codes.ts';
import type { Section } from './view.ts';

/**
 * The one refusal that all of a section came to, where it did: at a privileged port everything fails the same way,
 * and that is one finding. Undefined where anything was possible, or failures differ, or the port is somebody else's.
 */
export function uniformRefusal(section: Section): string | undefined {
  if (section.holders !== undefined && section.holders.caution !== 'free') return undefined;
  const listeners = section.together.flatMap((one) => one.listeners);
  const outcomes = new Set<string>([...section.alone, ...listeners].map((one) => one.outcome));
  if (outcomes.size > 1 || outcomes.has('ok')) return undefined;
  const cells = cellsOf(section);
  // A newcomer that is refused beside a holder could have the port by itself.
  if (!cells.every(isHolderFailure)) return undefined;
  for (const cell of cells) outcomes.add(cell.slice('holder:'.length));
  const [only] = outcomes;
  return outcomes.size === 1 && only !== undefined && isRefusal(only) ? only : undefined;
}

/** Whether the one line that a section came to says why: see uniformInWords. */
export const isExplained = (section: Section): boolean => uniformRefusal(section)?.endsWith(':EACCES') === true;

function cellsOf({ matrix }: Section): string[] {
  if (matrix === undefined) return [];
  const counts = codeCounts(matrix.cells);
  return matrix.cells.codes.filter((_, code) => (counts[code] ?? 0) > 0);
}

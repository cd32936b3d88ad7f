import { gridAt } from '../model/grid.ts';
import { UNKNOWN } from '../model/outcome.ts';
import type { MatrixReport } from '../model/report.ts';
import { type CellKind, cellKind, outcomeWords } from './words.ts';

/** One kind of outcome in a matrix. */
export interface Legend {
  readonly kind: CellKind;
  readonly words: string;
  /** Tells refusals of several kinds apart: `1`, `2`; empty where there is one. */
  readonly mark: string;
  /** How many ordered pairs have it. */
  readonly count: number;
}

/** The outcomes of a matrix, what can share first, each with the number of its pairs. */
export function legendOf({ addresses, cells, protocol }: MatrixReport): readonly Legend[] {
  const counts = new Map<string, { kind: CellKind; count: number }>();
  for (const i of addresses.keys())
    for (const j of addresses.keys()) {
      const outcome = gridAt(cells, i, j) ?? UNKNOWN;
      const words = outcomeWords(outcome, protocol);
      counts.set(words, { kind: cellKind(outcome), count: (counts.get(words)?.count ?? 0) + 1 });
    }
  const rank: readonly CellKind[] = ['yes', 'no', 'unknown'];
  const rows = [...counts].sort(([, a], [, b]) => rank.indexOf(a.kind) - rank.indexOf(b.kind));
  const refusals = rows.filter(([, { kind }]) => kind === 'no').map(([words]) => words);
  return rows.map(([words, { kind, count }]) => ({
    words,
    kind,
    count,
    mark: kind === 'no' && refusals.length > 1 ? String(refusals.indexOf(words) + 1) : '',
  }));
}

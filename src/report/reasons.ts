import { isRefusal } from '../model/outcome.ts';
import type { MatrixReport } from '../model/report.ts';
import type { Section } from './sections.ts';
import { plural } from './text.ts';

/** A rule that stands behind refusals: how often, and its sentence where one was made. */
export interface Reason {
  readonly rule: string;
  pairs: number;
  /** Endpoints refused together or alone. */
  listeners: number;
  why: string;
}

/** The rules behind every refused pair, listener and endpoint, the most frequent first. */
export function reasons(sections: readonly Section[]): Reason[] {
  const found = new Map<string, Reason>();
  const reason = (rule: string): Reason => {
    const known = found.get(rule) ?? { rule, pairs: 0, listeners: 0, why: '' };
    found.set(rule, known);
    return known;
  };
  for (const { matrix } of sections) if (matrix !== undefined) countPairs(matrix, (rule, n) => { reason(rule).pairs += n; });
  for (const listener of sections.flatMap((s) => s.together.flatMap((one) => one.listeners))) {
    if (!isRefusal(listener.outcome) || listener.rule === '') continue;
    const known = reason(listener.rule);
    known.listeners++;
    if (known.why === '') known.why = listener.why;
  }
  for (const one of new Set(sections.flatMap((s) => s.alone))) if (isRefusal(one.outcome) && one.rule !== '') reason(one.rule).listeners++;
  return [...found.values()].sort((a, b) => b.pairs - a.pairs || b.listeners - a.listeners);
}

/** One pass: a counter for each combination of an outcome's code and a rule's. */
function countPairs(matrix: MatrixReport, add: (rule: string, n: number) => void): void {
  const { cells, rules } = matrix;
  if (rules.cells.length !== cells.cells.length) return;
  const counts = new Uint32Array(256 * 256);
  for (let at = 0; at < cells.cells.length; at++) {
    const both = (cells.cells[at] ?? 0) * 256 + (rules.cells[at] ?? 0);
    counts[both] = (counts[both] ?? 0) + 1;
  }
  cells.codes.forEach((cell, code) => {
    if (!isRefusal(cell)) return;
    rules.codes.forEach((rule, r) => {
      const n = counts[code * 256 + r] ?? 0;
      if (n > 0 && rule !== '') add(rule, n);
    });
  });
}

/** `23 pairs, 4 listeners` */
export const reasonCounts = ({ pairs, listeners }: Reason): string =>
  [pairs > 0 ? plural(pairs, 'pair') : '', listeners > 0 ? plural(listeners, 'listener') : ''].filter((part) => part !== '').join(', ');

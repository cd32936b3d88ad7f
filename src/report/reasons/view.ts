import { isRefusal } from '../../model/outcome.ts';
import type { MatrixReport, Report } from '../../model/report.ts';
import type { Section } from '../sections/view.ts';
import { count, plural } from '../text/text.ts';

/** A rule that stands behind refusals: how often, and its sentence on two of the sockets. */
export interface Reason {
  readonly rule: string;
  pairs: number;
  together: number;
  alone: number;
  readonly why: string;
}

/** The rules behind every refused pair, listener and endpoint, the most frequent first. */
export function reasons({ reasons: sentences = {} }: Report, sections: readonly Section[]): Reason[] {
  const found = new Map<string, Reason>();
  const reason = (rule: string): Reason => {
    const known = found.get(rule) ?? { rule, pairs: 0, together: 0, alone: 0, why: sentences[rule] ?? '' };
    found.set(rule, known);
    return known;
  };
  for (const { matrix } of sections)
    if (matrix !== undefined)
      countPairs(matrix, (rule, n) => {
        reason(rule).pairs += n;
      });
  for (const listener of sections.flatMap((s) => s.together.flatMap((one) => one.listeners))) {
    if (!isRefusal(listener.outcome) || listener.rule === '') continue;
    reason(listener.rule).together++;
  }
  for (const one of new Set(sections.flatMap((s) => s.alone)))
    if (isRefusal(one.outcome) && one.rule !== '') reason(one.rule).alone++;
  return [...found.values()].sort((a, b) => b.pairs - a.pairs || b.together - a.together);
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
  for (const [code, cell] of cells.codes.entries()) {
    if (!isRefusal(cell)) continue;
    for (const [r, rule] of rules.codes.entries()) {
      const n = counts[code * 256 + r] ?? 0;
      if (n > 0 && rule !== '') add(rule, n);
    }
  }
}

/** `23 pairs, 4 together, 1 alone` */
export const reasonCounts = ({ pairs, together, alone }: Reason): string =>
  [
    pairs > 0 ? plural(pairs, 'pair') : '',
    together > 0 ? `${count(together)} together` : '',
    alone > 0 ? `${count(alone)} alone` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');

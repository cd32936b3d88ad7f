import { DENIERS, isDenied } from '../../model/denied.ts';
import { isRefusal, type Outcome, sameOutcome } from '../../model/outcome.ts';
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

/** How often something was refused. */
type Counts = Pick<Reason, 'pairs' | 'together' | 'alone'>;

/** The rules behind every refused pair, listener and endpoint, the most frequent first. */
export function reasons({ reasons: sentences = {} }: Report, sections: readonly Section[]): Reason[] {
  const found = new Map<string, Reason>();
  countRefusals(sections, (kind, { rule, predicted, outcome }, n) => {
    if (rule === '' || !sameOutcome(predicted, outcome)) return;
    const known = found.get(rule) ?? { rule, pairs: 0, together: 0, alone: 0, why: sentences[rule] ?? '' };
    found.set(rule, known);
    known[kind] += n;
  });
  return [...found.values()].sort((a, b) => b.pairs - a.pairs || b.together - a.together);
}

/** How often a policy refused. */
export function denials(sections: readonly Section[]): Counts {
  const counts = { pairs: 0, together: 0, alone: 0 };
  countRefusals(sections, (kind, { predicted, outcome }, n) => {
    if (isDenied(predicted, outcome)) counts[kind] += n;
  });
  return counts;
}

interface Refusal {
  readonly outcome: Outcome;
  readonly predicted: Outcome;
  readonly rule: string;
}

/** Calls `add` with each refusal, alike pairs together. */
function countRefusals(
  sections: readonly Section[],
  add: (kind: keyof Counts, refusal: Refusal, n: number) => void,
): void {
  for (const { matrix } of sections)
    if (matrix !== undefined) for (const [refusal, n] of refusedPairs(matrix)) add('pairs', refusal, n);
  for (const listener of sections.flatMap((s) => s.together.flatMap((one) => one.listeners)))
    if (isRefusal(listener.outcome)) add('together', listener, 1);
  for (const one of new Set(sections.flatMap((s) => s.alone))) if (isRefusal(one.outcome)) add('alone', one, 1);
}

/** One pass: a counter for each combination of an outcome's code and a rule's. A rule predicts one outcome. */
function refusedPairs({ cells, predicted, rules }: MatrixReport): [Refusal, number][] {
  if (rules.cells.length !== cells.cells.length) return [];
  const counts = new Uint32Array(256 * 256);
  const first = new Map<number, number>();
  for (let at = 0; at < cells.cells.length; at++) {
    const both = (cells.cells[at] ?? 0) * 256 + (rules.cells[at] ?? 0);
    if (counts[both] === 0) first.set(both, at);
    counts[both] = (counts[both] ?? 0) + 1;
  }
  return [...first].flatMap(([both, at]): [Refusal, number][] => {
    const outcome = cells.codes[both >> 8];
    const forecast = predicted.codes[predicted.cells[at] ?? 0];
    if (outcome === undefined || forecast === undefined || !isRefusal(outcome)) return [];
    return [[{ outcome, predicted: forecast, rule: rules.codes[both & 255] ?? '' }, counts[both] ?? 0]];
  });
}

/** `23 pairs, 4 together, 1 alone` */
export const reasonCounts = ({ pairs, together, alone }: Counts): string =>
  [
    pairs > 0 ? plural(pairs, 'pair') : '',
    together > 0 ? `${count(together)} together` : '',
    alone > 0 ? `${count(alone)} alone` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');

/** What may have refused where no rule does, and whether a sandbox escapes it. */
export const deniedInWords = ({ sandboxWorks }: Report): string =>
  `the kernel refused with EACCES or EPERM, and the table of ports is not why: ${DENIERS} may refuse it` +
  (sandboxWorks === false ? '; in a sandbox it is refused too' : '');

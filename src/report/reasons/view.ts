import { cellsOfRow } from '../../model/cell-set.ts';
import { DENIERS, isDenied } from '../../model/denied.ts';
import { formatOutcome, isRefusal, type Outcome, sameOutcome } from '../../model/outcome.ts';
import { pairKinds } from '../../model/pair-kinds.ts';
import type { MatrixReport, Report } from '../../model/report.ts';
import type { Section } from '../sections/view.ts';
import { counted } from '../text/counted.ts';
import type { Say } from '../text/say.ts';
import { count } from '../text/text.ts';

/** A rule that stands behind refusals: how often, and its sentence on two of the sockets. */
export interface Reason {
  readonly rule: string;
  pairs: number;
  /** How many of the pairs were not tried. */
  inferred: number;
  together: number;
  alone: number;
  readonly why: string;
}

/** How often something was refused. */
type Counts = Pick<Reason, 'pairs' | 'inferred' | 'together' | 'alone'>;

/** The rules behind every refused pair, listener and endpoint, the most frequent first. */
export function reasons({ reasons: sentences = {} }: Report, sections: readonly Section[]): Reason[] {
  const found = new Map<string, Reason>();
  countRefusals(sections, (kind, { rule, predicted, outcome }, n, inferred) => {
    if (rule === '' || !sameOutcome(predicted, outcome)) return;
    const known = found.get(rule) ?? { rule, pairs: 0, inferred: 0, together: 0, alone: 0, why: sentences[rule] ?? '' };
    found.set(rule, known);
    known[kind] += n;
    known.inferred += inferred;
  });
  return [...found.values()].sort((a, b) => b.pairs - a.pairs || b.together - a.together);
}

/** How often a policy refused. */
export function denials(sections: readonly Section[]): Counts {
  const counts = { pairs: 0, inferred: 0, together: 0, alone: 0 };
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
  add: (kind: 'pairs' | 'together' | 'alone', refusal: Refusal, n: number, inferred: number) => void,
): void {
  for (const { matrix } of sections)
    if (matrix !== undefined)
      for (const [refusal, n, inferred] of refusedPairs(matrix)) add('pairs', refusal, n, inferred);
  for (const listener of sections.flatMap((s) => s.together.flatMap((one) => one.listeners)))
    if (isRefusal(listener.outcome)) add('together', listener, 1, 0);
  for (const one of new Set(sections.flatMap((s) => s.alone))) if (isRefusal(one.outcome)) add('alone', one, 1, 0);
}

type RefusedPairs = readonly (readonly [Refusal, n: number, inferred: number])[];

/** By the matrix, of which nothing changes: the rules are asked for and what no rule explains. */
const REFUSED = new WeakMap<MatrixReport, RefusedPairs>();

/** The refused pairs by outcome and rule, and how many of them were not tried. A rule predicts one outcome. */
function refusedPairs(matrix: MatrixReport): RefusedPairs {
  const pairs = REFUSED.get(matrix) ?? findRefused(matrix);
  REFUSED.set(matrix, pairs);
  return pairs;
}

function findRefused(matrix: MatrixReport): RefusedPairs {
  if (matrix.rules.cells.length !== matrix.cells.cells.length) return [];
  const tried = triedRefusals(matrix);
  return pairKinds(matrix).flatMap((kind): RefusedPairs => {
    const { outcome, predicted, rule, count: n } = kind;
    if (predicted === undefined || !isRefusal(outcome)) return [];
    return [[{ outcome, predicted, rule }, n, tried === undefined ? 0 : n - (tried.get(keyOf(outcome, rule)) ?? 0)]];
  });
}

/** How many pairs of each outcome and rule were tried; undefined: all. Outcomes are those of the cells. */
function triedRefusals({ sample, cells, rules }: MatrixReport): ReadonlyMap<string, number> | undefined {
  if (sample === undefined) return undefined;
  const { tried } = sample;
  const counts = new Uint32Array(256 * 256);
  for (let row = 0; row < tried.rows; row++)
    for (const at of cellsOfRow(tried, row)) {
      const both = (cells.cells[at] ?? 0) * 256 + (rules.cells[at] ?? 0);
      counts[both] = (counts[both] ?? 0) + 1;
    }
  return new Map(
    cells.codes.flatMap((outcome, code) =>
      rules.codes.map((rule, by): [string, number] => [keyOf(outcome, rule), counts[code * 256 + by] ?? 0]),
    ),
  );
}

const keyOf = (outcome: Outcome, rule: string): string => `${formatOutcome(outcome)} ${rule}`;

/** `23 pairs, 4 together, 1 alone`; `900 pairs (890 inferred)` */
export const reasonCounts = ({ pairs, inferred, together, alone }: Counts, say: Say): string =>
  [
    pairs > 0
      ? counted(say, pairs, '{n} pair', '{n} pairs') +
        (inferred > 0 ? say(' ({n} inferred)', { n: count(inferred) }) : '')
      : '',
    together > 0 ? say('{n} together', { n: count(together) }) : '',
    alone > 0 ? say('{n} alone', { n: count(alone) }) : '',
  ]
    .filter((part) => part !== '')
    .join(say(', '));

/** What may have refused where no rule does, and whether a sandbox escapes it. */
export const deniedInWords = ({ sandboxWorks }: Report, say: Say): string =>
  say('the kernel refused with EACCES or EPERM, and the table of ports is not why: {deniers} may refuse it', {
    deniers: say(DENIERS),
  }) + (sandboxWorks === false ? say('; in a sandbox it is refused too') : '');

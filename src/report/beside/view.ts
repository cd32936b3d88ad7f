import type { Protocol } from '../../model/address.ts';
import type {
  Beside,
  BesideCombination,
  BesidePairs,
  BesidePrediction,
  BesideStart,
  BesideStarts,
} from '../../model/beside.ts';
import type { Responder } from '../../model/disagreement.ts';
import { type Outcome, sameOutcome, UNKNOWN } from '../../model/outcome.ts';
import { combinationInWords } from '../sections/words.ts';
import { groupBy } from '../text/fold.ts';
import { outcomeInWords } from '../text/outcomes.ts';
import {
  answersInWords,
  besideName,
  countInWords,
  exampleInWords,
  namingOf,
  orderInWords,
  pairsInWords,
} from './words.ts';

/** What one system does. */
export interface BesideCell {
  readonly outcome: Outcome;
  /** Who answers a client there; empty where that is not known, or not asked. */
  readonly answers: string;
  /** Otherwise than on this kernel. */
  readonly differs: boolean;
}

export interface BesideRow {
  /** `0.0.0.0, then a specific address` */
  readonly label: string;
  /** `started together, ANY first`; empty for pairs. */
  readonly group: string;
  /** This kernel, then the systems in their order. */
  readonly cells: readonly BesideCell[];
}

/** Cells that differ in one way by one rule, in words. */
export interface BesideDifference {
  /** `FreeBSD` */
  readonly system: string;
  /** `0.0.0.0, then a specific address (2 pairs); a specific address, then 0.0.0.0 (2 pairs)` */
  readonly where: string;
  /** `listens, here bind EADDRINUSE` */
  readonly what: string;
  readonly rule: string;
  /** The sentence of the rule on the first of them. */
  readonly why: string;
}

/** What stands beside each other under one combination. */
export interface BesideView {
  /** Empty where there is one combination. */
  readonly title: string;
  readonly protocol: Protocol;
  readonly rows: readonly BesideRow[];
  readonly differences: readonly BesideDifference[];
}

/** The tables, one a combination. */
export const besideViews = (beside: Beside): BesideView[] =>
  beside.combinations.map((combination) => ({
    title: beside.combinations.length > 1 ? combinationInWords(combination).join(', ') : '',
    protocol: combination.protocol,
    ...rowsOf(beside, combination),
  }));

function rowsOf(beside: Beside, combination: BesideCombination): Pick<BesideView, 'rows' | 'differences'> {
  const naming = namingOf(combination);
  const written = [
    ...combination.pairs.map((row) => ({ row, group: '', label: pairsInWords(row, naming) })),
    ...combination.starts.map((row) => ({ row, group: orderInWords(row), label: naming(row.kind).one })),
  ];
  const isTwice = ({ group, label }: { group: string; label: string }): boolean =>
    written.filter((other) => other.group === group && other.label === label).length > 1;
  const named = written.map((one) => ({
    ...one,
    label: isTwice(one) ? `${one.label}: ${exampleInWords(one.row)}` : one.label,
  }));
  return {
    rows: named.map(({ row, group, label }) => ({ group, label, cells: cellsOf(row) })),
    differences: beside.systems.flatMap((system, i) =>
      grouped(
        named.flatMap(({ row, group, label }) => {
          const predicted = row.predicted[i];
          if (predicted === undefined || !predicted.differs) return [];
          const where = `${[...(group === '' ? [] : [group]), label].join(': ')} (${countInWords(row)})`;
          const what = contrast(row, predicted, combination.protocol);
          // Who answers is no matter of the rule that let the socket bind.
          const byRule = sameOutcome(predicted.outcome, cellsOf(row)[0]?.outcome ?? UNKNOWN) ? NO_RULE : predicted;
          return [{ system: besideName(system), where, what, rule: byRule.rule, why: byRule.why }];
        }),
      ),
    ),
  };
}

const NO_RULE = { rule: '', why: '' };

/** One of those that differ in one way by one rule. */
const grouped = (all: readonly BesideDifference[]): BesideDifference[] =>
  groupBy(all, ({ what, rule }) => `${what} ${rule}`).map(([first, ...others]) => ({
    ...first,
    where: [first, ...others].map(({ where }) => where).join('; '),
  }));

function cellsOf(row: BesidePairs | BesideStarts): BesideCell[] {
  const measured = 'holder' in row ? { outcome: row.measured } : row.measured;
  const all: readonly (BesideStart<readonly Responder[]> & { readonly differs: boolean })[] = [
    { ...measured, differs: false },
    ...row.predicted,
  ];
  return all.map((one) => ({
    outcome: one.outcome,
    answers: 'holder' in row ? '' : answersInWords(one, row),
    differs: one.differs,
  }));
}

/** `listens, here bind EADDRINUSE`; of who answers `itself answers, here 0.0.0.0`. */
function contrast(row: BesidePairs | BesideStarts, there: BesidePrediction, protocol: Protocol): string {
  const here = cellsOf(row)[0] as BesideCell;
  const does = outcomeInWords(there.outcome, protocol);
  const did = outcomeInWords(here.outcome, protocol);
  const outcome = does === did ? '' : `${does}, here ${did}`;
  if ('holder' in row) return outcome;
  const answers = answersInWords(there, row);
  const met =
    answers === '' || answers === here.answers ? '' : `${answers} answers, here ${here.answers || 'not tried'}`;
  return [outcome, met].filter((text) => text !== '').join('; ');
}

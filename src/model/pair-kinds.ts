import type { Grid } from './grid.ts';
import type { Outcome } from './outcome.ts';

/** Pairs of a matrix that have outcome, prediction and rule in common. */
export interface PairKind {
  readonly outcome: Outcome;
  readonly predicted: Outcome | undefined;
  readonly rule: string;
  count: number;
  /** The number of the first of them, ROW * COLUMNS + COLUMN. */
  readonly first: number;
}

interface Grids {
  readonly cells: Grid<Outcome>;
  readonly predicted: Grid<Outcome>;
  readonly rules: Grid<string>;
}

const known = new WeakMap<Grid<Outcome>, { readonly of: Grids; readonly kinds: readonly PairKind[] }>();

/** The kinds of pairs, in the order of their first ones. A matrix may have millions of cells: each is looked at once. */
export function pairKinds(grids: Grids): readonly PairKind[] {
  const before = known.get(grids.cells);
  if (before?.of.predicted === grids.predicted && before.of.rules === grids.rules) return before.kinds;
  const kinds = countKinds(grids);
  known.set(grids.cells, { of: { cells: grids.cells, predicted: grids.predicted, rules: grids.rules }, kinds });
  return kinds;
}

function countKinds({ cells, predicted, rules }: Grids): PairKind[] {
  const kinds = new Map<number, PairKind>();
  const [seen, foreseen, by] = [cells.cells, predicted.cells, rules.cells];
  for (let at = 0; at < seen.length; ) {
    const [outcome = 0, forecast = 0, rule = 0] = [seen[at], foreseen[at], by[at]];
    const first = at;
    // Neighbours are mostly alike. A missing cell counts as 0.
    do at++;
    while (at < seen.length && seen[at] === outcome && (foreseen[at] ?? 0) === forecast && (by[at] ?? 0) === rule);
    const key = (outcome << 16) | (forecast << 8) | rule;
    const kind = kinds.get(key);
    if (kind !== undefined) kind.count += at - first;
    else
      kinds.set(key, {
        outcome: cells.codes[outcome] as Outcome,
        predicted: predicted.codes[forecast],
        rule: rules.codes[rule] ?? '',
        count: at - first,
        first,
      });
  }
  return [...kinds.values()];
}

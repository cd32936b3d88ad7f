import type { Grid } from '../model/grid.ts';
import { isExhausted, isSkipped, outcomeErrno } from '../model/outcome.ts';
import type { Disagreement, Status, Summary } from '../model/report.ts';
import type { Predicted } from './disagreements.ts';

type Counts = Summary['pairs'];

/** How much came out how. */
export function summarize(
  { alone, together, matrices, expectations, trials }: Predicted,
  disagreements: readonly Disagreement[],
): Summary {
  const listeners = together.flatMap((t) => t.listeners);
  return {
    alone: tally(alone.map((a) => ({ text: a.outcome, count: 1 }))),
    together: tally(listeners.map((l) => ({ text: l.outcome, count: 1 }))),
    pairs: tally(matrices.flatMap((m) => histogram(m.cells))),
    expectations: byStatus(expectations),
    trials: byStatus(trials),
    disagreements: disagreements.reduce((n, d) => n + d.count, 0),
    ...exhaustion([
      ...alone.map((a) => once(a.outcome)),
      ...listeners.flatMap((l) => [once(l.outcome), once(l.reached)]),
      ...matrices.flatMap((m) => histogram(m.cells)),
      ...trials.flatMap((t) => t.steps.map((step) => once(step.observed))),
      // How often each was seen stands nowhere: at least once.
      ...expectations.flatMap((e) => e.observed.map(once)),
    ]),
    unknown:
      count([...alone, ...listeners, ...trials.flatMap((t) => t.steps)], (x) =>
        [x.predicted].flat().includes('unknown'),
      ) + matrices.reduce((n, m) => n + unknownCells(m.predicted), 0),
  };
}

const once = (text: string): Counted => ({ text, count: 1 });

function exhaustion(counted: readonly Counted[]): Pick<Summary, 'exhausted'> {
  const exhausted: Record<string, number> = {};
  for (const { text, count: times } of counted) {
    const errno = outcomeErrno(text);
    if (isExhausted(text) && times > 0) exhausted[errno] = (exhausted[errno] ?? 0) + times;
  }
  return Object.keys(exhausted).length === 0 ? {} : { exhausted };
}

interface Counted {
  readonly text: string;
  readonly count: number;
}

function tally(counted: readonly Counted[]): Counts {
  const sum = (test: (text: string) => boolean): number =>
    counted.reduce((n, c) => n + (test(c.text) ? c.count : 0), 0);
  const good = sum((text) => text === 'ok');
  const skipped = sum(isSkipped);
  return { ok: good, failed: sum(() => true) - good - skipped, skipped };
}

function histogram(grid: Grid): Counted[] {
  const counts = new Float64Array(grid.codes.length);
  for (let at = 0; at < grid.cells.length; at++) {
    const code = grid.cells[at] as number;
    counts[code] = (counts[code] as number) + 1;
  }
  return grid.codes.map((text, code) => ({ text, count: counts[code] ?? 0 }));
}

const unknownCells = (grid: Grid): number =>
  histogram(grid).reduce((n, c) => n + (c.text === 'unknown' ? c.count : 0), 0);

function byStatus(reports: readonly { readonly status: Status }[]): Readonly<Record<Status, number>> {
  const of = (status: Status): number => count(reports, (r) => r.status === status);
  return { met: of('met'), unmet: of('unmet'), inconclusive: of('inconclusive'), skipped: of('skipped') };
}

const count = <T>(items: readonly T[], test: (item: T) => boolean): number => items.filter(test).length;

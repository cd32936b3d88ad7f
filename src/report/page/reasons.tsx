import type { VNode } from 'preact';
import { formatOutcome, formatPrediction, type Outcome } from '../../model/outcome.ts';
import type { MatrixReport, Report } from '../../model/report.ts';
import type { PairsView } from '../matrix/view.ts';
import type { Section } from '../sections/view.ts';
import { outcomeInWords } from '../text/outcomes.ts';
import { Table } from './table.tsx';

/** Pairs with the same outcome, prediction and rule have one reason. */
interface Kind {
  readonly id: string;
  readonly outcome: Outcome;
  readonly predicted: Outcome;
  readonly rule: string;
}

/** The reasons of a matrix, and that of each cell. */
export interface ReasonIds {
  readonly all: readonly Kind[];
  /** The id of the reason of a pair, by its number. */
  readonly of: (at: number) => string;
}

/** `name`: what the ids begin with. */
export function reasonIds(matrix: MatrixReport, view: PairsView, name: string): ReasonIds {
  const kinds = new Map<string, Kind>();
  const keyAt = (at: number): string =>
    [matrix.cells.cells[at] ?? 0, matrix.predicted.cells[at] ?? 0, matrix.rules.cells[at] ?? 0].join();
  const shown = view.cells.flat().flatMap(({ at, itself }) => (itself === undefined ? [at] : [at, itself]));
  for (const at of shown) {
    const key = keyAt(at);
    const outcome = matrix.cells.codes[matrix.cells.cells[at] ?? 0];
    if (outcome === undefined || kinds.has(key)) continue;
    kinds.set(key, {
      id: `${name}-reason-${kinds.size + 1}`,
      outcome,
      predicted: matrix.predicted.codes[matrix.predicted.cells[at] ?? 0] ?? outcome,
      rule: matrix.rules.codes[matrix.rules.cells[at] ?? 0] ?? '',
    });
  }
  return { all: [...kinds.values()], of: (at) => kinds.get(keyAt(at))?.id ?? '' };
}

interface ReasonsProps {
  readonly section: Section;
  readonly matrix: MatrixReport;
  readonly report: Report;
  readonly ids: ReasonIds;
}

/** What a click on a cell shows; and all of it as a table, for paper and for those who read on. */
export const Reasons = ({ section, report, ids }: ReasonsProps): VNode => (
  <>
    {ids.all.map((kind) => (
      <div popover id={kind.id}>
        <p class="pair" />
        <p>
          <strong>{outcomeInWords(kind.outcome, section.protocol)}</strong>
          {kind.rule === '' ? '' : ', by rule '}
          <code>{kind.rule}</code>
        </p>
        <p>{sentence(kind, report)}</p>
      </div>
    ))}
    <Table
      caption="The reasons, by the rules behind the pairs"
      head={['rule', 'outcome', 'predicted', 'for example']}
      rows={ids.all.map((kind) => [
        { text: <code>{kind.rule === '' ? 'none' : kind.rule}</code> },
        outcomeInWords(kind.outcome, section.protocol),
        differs(kind) ? formatPrediction(kind.predicted) : 'the same',
        sentence(kind, report),
      ])}
    />
  </>
);

const differs = ({ outcome, predicted }: Kind): boolean => formatOutcome(outcome) !== formatPrediction(predicted);

/** The sentence of a rule that refused, on the first sockets that it decided about. */
const sentence = ({ rule, outcome }: Kind, { reasons = {} }: Report): string =>
  outcome.kind === 'ok' ? '' : (reasons[rule] ?? '');

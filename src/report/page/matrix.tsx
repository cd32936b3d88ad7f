import type { VNode } from 'preact';
import type { MatrixReport, Report } from '../../model/report.ts';
import { type PairCell, type PairsView, pairsView } from '../matrix/view.ts';
import { legendInWords, pairCounts, pairsNote, sampleInWords, tooManyInWords } from '../matrix/words.ts';
import { UNFOLDED } from '../picture/matrix/panel.tsx';
import { holds, pairInWords, pairReason } from '../picture/matrix/words.ts';
import type { Section } from '../sections/view.ts';
import { foldAddresses } from '../text/fold.ts';
import { UNICODE } from '../text/glyphs.ts';
import { type ReasonIds, Reasons, reasonIds } from './reasons.tsx';
import { Scroll } from './table.tsx';

/** Cells of more lines than this are told of by their heads alone. */
const TOLD_IN_FULL = 16;

interface MatrixProps {
  readonly section: Section;
  readonly report: Report;
  /** What its ids begin with. */
  readonly name: string;
}

/** Every ordered pair as a table; each cell is a button that shows its reason. */
export function Matrix({ section, report, name }: MatrixProps): VNode | null {
  const { matrix } = section;
  if (matrix === undefined || matrix.skipped !== undefined || matrix.cells.rows === 0) return null;
  const view = pairsView(matrix, UNICODE, UNFOLDED);
  const ids = reasonIds(matrix, view, name);
  return (
    <>
      <h3>Pairs</h3>
      {view.cells.length === 0 ? (
        <p>There are {tooManyInWords(view)}.</p>
      ) : (
        <Grid section={section} matrix={matrix} report={report} view={view} ids={ids} />
      )}
      <p class="faint">{[...legendInWords(view, section.protocol), pairCounts(view)].join(' · ')}</p>
      {sampleInWords(matrix).map((text) => (
        <p class="faint">{text}</p>
      ))}
      <Reasons section={section} matrix={matrix} report={report} ids={ids} />
    </>
  );
}

interface GridProps {
  readonly section: Section;
  readonly matrix: MatrixReport;
  readonly report: Report;
  readonly view: PairsView;
  readonly ids: ReasonIds;
}

function Grid({ section, matrix, report, view, ids }: GridProps): VNode {
  const labels = view.classes.map((addresses) => foldAddresses(addresses, UNICODE.dots).replace('\u00a0', ' '));
  const isFolded = view.classes.some((addresses) => addresses.length > 1);
  const told = (cell: PairCell): string =>
    titleOf(cell, section, matrix, view.cells.length > TOLD_IN_FULL ? undefined : report);
  const caption = `Pairs: ${pairsNote(section)}`;
  return (
    <Scroll label={caption}>
      <table class="matrix">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <td>
              {holds(section)} ↓<br />
              tries next →
            </td>
            {labels.map((label, i) => (
              <th scope="col">
                {isFolded ? <abbr title={label}>{String(i + 1)}</abbr> : <span class="c">{label}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.cells.map((row, r) => (
            <tr>
              <th scope="row" class="c">
                {labels[r]}
                {isFolded ? ` (${r + 1})` : ''}
              </th>
              {row.map((cell) => (
                <td class={classOf(cell)}>
                  <button type="button" popovertarget={ids.of(cell.at)} title={told(cell)}>
                    {cell.text}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** What the pair is, and why it came out so. Without the report: what it is. */
function titleOf(cell: PairCell, section: Section, matrix: MatrixReport, report: Report | undefined): string {
  const pairs = [cell.at, ...(cell.itself === undefined ? [] : [cell.itself])];
  return pairs
    .map((at) => {
      const pair = `${pairInWords(section, matrix, at)}.`;
      return report === undefined ? pair : `${pair} ${pairReason(matrix, at, report.reasons)}`.trimEnd();
    })
    .join(' ');
}

const classOf = ({ kind, differs, inferred }: PairCell): string =>
  [
    kind === 'ok' ? 'ok' : kind === 'refused' ? 'no' : 'unsure',
    ...(differs ? ['alarm'] : []),
    ...(inferred ? ['inferred'] : []),
  ].join(' ');

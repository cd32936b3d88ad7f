import type { VNode } from 'preact';
import type { MatrixReport, Report } from '../../../model/report.ts';
import { conclusions } from '../../conclusions/view.ts';
import { type PairsView, pairsView } from '../../matrix/view.ts';
import { sampleInWords, tooManyInWords } from '../../matrix/words.ts';
import type { Section } from '../../sections/view.ts';
import { UNICODE } from '../../text/glyphs.ts';
import { type Block, PAD, type Panel } from '../frame.tsx';
import { headOf, onSheet } from '../head.tsx';
import { LinesAt, MarkAt, TextAt } from '../parts.tsx';
import { round } from '../round.ts';
import { answersBlock, notesBlock } from '../table.tsx';
import { CellAt, cellLook, type Look, looksOf } from './cell.tsx';
import { type Grid, gridLayout, LABEL } from './layout.ts';
import { legendBlock } from './legend.tsx';
import { holds, matrixSaid, orderNote, pairInWords, pairReason, pairsAnswer, truthOf, wildcardNote } from './words.ts';

/** More addresses than this are folded where they are alike. */
export const UNFOLDED = 40;
/** Tooltips of more lines than this leave the rule's sentence out. */
const TOLD_IN_FULL = 16;
const NARROWEST = 500;

/** The matrix of a section; undefined where it has none. */
export function matrixPanel(section: Section, report: Report): Panel | undefined {
  const { matrix } = section;
  if (matrix === undefined || matrix.skipped !== undefined || matrix.cells.rows === 0) return undefined;
  const view = pairsView(matrix, UNICODE, UNFOLDED);
  const looks = looksOf(view);
  const grid = gridLayout(
    view,
    [...looks.values()].some(({ letter }) => letter !== ''),
  );
  return {
    title: pairsAnswer(section, view),
    said: matrixSaid(section, matrix, report),
    width: Math.max(NARROWEST, view.cells.length > 0 ? grid.right + PAD : 0),
    draw: (width) => drawn({ section, matrix, report, view, grid, looks }, width),
  };
}

function drawn(pairs: PairsProps, width: number): Block {
  const { section, matrix, report, view, grid, looks } = pairs;
  const room = { left: PAD, width: width - 2 * PAD };
  const truth = [truthOf(section, report), ...wildcardNote(section)].join(' · ');
  const head = headOf(pairsAnswer(section, view), [truth, orderNote(section)], room.width);
  const blocks: Block[] = [
    ...(view.cells.length === 0
      ? [notesBlock([`There are ${tooManyInWords(view)}.`], room)]
      : [{ height: grid.bottom, body: <Pairs {...pairs} /> }, legendBlock(section, view, looks, room)]),
    answersBlock(
      conclusions(section).map(({ label, answer }) => [label, answer]),
      room,
    ),
    notesBlock(sampleInWords(matrix), room),
  ];
  return onSheet(head, blocks, 20);
}

interface PairsProps {
  readonly section: Section;
  readonly matrix: MatrixReport;
  readonly report: Report;
  readonly view: PairsView;
  readonly grid: Grid;
  readonly looks: ReadonlyMap<string, Look>;
}

/** The cells with what stands beside and above them. */
function Pairs({ section, matrix, report, view, grid, looks }: PairsProps): VNode {
  const sentences = view.cells.length > TOLD_IN_FULL ? undefined : report.reasons;
  const told = (at: number): string =>
    `${pairInWords(section, matrix, at)}. ${pairReason(matrix, at, sentences)}`.trimEnd();
  return (
    <>
      <Corner section={section} grid={grid} />
      {grid.labels.map((lines, i) => (
        <RowLabel lines={lines} grid={grid} row={i} />
      ))}
      {grid.labels.map((lines, i) => (
        <ColumnHead text={grid.numbered ? String(i + 1) : (lines[0] ?? '')} grid={grid} column={i} />
      ))}
      {view.cells.map((row, r) =>
        row.map((cell, c) => (
          <CellAt
            {...cellLook(cell, matrix, looks)}
            {...grid.cell}
            x={grid.left + (grid.columns[c] ?? 0)}
            y={grid.top + (grid.rows[r] ?? 0)}
            title={[cell.at, ...(cell.itself === undefined ? [] : [cell.itself])].map(told).join('\n')}
          />
        )),
      )}
    </>
  );
}

/** How the rows and the columns are read. */
const Corner = ({ section, grid }: Pick<PairsProps, 'section' | 'grid'>): VNode => (
  <>
    <TextAt x={grid.left - 34} y={grid.top - 30} anchor="end" tone="f">
      tries next
    </TextAt>
    <MarkAt mark="right" x={grid.left - 22} y={grid.top - 34.5} tone="wire" scale={0.8} />
    <TextAt x={grid.left - 34} y={grid.top - 10} anchor="end" tone="f">
      {holds(section)}
    </TextAt>
    <MarkAt mark="down" x={grid.left - 22} y={grid.top - 14.5} tone="wire" scale={0.8} />
  </>
);

interface LabelProps {
  readonly lines: readonly string[];
  readonly grid: Grid;
  readonly row: number;
}

/** The holder, and its number where the columns have numbers. */
function RowLabel({ lines, grid, row }: LabelProps): VNode {
  const middle = grid.top + (grid.rows[row] ?? 0) + grid.cell.height / 2 + 4.5;
  const first = middle - ((lines.length - 1) * LABEL.step) / 2;
  const right = grid.left - 14;
  return (
    <>
      <LinesAt
        lines={lines}
        x={grid.numbered ? right - 28 : right}
        y={first}
        step={LABEL.step}
        anchor="end"
        face="mono"
      />
      {grid.numbered ? (
        <TextAt x={right} y={middle} anchor="end" face="mono" tone="f">
          {String(row + 1)}
        </TextAt>
      ) : null}
    </>
  );
}

function ColumnHead({
  text,
  grid,
  column,
}: {
  readonly text: string;
  readonly grid: Grid;
  readonly column: number;
}): VNode {
  const middle = grid.left + (grid.columns[column] ?? 0) + grid.cell.width / 2;
  if (grid.angle === 0)
    return (
      <TextAt x={middle} y={grid.top - 10} anchor="middle" face="mono">
        {text}
      </TextAt>
    );
  return (
    <g transform={`translate(${round(middle)} ${round(grid.top - 9)}) rotate(-${grid.angle})`}>
      <TextAt x={0} y={4} face="mono">
        {text}
      </TextAt>
    </g>
  );
}

import type { VNode } from 'preact';
import { formatOutcome, type Outcome } from '../../../model/outcome.ts';
import type { MatrixReport } from '../../../model/report.ts';
import type { PairCell, PairsView } from '../../matrix/view.ts';
import { type Mark, MarkAt, TextAt, type Tone } from '../parts.tsx';
import { round } from '../round.ts';

/** How an outcome is drawn: its mark and colour, and its letter where several refusals are told apart. */
export interface Look {
  readonly mark: Mark;
  readonly tone: Tone;
  readonly letter: string;
}

const MARK_OF: Readonly<Record<Outcome['kind'], Pick<Look, 'mark' | 'tone'>>> = {
  ok: { mark: 'ok', tone: 'ok' },
  refused: { mark: 'no', tone: 'no' },
  'holder-refused': { mark: 'holder', tone: 'unsure' },
  skipped: { mark: 'skipped', tone: 'unsure' },
  unknown: { mark: 'unknown', tone: 'unsure' },
};

const lookOf = (outcome: Outcome | undefined): Look => ({ ...MARK_OF[outcome?.kind ?? 'unknown'], letter: '' });

/** The looks of a matrix by the outcome, as formatOutcome() has it. One kind of refusal alone needs no letter. */
export function looksOf({ legend }: PairsView): ReadonlyMap<string, Look> {
  const several = legend.filter(({ outcome }) => outcome.kind === 'refused').length > 1;
  return new Map(
    legend.map(({ outcome, text }) => [
      formatOutcome(outcome),
      { ...lookOf(outcome), letter: several && outcome.kind === 'refused' ? text.slice(1) : '' },
    ]),
  );
}

interface CellProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly look: Look;
  /** What an address came to with itself, in a corner. */
  readonly itself?: Look;
  readonly inferred: boolean;
  readonly differs: boolean;
  readonly title?: string;
}

/** A cell: its colour, its mark, and what is particular about it. */
export function CellAt({ x, y, width, height, look, itself, inferred, differs, title }: CellProps): VNode {
  const isSmall = height < 30;
  const shift = (look.letter === '' ? 0 : 7) + (itself === undefined ? 0 : 10);
  const middle = { x: x + width / 2 - shift, y: y + height / 2 - (itself === undefined ? 0 : 4) };
  return (
    <g>
      {title === undefined ? null : <title>{title}</title>}
      <rect
        class={`bm-${look.tone}`}
        x={round(x)}
        y={round(y)}
        width={width}
        height={height}
        rx={isSmall ? 4 : 6}
        {...(inferred ? { 'stroke-dasharray': '3 2.5' } : {})}
      />
      <MarkAt mark={look.mark} {...middle} tone={`${look.tone}-mark`} scale={isSmall ? 0.85 : 1} />
      {look.letter === '' ? null : (
        <TextAt x={middle.x + 9} y={middle.y + 4.5} face="mono" tone={`${look.tone}-text`} size={12.5}>
          {look.letter}
        </TextAt>
      )}
      {itself === undefined ? null : <Corner x={x + width} y={y + height} look={itself} />}
      {inferred ? <MarkAt mark="part" x={x + 9} y={y + 8} tone={`${look.tone}-mark`} scale={0.55} /> : null}
      {differs ? <Alarm x={x} y={y} width={width} height={height} /> : null}
    </g>
  );
}

/** The lower right corner of a cell, whose ends are x and y. */
const Corner = ({ x, y, look }: { readonly x: number; readonly y: number; readonly look: Look }): VNode => (
  <>
    <rect class={`bm-${look.tone}`} x={round(x - 22)} y={round(y - 19)} width={20} height={17} rx="4" />
    <MarkAt mark={look.mark} x={x - 12} y={y - 10.5} tone={`${look.tone}-mark`} scale={0.62} />
  </>
);

/** The kernel did something else than the rules predicted. */
const Alarm = ({ x, y, width, height }: Pick<CellProps, 'x' | 'y' | 'width' | 'height'>): VNode => (
  <>
    <rect
      class="bm-alarm"
      x={round(x)}
      y={round(y)}
      width={width}
      height={height}
      rx="6"
      fill="none"
      stroke-width="2"
    />
    <circle class="bm-alarm-fill" cx={round(x + width - 2)} cy={round(y + 2)} r="7" />
    <MarkAt mark="alarm" x={x + width - 2} y={y + 2.2} tone="alarm-mark" scale={0.85} />
  </>
);

/** What a cell of the view looks like. */
export function cellLook(
  cell: PairCell,
  matrix: MatrixReport,
  looks: ReadonlyMap<string, Look>,
): Pick<CellProps, 'look' | 'itself' | 'inferred' | 'differs'> {
  const at = (number: number): Look => {
    const outcome = matrix.cells.codes[matrix.cells.cells[number] ?? 0];
    return (outcome === undefined ? undefined : looks.get(formatOutcome(outcome))) ?? lookOf(outcome);
  };
  const { inferred, differs, itself } = cell;
  return { look: at(cell.at), inferred, differs, ...(itself === undefined ? {} : { itself: at(itself) }) };
}

import type { VNode } from 'preact';
import { greatest } from '../../../model/extremes.ts';
import { type Block, PAD } from '../frame.tsx';
import { textWidth } from '../measure.ts';
import { ChipAt, LinesAt, TextAt } from '../parts.tsx';
import { LaneHeads, Lanes } from './lanes.tsx';
import { type Columns, LINE, type PlacedStep, placed, SMALL } from './layout.ts';
import type { TimelineStep } from './steps.ts';

/** The steps of a trial, one below the other: lanes on the left, words beside them. `right`: where these end. */
export function timelineBlock(steps: readonly TimelineStep[], columns: Columns, right: number): Block {
  const rows = placed(steps, columns, right);
  const heads = greatest(columns.lanes.map((name) => Math.min(110, textWidth(name, 12))));
  const top = columns.lanes.length === 0 ? 0 : heads * 0.62 + 18;
  return {
    height: top + (rows.at(-1)?.bottom ?? 0),
    body: (
      <>
        <LaneHeads columns={columns} y={top - 4} />
        <g transform={`translate(0 ${Math.round(top)})`}>
          <Lanes columns={columns} steps={rows} />
          {rows.map((row) => (
            <StepWords row={row} columns={columns} />
          ))}
        </g>
      </>
    ),
  };
}

function StepWords({ row, columns }: { readonly row: PlacedStep; readonly columns: Columns }): VNode {
  const { step, prose, what, remarks, top, middle } = row;
  const baseline = middle + 4.5;
  const below = baseline + what.length * LINE + 2;
  const table = below + remarks.length * SMALL.step;
  return (
    <>
      <LinesAt lines={prose} x={columns.name} y={top + 20} step={SMALL.step} size={12.5} tone="f" />
      <TextAt x={PAD + 18} y={baseline} anchor="end" tone="f" size={12}>
        {String(step.number)}
      </TextAt>
      <TextAt x={columns.name} y={baseline} face="bold" room={columns.nameWidth + 1}>
        {step.who}
      </TextAt>
      <LinesAt lines={what} x={columns.deed} y={baseline} step={LINE} />
      <ChipAt chip={step.chip} x={columns.chip} y={middle} room={columns.chipWidth} />
      {remarks.map(({ text, tone }, i) => (
        <TextAt x={columns.deed} y={below + i * SMALL.step} size={SMALL.size} tone={tone}>
          {text}
        </TextAt>
      ))}
      {step.table.map(({ state, ends }, i) => (
        <>
          <TextAt x={columns.deed} y={table + i * SMALL.step} size={11.5} face="mono" tone={STATE_TONE[state] ?? 'f'}>
            {state}
          </TextAt>
          <TextAt x={columns.deed + 92} y={table + i * SMALL.step} size={11.5} face="mono" tone="f">
            {ends}
          </TextAt>
        </>
      ))}
    </>
  );
}

/** What the tutorial is about is what the eye should find. */
const STATE_TONE: Readonly<Record<string, 'ok-text' | 'no-text'>> = { LISTEN: 'ok-text', TIME_WAIT: 'no-text' };

/** How far to the right the lines of the kernel's table reach. */
export const tableRight = (steps: readonly TimelineStep[], columns: Columns): number =>
  columns.deed + 92 + greatest(steps.flatMap(({ table }) => table.map(({ ends }) => textWidth(ends, 11.5, 'mono'))));

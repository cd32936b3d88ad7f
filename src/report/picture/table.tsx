import { greatest } from '../../model/extremes.ts';
import type { Block } from './frame.tsx';
import { textWidth, wrapped } from './measure.ts';
import { LinesAt, TextAt } from './parts.tsx';
import type { Room } from './stack.tsx';

const STEP = 18;
const SIZE = 13;
const NOTHING: Block = { height: 0, body: <></> };

/** What is said below a drawing, in quiet words. */
export function notesBlock(texts: readonly string[], { left, width }: Room): Block {
  const lines = texts.flatMap((text) => wrapped(text, width, SIZE));
  if (lines.length === 0) return NOTHING;
  return { height: lines.length * STEP, body: <LinesAt lines={lines} x={left} y={13} step={STEP} tone="f" /> };
}

/** Below a thin line, what it comes to: a label and an answer in each row. */
export function answersBlock(
  rows: readonly (readonly [label: string, answer: string])[],
  { left, width }: Room,
): Block {
  if (rows.length === 0) return NOTHING;
  const widest = Math.min(width * 0.62, greatest(rows.map(([label]) => textWidth(label, SIZE))));
  const room = width - widest - 20;
  let at = 16;
  const drawn = rows.map(([label, answer]) => {
    const [said, answered] = [wrapped(label, widest, SIZE), wrapped(answer, room, SIZE, 'bold')];
    const y = at + 13;
    at += Math.max(said.length, answered.length) * STEP + 2;
    return (
      <>
        <LinesAt lines={said} x={left} y={y} step={STEP} tone="f" />
        <LinesAt lines={answered} x={left + widest + 20} y={y} step={STEP} face="bold" />
      </>
    );
  });
  return {
    height: at,
    body: (
      <>
        <path class="bm-rule" d={`M${left} .5H${left + width}`} />
        {drawn}
      </>
    ),
  };
}

/** A label and a text in each row; without a text, the label alone over the whole width. */
export function rowsBlock(rows: readonly (readonly [label: string, text: string])[], { left, width }: Room): Block {
  const labels = rows.filter(([, text]) => text !== '').map(([label]) => textWidth(label, SIZE));
  const widest = Math.min(width * 0.5, greatest(labels));
  let at = 0;
  const drawn = rows.map(([label, text]) => {
    const said = wrapped(label, text === '' ? width : widest, SIZE);
    const answered = text === '' ? [] : wrapped(text, width - widest - 20, SIZE);
    const y = at + 15;
    at += Math.max(said.length, answered.length) * STEP + 3;
    return (
      <>
        <LinesAt lines={said} x={left} y={y} step={STEP} />
        <LinesAt lines={answered} x={left + widest + 20} y={y} step={STEP} tone="f" />
      </>
    );
  });
  return { height: at, body: <>{drawn}</> };
}

/** A heading inside a panel. */
export function headingBlock(text: string, { left, width }: Room): Block {
  const lines = wrapped(text, width, 14, 'bold');
  return {
    height: lines.length * 20,
    body: (
      <>
        {lines.map((line, i) => (
          <TextAt x={left} y={14 + i * 20} size={14} face="bold">
            {line}
          </TextAt>
        ))}
      </>
    ),
  };
}

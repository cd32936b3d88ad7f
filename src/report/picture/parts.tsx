import type { VNode } from 'preact';
import { type Face, fitted, textWidth } from './measure.ts';
import { round } from './round.ts';

/** Whether something is possible, is not, or is not known; each has its colour and its mark. */
export type Tone = 'ok' | 'no' | 'unsure';

/** Marks as paths around 0,0, so that no font decides how they look. */
const MARKS = {
  ok: 'M-5 .5L-1.5 4.5L5.5-4.5',
  no: 'M-4.5-4.5L4.5 4.5M4.5-4.5L-4.5 4.5',
  holder: 'M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M-3.8 3.8L3.8-3.8',
  skipped: 'M-5 0H5',
  unknown: 'M-3.2-2.6a3.2 3 0 1 1 4.8 2.5c-1 .6-1.6 1.2-1.6 2.3M0 5.4v.1',
  part: 'M-5.5 1.2c1.4-3.4 3.8-3.2 5.5-1.2s4.1 2.2 5.5-1.2',
  alarm: 'M0-4.2v4.6M0 3.6v.1',
  down: 'M0-4.5V4.5M-3.2 1.2L0 4.5L3.2 1.2',
  right: 'M-4.5 0H4.5M1.2-3.2L4.5 0L1.2 3.2',
} as const;

export type Mark = keyof typeof MARKS;

interface MarkProps {
  readonly mark: Mark;
  readonly x: number;
  readonly y: number;
  /** The class of its colour, `ok-mark`; `wire` is that of quiet words. */
  readonly tone: `${Tone}-mark` | 'wire' | 'alarm-mark';
  readonly scale?: number;
}

export const MarkAt = ({ mark, x, y, tone, scale = 1 }: MarkProps): VNode => (
  <path
    class={`bm-mark bm-${tone}`}
    d={MARKS[mark]}
    stroke-width={round(2 / scale)}
    transform={`translate(${round(x)} ${round(y)})${scale === 1 ? '' : ` scale(${scale})`}`}
  />
);

interface TextProps {
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  readonly face?: Face;
  /** `t` for what matters, `f` for what is said beside it. */
  readonly tone?: 't' | 'f' | `${Tone}-text`;
  readonly size?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Cut to this width. */
  readonly room?: number;
  readonly children: string;
}

/** One line of text. Where it is cut, a tooltip has the whole. */
export function TextAt({
  x,
  y,
  face = 'sans',
  tone = 't',
  size = 13,
  anchor = 'start',
  room,
  children,
}: TextProps): VNode | null {
  if (children === '') return null;
  const shown = room === undefined ? children : fitted(children, room, size, face);
  return (
    <text
      class={`bm-${tone}${face === 'mono' ? ' bm-c' : face === 'bold' ? ' bm-b' : ''}`}
      x={round(x)}
      y={round(y)}
      {...(size === 13 ? {} : { 'font-size': size })}
      {...(anchor === 'start' ? {} : { 'text-anchor': anchor })}
    >
      {shown === children ? null : <title>{children}</title>}
      {shown}
    </text>
  );
}

/** Lines of text one below the other, the first on the baseline `y`. */
export const LinesAt = ({
  lines,
  step = 18,
  ...props
}: Omit<TextProps, 'children'> & { readonly lines: readonly string[]; readonly step?: number }): VNode => (
  <>
    {lines.map((line, i) => (
      <TextAt {...props} y={props.y + i * step}>
        {line}
      </TextAt>
    ))}
  </>
);

/** A call with what it came to: a mark and a word or two in a box. */
export interface ChipView {
  readonly mark: Mark;
  readonly tone: Tone;
  readonly text: string;
}

export const CHIP = { height: 26, gap: 8, before: 26, behind: 11 } as const;
const CHIP_SIZE = 12.5;

/** How wide a chip is, at most `room`. */
export const chipWidth = ({ text }: ChipView, room = Number.POSITIVE_INFINITY): number =>
  Math.min(room, Math.ceil(CHIP.before + textWidth(text, CHIP_SIZE, 'mono') + CHIP.behind));

/** A chip whose left middle is at x, y. */
export function ChipAt({
  chip,
  x,
  y,
  room,
  title,
}: {
  readonly chip: ChipView;
  readonly x: number;
  readonly y: number;
  readonly room?: number;
  readonly title?: string;
}): VNode {
  const width = chipWidth(chip, room);
  return (
    <g>
      {title === undefined ? null : <title>{title}</title>}
      <rect
        class={`bm-${chip.tone}`}
        x={round(x)}
        y={round(y - CHIP.height / 2)}
        width={width}
        height={CHIP.height}
        rx="6"
      />
      <MarkAt mark={chip.mark} x={x + 14} y={y} tone={`${chip.tone}-mark`} scale={0.9} />
      <TextAt
        x={x + CHIP.before}
        y={y + 4.5}
        face="mono"
        tone={`${chip.tone}-text`}
        size={CHIP_SIZE}
        room={width - CHIP.before - CHIP.behind + 1}
      >
        {chip.text}
      </TextAt>
    </g>
  );
}

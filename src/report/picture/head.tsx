import type { VNode } from 'preact';
import { type Block, PAD } from './frame.tsx';
import { wrapped } from './measure.ts';
import { LinesAt } from './parts.tsx';
import { stacked } from './stack.tsx';

/** The lines above a panel's drawing: its answer, and what that is true of. */
export interface Head {
  readonly title: readonly string[];
  readonly below: readonly string[];
  /** Where the drawing may begin. */
  readonly height: number;
}

const TITLE = { size: 17, step: 23 } as const;
const BELOW = { size: 13, step: 18 } as const;

/** `room`: the width of the lines. */
export function headOf(title: string, below: readonly string[], room: number): Head {
  const lines = wrapped(title, room, TITLE.size, 'bold');
  const more = below.filter((text) => text !== '').flatMap((text) => wrapped(text, room, BELOW.size));
  return { title: lines, below: more, height: PAD + lines.length * TITLE.step + 4 + more.length * BELOW.step + 6 };
}

const HeadLines = ({ head }: { readonly head: Head }): VNode => (
  <>
    <LinesAt lines={head.title} x={PAD} y={PAD + 16} size={TITLE.size} step={TITLE.step} face="bold" />
    <LinesAt lines={head.below} x={PAD} y={PAD + head.title.length * TITLE.step + 17} step={BELOW.step} tone="f" />
  </>
);

/** A head with blocks below it, `gap` pixels between these. */
export function onSheet(head: Head, blocks: readonly Block[], gap: number): Block {
  const { height, body } = stacked(blocks, head.height, gap);
  return {
    height: height + PAD,
    body: (
      <>
        <HeadLines head={head} />
        {body}
      </>
    ),
  };
}

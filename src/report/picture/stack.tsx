import type { Block } from './frame.tsx';
import { round } from './round.ts';

/** The width that a block may take, and where it begins. */
export interface Room {
  readonly left: number;
  readonly width: number;
}

/** Blocks one below the other, `gap` between them; those without height are left out. `height` is where they end. */
export function stacked(blocks: readonly Block[], top: number, gap: number): Block {
  let at = top;
  const drawn = blocks
    .filter(({ height }) => height > 0)
    .map(({ height, body }, i) => {
      if (i > 0) at += gap;
      const here = at;
      at += height;
      return <g transform={`translate(0 ${round(here)})`}>{body}</g>;
    });
  return { height: at, body: <>{drawn}</> };
}

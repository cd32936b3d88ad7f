import type { Grid } from '../../model/grid.ts';
import { formatOutcome, type Outcome } from '../../model/outcome.ts';
import type { Glyphs } from '../text/style.ts';

/** What a matrix cell shows for one outcome. */
export interface CellCode {
  readonly outcome: Outcome;
  readonly text: string;
}

/** The letters that mean the same in every report; any other outcome takes the next free letter. */
const LETTERS: Readonly<Record<string, string>> = {
  'bind:EADDRINUSE': 'b',
  'listen:EADDRINUSE': 'l',
  'bind:EACCES': 'p',
  'bind:EPERM': 'd',
  'bind:EADDRNOTAVAIL': 'a',
  'bind:EINVAL': 'i',
  'bind:ENODEV': 'n',
  'socket:EAFNOSUPPORT': 'f',
};

/** `h` is the holder's own failure. */
const FREE = 'cegjkmoqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A code for each distinct outcome, in the order given. */
export function cellCodes(outcomes: readonly Outcome[], glyphs: Glyphs): CellCode[] {
  let taken = 0;
  const letter = (outcome: Outcome): string => LETTERS[formatOutcome(outcome)] ?? FREE[taken++ % FREE.length] ?? '';
  const text = (outcome: Outcome): string => {
    switch (outcome.kind) {
      case 'ok':
        return glyphs.ok;
      case 'holder-refused':
        return 'h';
      case 'unknown':
        return '?';
      case 'skipped':
        return glyphs.skip;
      case 'refused':
        return glyphs.fail + letter(outcome);
    }
  };
  return outcomes.map((outcome) => ({ outcome, text: text(outcome) }));
}

/** How often each code of `grid` occurs. */
export function codeCounts({ cells }: Grid<unknown>): Uint32Array {
  const counts = new Uint32Array(256);
  // By index: a million cells, and an iterator takes several times as long.
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] as number;
    counts[cell] = (counts[cell] as number) + 1;
  }
  return counts;
}

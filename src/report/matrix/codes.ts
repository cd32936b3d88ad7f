import type { Grid } from '../../model/grid.ts';
import { isHolderFailure, isSkipped, outcomeErrno, UNKNOWN } from '../../model/outcome.ts';
import type { Glyphs } from '../text/style.ts';

/** What a matrix cell shows for one outcome, and how the legend explains it. */
export interface CellCode {
  readonly cell: string;
  readonly text: string;
  readonly kind: 'ok' | 'refused' | 'holder' | 'skipped';
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

/** A code for each distinct cell, in the order given. */
export function cellCodes(cells: readonly string[], glyphs: Glyphs): CellCode[] {
  let taken = 0;
  return cells.map((cell): CellCode => {
    if (cell === 'ok') return { cell, text: glyphs.ok, kind: 'ok' };
    if (isHolderFailure(cell)) return { cell, text: 'h', kind: 'holder' };
    if (cell === UNKNOWN) return { cell, text: '?', kind: 'skipped' };
    if (isSkipped(cell)) return { cell, text: glyphs.skip, kind: 'skipped' };
    return { cell, text: glyphs.fail + (LETTERS[cell] ?? FREE[taken++ % FREE.length]), kind: 'refused' };
  });
}

/** How often each code of `grid` occurs. */
export function codeCounts(grid: Grid): Uint32Array {
  const counts = new Uint32Array(256);
  // By index: a million cells, and an iterator takes several times as long.
  for (let at = 0; at < grid.cells.length; at++) {
    const cell = grid.cells[at] as number;
    counts[cell] = (counts[cell] as number) + 1;
  }
  return counts;
}

/** `bind() EADDRINUSE`: the call as the manual writes it. */
export function callAndErrno(outcome: string): string {
  const call = outcome.replace(/^holder:/, '').split(':')[0];
  return `${call}() ${outcomeErrno(outcome)}`;
}

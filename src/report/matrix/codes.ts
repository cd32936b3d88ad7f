import { formatOutcome, type Outcome } from '../../model/outcome.ts';
import { pairKinds } from '../../model/pair-kinds.ts';
import type { MatrixReport } from '../../model/report.ts';
import type { Glyphs } from '../text/glyphs.ts';

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

/** How often each outcome of the cells occurs, in the order of their codes. */
export function codeCounts(matrix: MatrixReport): number[] {
  const counts = new Map<Outcome, number>();
  for (const { outcome, count } of pairKinds(matrix)) counts.set(outcome, (counts.get(outcome) ?? 0) + count);
  return matrix.cells.codes.map((outcome) => counts.get(outcome) ?? 0);
}

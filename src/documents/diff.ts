import type { ReadDocument } from './document.ts';
import type { Edit } from './edit.ts';

/** Lines around a change. */
const CONTEXT = 3;

/** More lines than this against as many others are not compared one by one: all of them are another. */
const MOST_CELLS = 4_000_000;

/** One line of a comparison: it stays, goes or comes. */
interface Step {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** What the edits would change, as `diff -u` has it; empty where they change nothing. */
export function unifiedDiff(name: string, { lines }: ReadDocument, edits: readonly Edit[]): string {
  const bare = lines.map((line) => line.replace(/[\r\n]+$/, ''));
  const parts: Step[][] = [];
  let next = 0;
  for (const { from, to, lines: others } of edits) {
    parts.push(stays(bare.slice(next, from)), compared(bare.slice(from, to), others));
    next = to;
  }
  parts.push(stays(bare.slice(next)));
  const steps = parts.flat();
  const hunks = hunksOf(steps).map((hunk) => hunkText(steps, hunk));
  return hunks.length === 0 ? '' : [`--- ${name}`, `+++ ${name}`, ...hunks.flat(), ''].join('\n');
}

const stays = (lines: readonly string[]): Step[] => lines.map((text) => ({ sign: ' ', text }));

/** The longest common subsequence of two lists of lines, and what goes and comes between. */
function compared(old: readonly string[], now: readonly string[]): Step[] {
  if (old.length * now.length > MOST_CELLS)
    return [...old.map((text): Step => ({ sign: '-', text })), ...now.map((text): Step => ({ sign: '+', text }))];
  const common = commonLengths(old, now);
  const width = now.length + 1;
  const steps: Step[] = [];
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    const [gone = '', come = ''] = [old[i], now[j]];
    if (i < old.length && j < now.length && gone === come) {
      steps.push({ sign: ' ', text: gone });
      i += 1;
      j += 1;
    } else if (
      j >= now.length ||
      (i < old.length && at(common, (i + 1) * width + j) >= at(common, i * width + j + 1))
    ) {
      steps.push({ sign: '-', text: gone });
      i += 1;
    } else {
      steps.push({ sign: '+', text: come });
      j += 1;
    }
  }
  return steps;
}

const at = (cells: Uint16Array, i: number): number => cells[i] ?? 0;

/** For each two places the length of what is common behind them. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint16Array {
  const width = now.length + 1;
  const cells = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      cells[i * width + j] =
        old[i] === now[j]
          ? at(cells, (i + 1) * width + j + 1) + 1
          : Math.max(at(cells, (i + 1) * width + j), at(cells, i * width + j + 1));
  return cells;
}

/** Steps that are shown together: changes and what is around them. */
interface Hunk {
  readonly from: number;
  readonly to: number;
}

function hunksOf(steps: readonly Step[]): Hunk[] {
  const hunks: Hunk[] = [];
  for (const [i, { sign }] of steps.entries()) {
    if (sign === ' ') continue;
    const [from, to] = [Math.max(0, i - CONTEXT), Math.min(steps.length, i + CONTEXT + 1)];
    const last = hunks.at(-1);
    if (last !== undefined && from <= last.to) hunks[hunks.length - 1] = { from: last.from, to };
    else hunks.push({ from, to });
  }
  return hunks;
}

function hunkText(steps: readonly Step[], { from, to }: Hunk): string[] {
  const count = (some: readonly Step[], sign: Step['sign']): number => some.filter((step) => step.sign !== sign).length;
  const [before, shown] = [steps.slice(0, from), steps.slice(from, to)];
  const range = (sign: Step['sign']): string => {
    const length = count(shown, sign);
    return `${count(before, sign) + (length === 0 ? 0 : 1)},${length}`;
  };
  return [`@@ -${range('+')} +${range('-')} @@`, ...shown.map(({ sign, text }) => sign + text)];
}

import type { Source } from '../model/experiment.ts';

/** Where an offset of a text is in its file. */
export type SourceAt = (offset: number) => Source;

const BLOCK = 4096;
const NEWLINE = 10;

/**
 * The places of the offsets of a text, in any order: each costs one look at 4096 characters at most. An offset beyond the
 * end is the end; the column is in UTF-16 units.
 */
export function placesIn(file: string, text: string): SourceAt {
  const before = newlinesBefore(text);
  return (offset) => {
    const at = Math.min(Math.max(0, offset), text.length);
    const block = Math.floor(at / BLOCK);
    let line = 1 + (before[block] ?? 0);
    for (let i = block * BLOCK; i < at; i++) if (text.charCodeAt(i) === NEWLINE) line++;
    return { file, line, column: at - (at === 0 ? -1 : text.lastIndexOf('\n', at - 1)) };
  };
}

/** The newlines before each block. */
function newlinesBefore(text: string): Uint32Array {
  const before = new Uint32Array(Math.floor(text.length / BLOCK) + 1);
  let [count, block] = [0, 0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    for (; (block + 1) * BLOCK <= at; block++) before[block + 1] = count;
    count++;
  }
  for (; block + 1 < before.length; block++) before[block + 1] = count;
  return before;
}

import type { Source } from '../model/experiment.ts';
import type { Findings } from './findings.ts';

/** Where an offset of a text is in its file. */
export type SourceAt = (offset: number) => Source;

/**
 * The places of the offsets of a text, in any order: each takes time in the logarithm of the lines. An offset beyond the
 * end is the end; the column is in UTF-16 units.
 */
export function placesIn(file: string, text: string): SourceAt {
  const starts = lineStarts(text);
  return (offset) => {
    const at = Math.min(Math.max(0, offset), text.length);
    const line = lineOf(starts, at);
    return { file, line: line + 1, column: at - (starts[line] ?? 0) + 1 };
  };
}

/** Where each line begins. */
function lineStarts(text: string): Uint32Array {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  const starts = new Uint32Array(lines);
  for (let line = 1; line < lines; line++) starts[line] = text.indexOf('\n', starts[line - 1]) + 1;
  return starts;
}

/** The last line that begins at an offset or before it, from 0. */
function lineOf(starts: Uint32Array, at: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Complains of a byte order mark, which most servers read as a part of the first word, and then refuse the file. */
export function complainOfMark(text: string, source: Source, findings: Pick<Findings, 'complain'>): void {
  if (text.startsWith('\ufeff'))
    findings.complain(
      source,
      'a byte order mark begins the file: the server refuses it',
      'save the file as UTF-8 without it',
    );
}

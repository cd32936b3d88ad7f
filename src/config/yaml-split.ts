/** Some entries of a list, as they are written. */
export interface Piece {
  /** Where it begins in the file. */
  readonly offset: number;
  readonly text: string;
}

/** A file of which the entries of one list are taken out. */
export interface Cut {
  readonly key: string;
  /** The file without the entries. */
  readonly frame: string;
  /** Where the entries begin in the file, and how long they are together. */
  readonly at: number;
  readonly length: number;
  /** The entries, some together. */
  readonly pieces: () => Iterable<Piece>;
}

/** Characters of a piece, at least. */
const PIECE = 32 * 1024;

/** The head of a section that holds a long list. */
const HEAD = /^(trials|expect):[ \t]*(?:#[^\n]*)?\r?\n/gm;

/**
 * Takes out the entries of the list below `trials:` or `expect:`, whichever is longer. What an entry holds is indented
 * more than its dash, so that a line that is not belongs to another. Undefined where there is no such list, or a tab
 * makes the indentation unclear.
 */
export function splitList(text: string): Cut | undefined {
  if (/^ *\t/m.test(text)) return undefined;
  const lists = [...text.matchAll(HEAD)].slice(0, 2).flatMap((head) => {
    const at = head.index + head[0].length;
    const found = extent(text, at);
    return found === undefined ? [] : [{ key: head[1] ?? '', at, ...found }];
  });
  const list = lists.sort((a, b) => b.end - b.at - (a.end - a.at))[0];
  if (list === undefined) return undefined;
  const { key, at, end, dash } = list;
  const frame = text.slice(0, at) + text.slice(end);
  return { key, frame, at, length: end - at, pieces: () => piecesOf(text, at, end, dash) };
}

interface Extent {
  readonly end: number;
  /** What each entry begins with: its indentation, and a dash. */
  readonly dash: string;
}

/** How far a list goes whose first line is at `start`. */
function extent(text: string, start: number): Extent | undefined {
  let dash: string | undefined;
  for (const { at, line } of linesFrom(text, start, text.length)) {
    if (/^ *(?:#|\r?$)/.test(line)) continue;
    dash ??= /^ *-(?= |\r?$)/.exec(line)?.[0];
    if (dash === undefined) return undefined;
    const isInside = line.startsWith(dash) || line.startsWith(' '.repeat(dash.length));
    if (!isInside) return { end: at, dash };
  }
  return dash === undefined ? undefined : { end: text.length, dash };
}

function* piecesOf(text: string, start: number, end: number, dash: string): Generator<Piece> {
  let offset = start;
  for (const { at, line } of linesFrom(text, start, end)) {
    if (at - offset < PIECE || !line.startsWith(dash)) continue;
    yield { offset, text: text.slice(offset, at) };
    offset = at;
  }
  if (offset < end) yield { offset, text: text.slice(offset, end) };
}

/** The lines of a part of a text; of a long one the beginning. */
function* linesFrom(
  text: string,
  start: number,
  end: number,
): Generator<{ readonly at: number; readonly line: string }> {
  for (let at = start; at < end; ) {
    const next = text.indexOf('\n', at);
    const stop = next < 0 ? end : next;
    yield { at, line: text.slice(at, Math.min(stop, at + LONGEST_LOOK)) };
    at = stop + 1;
  }
}

const LONGEST_LOOK = 200;

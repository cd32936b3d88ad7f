import { type Address, formatAddress } from '../../../model/address.ts';
import { greatest } from '../../../model/extremes.ts';
import type { PairsView } from '../../matrix/view.ts';
import { foldLabel } from '../../text/fold.ts';
import { UNICODE } from '../../text/glyphs.ts';
import { PAD } from '../frame.tsx';
import { textWidth, wrapped } from '../measure.ts';

/** The letters of addresses, in pixels. */
export const LABEL = { size: 13, step: 16 } as const;
/** A label of a line of several addresses is broken at this width. */
const WIDEST_FOLDED = 330;
/** Between a label and the cells. */
const BESIDE = 14;
/** Between cells, and between the families. */
const GAP = 4;
const FAMILY_GAP = 12;

/** Where everything of a matrix stands, from the left and from the top of its drawing. */
export interface Grid {
  readonly labels: readonly (readonly string[])[];
  /** The heads of the columns are their numbers: labels of several addresses are too long. */
  readonly numbered: boolean;
  /** Degrees by which the heads rise; 0 where they fit above their columns. */
  readonly angle: number;
  readonly left: number;
  readonly top: number;
  readonly cell: { readonly width: number; readonly height: number };
  /** The left of each column, which is as far to the right as the row is down. */
  readonly columns: readonly number[];
  readonly rows: readonly number[];
  readonly right: number;
  readonly bottom: number;
}

/** Cells are as large as leaves the whole on a page. */
function cellSize(count: number, isFolded: boolean): Grid['cell'] {
  if (isFolded) return { width: count > 24 ? 34 : 52, height: 36 };
  if (count <= 9) return { width: 60, height: 36 };
  if (count <= 16) return { width: 44, height: 34 };
  return { width: 28, height: 26 };
}

/** `isLettered`: a cell has a letter beside its mark. */
export function gridLayout(view: PairsView, isLettered: boolean): Grid {
  const isFolded = view.classes.some((addresses) => addresses.length > 1);
  const labels = view.classes.map(labelLines);
  const size = cellSize(labels.length, isFolded);
  const cell = isLettered && size.width < 36 ? { ...size, width: 36 } : size;
  const label = greatest(labels.flat().map((line) => textWidth(line, LABEL.size, 'mono')));
  const heads = isFolded ? labels.map((_, i) => String(i + 1)) : labels.map(([line = '']) => line);
  const longest = greatest(heads.map((text) => textWidth(text, LABEL.size, 'mono')));
  const angle = longest <= cell.width ? 0 : cell.width < 40 ? 52 : 38;
  const rise = (angle * Math.PI) / 180;
  const top = Math.max(44, angle === 0 ? 0 : longest * Math.sin(rise) + LABEL.size + 10);
  const left = PAD + Math.max(label + (isFolded ? NUMBER : 0), CORNER) + BESIDE;
  const columns = offsets(view, () => cell.width);
  // A label of several lines makes its row higher; the cells stand in its middle.
  const heights = labels.map((lines) => Math.max(cell.height, lines.length * LABEL.step + 4));
  const rows = offsets(view, (i) => heights[i] ?? 0).map((at, i) => at + ((heights[i] ?? 0) - cell.height) / 2);
  const overhang = greatest(
    heads.map(
      (text, i) => (columns[i] ?? 0) + cell.width / 2 + textWidth(text, LABEL.size, 'mono') * Math.cos(rise) + 10,
    ),
  );
  const width = (columns.at(-1) ?? 0) + cell.width;
  return {
    labels,
    numbered: isFolded,
    ...{ angle, left, top, cell, columns, rows },
    right: left + Math.max(width, angle === 0 ? 0 : overhang),
    bottom: top + (rows.at(-1) ?? 0) + (cell.height + (heights.at(-1) ?? 0)) / 2,
  };
}

/** The number of a row, where the columns have theirs. */
const NUMBER = 28;
/** `listens first` with its arrow. */
const CORNER = 112;

/** A column begins where the one before ends; another family is set apart. */
function offsets({ classes }: PairsView, sizeOf: (i: number) => number): number[] {
  let at = 0;
  return classes.map((addresses, i) => {
    const before = classes[i - 1]?.[0]?.family;
    if (before !== undefined) at += sizeOf(i - 1) + (before === addresses[0]?.family ? GAP : FAMILY_GAP);
    return at;
  });
}

/** The address; of several alike ones the first and the last, and below how many they are. */
function labelLines(addresses: readonly Address[]): string[] {
  const [names = '', alike] = foldLabel(addresses.map(formatAddress), UNICODE.dots).split(/, (?=\S+\u00a0alike$)/);
  const lines = addresses.length === 1 ? [names] : wrapped(names, WIDEST_FOLDED, LABEL.size, 'mono');
  return alike === undefined ? lines : [...lines, alike.replace('\u00a0', ' ')];
}

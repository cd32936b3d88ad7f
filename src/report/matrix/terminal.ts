import { type Address, formatAddress } from '../../model/address.ts';
import { greatest } from '../../model/extremes.ts';
import type { Section } from '../sections/view.ts';
import { foldAddresses } from '../text/fold.ts';
import { flow, heading, paragraph } from '../text/lines.ts';
import type { Paint, Terminal } from '../text/style.ts';
import { pad, padLeft, width, wrap } from '../text/text.ts';
import { type PairCell, type PairsView, pairsView } from './view.ts';
import { legendInWords, pairCounts, pairsNote, sampleInWords, tooManyInWords } from './words.ts';

/** Every ordered pair: rows hold, columns try, numbers for column heads. */
export function pairsBlock(term: Terminal, section: Section): string[] {
  const { matrix } = section;
  if (matrix === undefined || matrix.skipped !== undefined || matrix.cells.rows === 0) return [];
  const view = pairsView(matrix, term.glyphs, fitsUnfolded(term, matrix.addresses) ? matrix.addresses.length : 0);
  return [
    ...heading(term, 'PAIRS', pairsNote(section)),
    ...(view.cells.length === 0 ? paragraph(term, 2, tooManyInWords(view)) : gridLines(term, view)),
    ...flow(term, 2, 3, [...legendInWords(view, section.protocol), pairCounts(view)]),
    ...sampleInWords(matrix).flatMap((text) => paragraph(term, 2, text, term.paint.unsure)),
  ];
}

/** A host with no more addresses than this sees each by itself, if they fit side by side. */
const SMALL = 16;
const INDENT = 2;
/** Between two columns of cells. */
const GAP = 2;
/** `✗b` */
const CODE = 2;

function fitsUnfolded(term: Terminal, addresses: readonly Address[]): boolean {
  const label = greatest(addresses.map((address) => width(formatAddress(address))));
  const digits = String(addresses.length).length;
  return addresses.length <= SMALL && INDENT + digits + 1 + label + addresses.length * (GAP + CODE) <= term.columns;
}

/** Where things stand in the lines of a matrix. */
interface Measures {
  readonly labels: readonly string[];
  readonly digits: number;
  readonly label: number;
  readonly cell: number;
  /** How many columns of cells a line has room for. */
  readonly perLine: number;
}

/** Labels may take this much of a line, and more where the cells leave it to them or an address would be broken. */
const LABEL_SHARE = 0.4;

function measures(term: Terminal, view: PairsView): Measures {
  const labels = view.classes.map((addresses) => foldAddresses(addresses, term.glyphs.dots));
  const digits = String(labels.length).length;
  const cell = greatest(
    view.cells.flat().map((one) => width(one.text)),
    Math.max(digits, CODE),
  );
  const room = term.columns - (INDENT + digits + 1);
  const words = greatest(labels.flatMap((text) => text.split(' ')).map(width));
  const share = Math.max(Math.floor(term.columns * LABEL_SHARE), words, room - labels.length * (cell + GAP));
  const label = Math.min(greatest(labels.map(width)), share, room - cell - GAP);
  return { labels, digits, label, cell, perLine: Math.max(1, Math.floor((room - label) / (cell + GAP))) };
}

/** The matrix, cut into blocks of columns where it is wider than the line. */
function gridLines(term: Terminal, view: PairsView): string[] {
  const m = measures(term, view);
  const lines: string[] = [];
  for (let from = 0; from < m.labels.length; from += m.perLine) {
    const columns = [...m.labels.keys()].slice(from, from + m.perLine);
    const numbers = columns.map((i) => ' '.repeat(GAP) + pad(padLeft(String(i + 1), CODE), m.cell)).join('');
    if (from > 0) lines.push('');
    lines.push(' '.repeat(INDENT + m.digits + 1 + m.label) + term.paint.faint(numbers.trimEnd()));
    for (const row of m.labels.keys()) for (const line of rowLines(term, view, m, row, columns)) lines.push(line);
  }
  return lines;
}

function rowLines(term: Terminal, view: PairsView, m: Measures, row: number, columns: readonly number[]): string[] {
  const [label = '', ...more] = wrap(m.labels[row] ?? '', m.label);
  const cells = columns
    .map((column) => cellText(term, view.cells[row]?.[column], m.cell))
    .join('')
    .trimEnd();
  const number = term.paint.faint(padLeft(String(row + 1), m.digits));
  const rest = more.map((line) => ' '.repeat(INDENT + m.digits + 1) + line);
  return [`${' '.repeat(INDENT)}${number} ${pad(label, m.label)}${cells}`, ...rest];
}

function cellText(term: Terminal, cell: PairCell | undefined, columns: number): string {
  const text = cell?.text ?? '';
  return ' '.repeat(GAP) + cellPaint(term, cell)(text) + ' '.repeat(Math.max(0, columns - width(text)));
}

function cellPaint({ paint }: Terminal, cell: PairCell | undefined): Paint {
  if (cell === undefined) return paint.plain;
  if (cell.differs) return paint.bad;
  return cell.kind === 'ok' ? paint.good : paint.refused;
}

import { formatAddress } from '../../model/address.ts';
import type { Section } from '../sections/view.ts';
import { foldLabel } from '../text/fold.ts';
import { UNICODE } from '../text/glyphs.ts';
import { code, escaped, markdownTable } from '../text/markdown.ts';
import { pairsView } from './view.ts';
import { legendInWords, pairCounts, pairsNote, sampleInWords, tooManyInWords } from './words.ts';

/** A host with no more addresses than this sees each by itself. */
const SMALL = 16;

/** Every ordered pair, with its legend. */
export function pairsPart(section: Section): string[][] {
  const { matrix } = section;
  if (matrix === undefined || matrix.skipped !== undefined || matrix.cells.rows === 0) return [];
  const view = pairsView(matrix, UNICODE, SMALL);
  const title = `**Pairs**: ${pairsNote(section)}.`;
  const sample = sampleInWords(matrix).map((text) => [escaped(text)]);
  if (view.cells.length === 0) return [[`${title} There are ${tooManyInWords(view)}.`], ...sample];
  const labels = view.classes.map((addresses) => foldLabel(addresses.map(formatAddress).map(code), UNICODE.dots));
  const numbers = labels.map((_, i) => String(i + 1));
  const rows = view.cells.map((row, i) => [`${i + 1} ${labels[i]}`, ...row.map((cell) => escaped(cell.text))]);
  const legend = [...legendInWords(view, section.protocol), pairCounts(view)].map(escaped).join(' · ');
  return [[title], markdownTable(['', ...numbers], rows), [legend], ...sample];
}

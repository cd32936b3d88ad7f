import type { Protocol } from '../../model/address.ts';
import { UNKNOWN } from '../../model/outcome.ts';
import { callAndErrno } from './codes.ts';
import type { PairCell, PairsView } from './view.ts';
import type { Section } from '../sections/view.ts';
import { count, plural } from '../text/text.ts';
import { serves, wildcardInWords } from '../text/words.ts';

/** How to read a section's matrix. */
export function pairsNote(section: Section): string {
  const { protocol, sequence, matrix } = section;
  const verb = protocol === 'tcp' ? 'listens' : 'is bound';
  const order =
    sequence === 'listen-each' || protocol === 'udp'
      ? `the row ${verb}, the column tries`
      : 'the row binds, then the column; then the row listens, then the column';
  return order + (matrix?.addresses.includes('::') ? `; :: is ${wildcardInWords(section)}` : '');
}

/** What each code stands for. */
export function legendInWords(view: PairsView, protocol: Protocol): string[] {
  const cells = view.cells.flat();
  return [
    ...view.legend.map(({ cell, kind, text }) => {
      if (kind === 'ok') return `${text} ${serves(protocol)}`;
      if (kind === 'holder') return `${text} holder failed: ${callAndErrno(cell)}`;
      if (cell === UNKNOWN) return `${text} the rules cannot tell`;
      return `${text} ${kind === 'skipped' ? cell.replace(':', ': ') : callAndErrno(cell)}`;
    }),
    ...(cells.some((cell) => cell.text.includes('/')) ? ['a/b: a with another of the line, b with itself'] : []),
    ...(cells.some((cell) => cell.differs) ? ['! not as the rules predict'] : []),
  ];
}

/** `26 pairs can share, 23 cannot` */
export function pairCounts(view: PairsView): string {
  const of = (kind: PairCell['kind']): number =>
    view.legend.reduce((n, code) => n + (code.kind === kind ? code.count : 0), 0);
  const parts = [`${plural(of('ok'), 'pair')} can share`, `${count(of('refused'))} cannot`];
  if (of('holder') > 0) parts.push(`${count(of('holder'))} without a holder`);
  const isUnknown = view.legend.some(({ cell }) => cell === UNKNOWN);
  if (of('skipped') > 0) parts.push(`${count(of('skipped'))} ${isUnknown ? 'unknown' : 'skipped'}`);
  return parts.join(', ');
}

/** Said in place of a matrix that is too large even folded. */
export const tooManyInWords = (view: PairsView): string =>
  `${count(view.classes.length)} kinds of addresses, too many for a page: --format json has every pair`;

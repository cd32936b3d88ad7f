import { isAny, type Protocol } from '../../model/address.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { MatrixReport } from '../../model/report.ts';
import type { Section } from '../sections/view.ts';
import { wildcardInWords } from '../sections/words.ts';
import { callAndErrno, serves } from '../text/outcomes.ts';
import { count, plural } from '../text/text.ts';
import type { PairsView } from './view.ts';

/** How to read a section's matrix. */
export function pairsNote(section: Section): string {
  const { protocol, sequence, matrix } = section;
  const verb = protocol === 'tcp' ? 'listens' : 'is bound';
  const order =
    sequence === 'listen-each' || protocol === 'udp'
      ? `the row ${verb}, the column tries`
      : 'the row binds, then the column; then the row listens, then the column';
  const hasAny6 = matrix?.addresses.some((address) => isAny(address) && address.family === 'inet6') === true;
  return order + (hasAny6 ? `; :: is ${wildcardInWords(section)}` : '');
}

/** What each code stands for. */
export function legendInWords(view: PairsView, protocol: Protocol): string[] {
  const cells = view.cells.flat();
  return [
    ...view.legend.map(({ outcome, text }) => `${text} ${meaning(outcome, protocol)}`),
    ...(cells.some((cell) => cell.text.includes('/')) ? ['a/b: a with another of the line, b with itself'] : []),
    ...(cells.some((cell) => cell.inferred) ? ['~ some of these pairs are inferred'] : []),
    ...(cells.some((cell) => cell.differs) ? ['! not as the rules predict'] : []),
  ];
}

/** What a code stands for: `listens`, `bind() EADDRINUSE`. */
export function meaning(outcome: Outcome, protocol: Protocol): string {
  switch (outcome.kind) {
    case 'ok':
      return serves(protocol);
    case 'holder-refused':
      return `holder failed: ${callAndErrno(outcome)}`;
    case 'unknown':
      return 'the rules cannot tell';
    case 'skipped':
      return `skipped: ${outcome.reason}`;
    case 'refused':
      return callAndErrno(outcome);
  }
}

/** `26 pairs can share, 23 cannot` */
export function pairCounts({ legend }: PairsView): string {
  const of = (kind: Outcome['kind']): number =>
    legend.reduce((n, code) => n + (code.outcome.kind === kind ? code.count : 0), 0);
  const others = (
    [
      ['holder-refused', 'without a holder'],
      ['skipped', 'skipped'],
      ['unknown', 'unknown'],
    ] as const
  ).flatMap(([kind, words]) => (of(kind) > 0 ? [`${count(of(kind))} ${words}`] : []));
  return [`${plural(of('ok'), 'pair')} can share`, `${count(of('refused'))} cannot`, ...others].join(', ');
}

/** Which pairs were tried, where not all were, in sentences. */
export function sampleInWords({ sample, addresses }: MatrixReport): string[] {
  if (sample === undefined) return [];
  const { seed, inferred, unlike, classesInFull } = sample;
  const tried = addresses.length ** 2 - inferred;
  return [
    `${plural(tried, 'pair')} tried: all with ANY, each address with itself, and a sample (seed ${seed}). ${count(inferred)} inferred: the rules cannot tell them from pairs that were tried, all of which were as predicted. --exhaustive tries all.`,
    ...(unlike === 0
      ? []
      : [
          `${plural(unlike, 'address was', 'addresses were')} not as predicted: all of ${unlike === 1 ? 'its' : 'their'} pairs were tried.`,
        ]),
    ...(classesInFull === 0
      ? []
      : [
          `${plural(classesInFull, 'class', 'classes')} of pairs ${classesInFull === 1 ? 'was' : 'were'} tried in full: one pair of ${classesInFull === 1 ? 'it' : 'each'} was not as predicted.`,
        ]),
  ];
}

/** Said in place of a matrix that is too large even folded. */
export const tooManyInWords = (view: PairsView): string =>
  `${count(view.classes.length)} kinds of addresses, too many for a page: --format json has every pair`;

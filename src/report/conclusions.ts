import type { HostFacts } from '../model/host.ts';
import type { Report, TogetherReport } from '../model/report.ts';
import { kindOf } from './fold.ts';
import type { Section } from './sections.ts';
import { itselfKey, NONE, pairKey, sum, type Tally, tallyMatrix, tallyTogether, type Tried } from './tally.ts';
import { count, plural } from './text.ts';
import { isDualStack } from './words.ts';

/** What this machine does, computed from the cells: `answer` as a sentence's end, `brief` for a table of several. */
export interface Conclusion {
  readonly question: string;
  readonly label: string;
  readonly answer: string;
  readonly brief: string;
}

/** The questions, as a comparison's columns name them. */
export const QUESTIONS = {
  anySpecific: 'ANY and a specific address',
  twoSpecific: 'two specific addresses',
  sameTwice: 'the same one twice',
  dualStack: ':: and IPv4',
  answers: 'where both listen, a client meets',
} as const;

/** The pairs of a question: in the one order, and where the order may matter in the other. */
interface Pairs {
  readonly first: readonly string[];
  readonly last?: readonly string[];
  /** Who it is that starts first or last. */
  readonly who: string;
}

const ANY_PAIRS = {
  IPv4: { first: [pairKey('any4', 'inet')], last: [pairKey('inet', 'any4')], who: 'ANY' },
  IPv6: { first: [pairKey('any6', 'inet6')], last: [pairKey('inet6', 'any6')], who: 'ANY' },
} as const;

const SPECIFIC_PAIRS: Pairs = {
  first: [pairKey('inet', 'inet'), pairKey('inet', 'inet6'), pairKey('inet6', 'inet'), pairKey('inet6', 'inet6')],
  who: '',
};

const SAME_PAIRS: Pairs = { first: [itselfKey('any4'), itselfKey('any6'), itselfKey('inet'), itselfKey('inet6')], who: '' };

const DUAL_PAIRS: Pairs = {
  first: [pairKey('any6', 'any4'), pairKey('any6', 'inet')],
  last: [pairKey('any4', 'any6'), pairKey('inet', 'any6')],
  who: '::',
};

/** The conclusions of one section; a question that nothing was tried for is left out. */
export function conclusions(section: Section, facts: HostFacts): Conclusion[] {
  const tally = section.matrix?.addresses.length ? tallyMatrix(section.matrix) : tallyTogether(section.together);
  const dual = isDualStack(section.v6only, facts) ? 'Dual-stack ::' : 'IPv6-only ::';
  return [
    ...anyBesideSpecific(tally),
    ...conclusion(tally, SPECIFIC_PAIRS, QUESTIONS.twoSpecific, 'Two different specific addresses'),
    ...conclusion(tally, SAME_PAIRS, QUESTIONS.sameTwice, 'The same address twice'),
    ...conclusion(tally, DUAL_PAIRS, QUESTIONS.dualStack, `${dual} beside IPv4`),
    ...whoAnswers(section.together),
  ];
}

/** One line where both families agree, else one for each. */
function anyBesideSpecific(tally: Tally): Conclusion[] {
  const label = 'ANY beside a specific address of its family';
  const both: Pairs = {
    first: [...ANY_PAIRS.IPv4.first, ...ANY_PAIRS.IPv6.first],
    last: [...ANY_PAIRS.IPv4.last, ...ANY_PAIRS.IPv6.last],
    who: 'ANY',
  };
  const [v4] = conclusion(tally, ANY_PAIRS.IPv4, QUESTIONS.anySpecific, `${label}, IPv4`);
  const [v6] = conclusion(tally, ANY_PAIRS.IPv6, QUESTIONS.anySpecific, `${label}, IPv6`);
  if (v4 === undefined || v6 === undefined || v4.answer === v6.answer) return conclusion(tally, both, QUESTIONS.anySpecific, label);
  return [{ ...v4, brief: `IPv4 ${v4.brief}` }, { ...v6, brief: `IPv6 ${v6.brief}` }];
}

function conclusion(tally: Tally, pairs: Pairs, question: string, label: string): Conclusion[] {
  const first = sum(tally, pairs.first);
  const last = pairs.last === undefined ? NONE : sum(tally, pairs.last);
  const all = sum(new Map([['first', first], ['last', last]]), ['first', 'last']);
  if (all.ok + all.refused === 0) return [];
  const [answer, brief] = answerOf(first, last, all, pairs);
  const late = all.refused > 0 && all.late === all.refused ? ': both bind, the second listen() fails' : '';
  return [{ question, label, answer: answer + late, brief }];
}

function answerOf(first: Tried, last: Tried, all: Tried, { who }: Pairs): [string, string] {
  if (all.refused === 0) return ['always', 'always'];
  if (all.ok === 0) return [first.refused > 0 && last.refused > 0 ? 'never, in either order' : 'never', 'never'];
  if (first.refused === 0 && last.ok === 0) return [`only where ${who} starts first`, `${who} first`];
  if (first.ok === 0 && last.refused === 0) return [`only where ${who} starts last`, `${who} last`];
  const share = `${count(all.ok)} of ${count(all.ok + all.refused)}`;
  const example = all.example === undefined ? '' : `; not ${all.example[0]}, then ${all.example[1]}`;
  return [`in ${share} pairs${example}`, share];
}

/** Where ANY and specific addresses listened side by side: which of them a client met at a specific one. */
function whoAnswers(together: readonly TogetherReport[]): Conclusion[] {
  const seen = new Set<string>();
  for (const one of together) {
    const any = one.listeners.find((listener) => kindOf(listener.address).startsWith('any'));
    if (any?.outcome !== 'ok') continue;
    for (const listener of one.listeners) {
      if (listener === any || listener.outcome !== 'ok') continue;
      seen.add(listener.answers === listener.address ? 'the specific one' : listener.answers === any.address ? 'ANY' : (listener.answers ?? 'nobody'));
    }
  }
  if (seen.size === 0) return [];
  const answer = seen.size === 1 ? [...seen].join('') : `now ${[...seen].slice(0, 3).join(', now ')}`;
  return [{ question: QUESTIONS.answers, label: 'Where both listen, a client meets', answer, brief: answer }];
}

/** How far the rules foresaw all of this: `right in every place`. */
export function agreement({ summary }: Report): string {
  const wrong = summary.disagreements > 0 ? `wrong in ${plural(summary.disagreements, 'place')}` : 'right in every place';
  return summary.unknown > 0 ? `${wrong} that they can tell; they cannot in ${count(summary.unknown)}` : wrong;
}

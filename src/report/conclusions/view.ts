import { setsReuseport } from '../../model/options.ts';
import { isSkipped } from '../../model/outcome.ts';
import type { Report, TogetherReport } from '../../model/report.ts';
import { isAnyText } from '../text/fold.ts';
import type { Section } from '../sections/view.ts';
import {
  itselfKey,
  NONE,
  pairKey,
  sum,
  type PairCounts,
  type Tried,
  tallyMatrix,
  tallyTogether,
  total,
  unusable,
} from './pair-counts.ts';
import { count, plural } from '../text/text.ts';
import { isDualStack } from '../text/words.ts';

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
  answers: 'who answers, both open',
  oneTakesAll: 'of two on the same address',
  refusal: 'refused in',
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

const SAME_PAIRS: Pairs = {
  first: [itselfKey('any4'), itselfKey('any6'), itselfKey('inet'), itselfKey('inet6')],
  who: '',
};

const DUAL_PAIRS: Pairs = {
  first: [pairKey('any6', 'any4'), pairKey('any6', 'inet')],
  last: [pairKey('any4', 'any6'), pairKey('inet', 'any6')],
  who: '::',
};

/** The conclusions of one section; a question that nothing was tried for is left out. */
export function conclusions(section: Section): Conclusion[] {
  const tally = section.matrix?.addresses.length ? tallyMatrix(section.matrix) : tallyTogether(section.together);
  const six = isDualStack(section) ? 'Dual-stack ::' : 'IPv6-only ::';
  return [
    ...anyBesideSpecific(tally),
    ...conclusion(tally, SPECIFIC_PAIRS, QUESTIONS.twoSpecific, 'Two different specific addresses'),
    ...conclusion(tally, SAME_PAIRS, QUESTIONS.sameTwice, 'The same address twice'),
    ...conclusion(tally, DUAL_PAIRS, QUESTIONS.dualStack, `${six} beside IPv4`),
    ...whoAnswers(section),
    ...oneTakesAll(section, tally),
    ...refusal(tally),
    ...leftOut(section),
  ];
}

/** How many addresses the answers are silent about; `alone` names them. */
function leftOut({ matrix }: Section): Conclusion[] {
  const left = matrix === undefined || matrix.skipped !== undefined ? 0 : unusable(matrix).length;
  if (left === 0) return [];
  return [{ question: '', label: 'Left out', answer: `${count(left)} that cannot hold the port`, brief: '' }];
}

/** The call that fails. Where listen(2) does, both sockets have bound, and the server learns late. */
function refusal(tally: PairCounts): Conclusion[] {
  const { refused, late } = sum(tally, [...tally.keys()]);
  if (refused === 0) return [];
  const brief = late === 0 ? 'bind()' : late === refused ? 'listen()' : 'both calls';
  const answer = late === 0 ? 'bind()' : late === refused ? 'listen(), after both have bound' : 'bind() or listen()';
  return [{ question: QUESTIONS.refusal, label: 'A refusal comes from', answer, brief }];
}

/** One line where both families agree, else one for each. */
function anyBesideSpecific(tally: PairCounts): Conclusion[] {
  const label = 'ANY beside a specific address of its family';
  const both: Pairs = {
    first: [...ANY_PAIRS.IPv4.first, ...ANY_PAIRS.IPv6.first],
    last: [...ANY_PAIRS.IPv4.last, ...ANY_PAIRS.IPv6.last],
    who: 'ANY',
  };
  const [v4] = conclusion(tally, ANY_PAIRS.IPv4, QUESTIONS.anySpecific, `${label}, IPv4`);
  const [v6] = conclusion(tally, ANY_PAIRS.IPv6, QUESTIONS.anySpecific, `${label}, IPv6`);
  if (v4 === undefined || v6 === undefined || v4.answer === v6.answer)
    return conclusion(tally, both, QUESTIONS.anySpecific, label);
  return [
    { ...v4, brief: `IPv4 ${v4.brief}` },
    { ...v6, brief: `IPv6 ${v6.brief}` },
  ];
}

function conclusion(tally: PairCounts, pairs: Pairs, question: string, label: string): Conclusion[] {
  const first = sum(tally, pairs.first);
  const last = pairs.last === undefined ? NONE : sum(tally, pairs.last);
  const all = total([first, last]);
  if (all.ok + all.refused === 0) return [];
  const [answer, brief] = answerOf(first, last, all, pairs);
  return [{ question, label, answer, brief }];
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
function whoAnswers({ together, protocol }: Section): Conclusion[] {
  const seen = [...new Set(together.flatMap(metBesideAny))];
  const [first] = seen;
  if (first === undefined) return [];
  const answer = seen.length === 1 ? first : `now ${seen.slice(0, 3).join(', now ')}`;
  const brief = answer.replaceAll('the specific one', 'specific');
  return [{ question: QUESTIONS.answers, label: WHO[protocol], answer, brief }];
}

/** A UDP socket is never put to listen. */
const WHO = { tcp: 'Who answers, where both listen', udp: 'Who answers, where both are bound' } as const;

/** SO_REUSEADDR lets two UDP sockets have one address, and the kernel looks up one of them: udp4_lib_lookup2(). */
function oneTakesAll({ protocol, reuse }: Section, tally: PairCounts): Conclusion[] {
  const spread = setsReuseport(reuse.holder) && setsReuseport(reuse.newcomer);
  if (protocol !== 'udp' || spread || sum(tally, SAME_PAIRS.first).ok === 0) return [];
  return [
    {
      question: QUESTIONS.oneTakesAll,
      label: 'Datagrams to two on the same address',
      answer: 'one gets all, the other nothing',
      brief: 'one gets all',
    },
  ];
}

/** Whom a client met at each specific address that listened beside ANY. */
function metBesideAny({ listeners }: TogetherReport): string[] {
  const open = listeners.filter((listener) => listener.outcome === 'ok');
  const any = open.find((listener) => isAnyText(listener.address));
  if (any === undefined) return [];
  return open
    .filter((listener) => listener !== any)
    .flatMap(({ address, answers, reached }) => {
      if (reached === 'skipped:chance') return ['either'];
      if (isSkipped(reached)) return [];
      if (answers === address) return ['the specific one'];
      return [answers === any.address ? 'ANY' : (answers ?? 'nobody')];
    });
}

/** How far the rules foresaw all of this: `foresaw every outcome`. */
export function agreement({ summary }: Report): string {
  const wrong =
    summary.disagreements > 0 ? `were wrong in ${plural(summary.disagreements, 'place')}` : 'foresaw every outcome';
  if (summary.unknown === 0) return wrong;
  return `${summary.disagreements > 0 ? wrong : 'were never wrong'}, and could not tell in ${count(summary.unknown)}`;
}

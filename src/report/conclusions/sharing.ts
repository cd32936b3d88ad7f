import { formatAddress } from '../../model/address.ts';
import { count } from '../text/text.ts';
import { itselfKey, NONE, type PairCount, type PairCounts, pairKey, sum, total } from './pair-counts.ts';
import { type Conclusion, QUESTIONS } from './question.ts';

/** The pairs of a question: in the one order, and where the order may matter in the other. */
interface Pairs {
  readonly first: readonly string[];
  readonly last?: readonly string[];
  /** Which address it is that starts first or last. */
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

/** Which pairs of addresses can share the port. `dualStack`: `::` takes IPv4 too. */
export const sharing = (counts: PairCounts, dualStack: boolean): Conclusion[] => [
  ...anyBesideSpecific(counts),
  ...conclusion(counts, SPECIFIC_PAIRS, QUESTIONS.twoSpecific, 'Two different specific addresses'),
  ...conclusion(counts, SAME_PAIRS, QUESTIONS.sameTwice, 'The same address twice'),
  ...conclusion(counts, DUAL_PAIRS, QUESTIONS.dualStack, `${dualStack ? 'Dual-stack' : 'IPv6-only'} :: beside IPv4`),
];

/** Whether two sockets had the same address at once somewhere. */
export const sharedTwice = (counts: PairCounts): boolean => sum(counts, SAME_PAIRS.first).ok > 0;

/** The call that fails. Where listen(2) does, both sockets have bound, and the server learns late. */
export function refusingCall(counts: PairCounts): Conclusion[] {
  const { refused, late } = sum(counts, [...counts.keys()]);
  if (refused === 0) return [];
  const brief = late === 0 ? 'bind()' : late === refused ? 'listen()' : 'both calls';
  const answer = late === 0 ? 'bind()' : late === refused ? 'listen(), after both have bound' : 'bind() or listen()';
  return [{ question: QUESTIONS.refusal, label: 'A refusal comes from', answer, brief }];
}

/** One line where both families agree, else one for each. */
function anyBesideSpecific(counts: PairCounts): Conclusion[] {
  const label = 'ANY beside a specific address of its family';
  const both: Pairs = {
    first: [...ANY_PAIRS.IPv4.first, ...ANY_PAIRS.IPv6.first],
    last: [...ANY_PAIRS.IPv4.last, ...ANY_PAIRS.IPv6.last],
    who: 'ANY',
  };
  const [v4] = conclusion(counts, ANY_PAIRS.IPv4, QUESTIONS.anySpecific, `${label}, IPv4`);
  const [v6] = conclusion(counts, ANY_PAIRS.IPv6, QUESTIONS.anySpecific, `${label}, IPv6`);
  if (v4 === undefined || v6 === undefined || v4.answer === v6.answer)
    return conclusion(counts, both, QUESTIONS.anySpecific, label);
  return [
    { ...v4, brief: `IPv4 ${v4.brief}` },
    { ...v6, brief: `IPv6 ${v6.brief}` },
  ];
}

function conclusion(counts: PairCounts, pairs: Pairs, question: string, label: string): Conclusion[] {
  const first = sum(counts, pairs.first);
  const last = pairs.last === undefined ? NONE : sum(counts, pairs.last);
  const all = total([first, last]);
  if (all.ok + all.refused === 0) return [];
  const [answer, brief] = answerOf(first, last, all, pairs);
  return [{ question, label, answer, brief }];
}

function answerOf(first: PairCount, last: PairCount, all: PairCount, { who }: Pairs): [string, string] {
  if (all.refused === 0) return ['always', 'always'];
  if (all.ok === 0) return [first.refused > 0 && last.refused > 0 ? 'never, in either order' : 'never', 'never'];
  if (first.refused === 0 && last.ok === 0) return [`only where ${who} starts first`, `${who} first`];
  if (first.ok === 0 && last.refused === 0) return [`only where ${who} starts last`, `${who} last`];
  const share = `${count(all.ok)} of ${count(all.ok + all.refused)}`;
  if (all.example === undefined) return [`in ${share} pairs`, share];
  const [holder, newcomer] = all.example.map(formatAddress);
  return [`in ${share} pairs; not ${holder}, then ${newcomer}`, share];
}

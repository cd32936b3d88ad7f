import { formatReuse } from '../../model/options.ts';
import { callAndErrno } from '../matrix/codes.ts';
import { type Conclusion, conclusions, QUESTIONS } from './view.ts';
import type { Section } from '../sections/view.ts';
import { uniformRefusal } from '../sections/uniform.ts';
import { OS, reuseInShort } from '../text/words.ts';

/** The conclusions of several sections side by side: one row a section, one column a question. */
export interface Comparison {
  readonly questions: readonly string[];
  readonly rows: readonly { readonly label: string; readonly answers: readonly string[] }[];
  /** The sections in which all failed alike, so that there is nothing to answer. */
  readonly hopeless: readonly { readonly label: string; readonly answer: string }[];
}

export function comparison(all: readonly Section[]): Comparison {
  const open = all.filter((section) => uniformRefusal(section) === undefined);
  const found = open.map((section) => conclusions(section));
  const told = (question: string): string[] =>
    found.flatMap((list) => list.filter((c) => c.question === question).map((c) => c.brief));
  const same = new Set(told(QUESTIONS.refusal)).size < 2;
  const questions = Object.values(QUESTIONS).filter((q) => told(q).length > 0 && !(same && q === QUESTIONS.refusal));
  const answer = (list: readonly Conclusion[], question: string): string =>
    list
      .filter((c) => c.question === question)
      .map((c) => c.brief)
      .join(', ');
  return {
    questions,
    hopeless: all.flatMap((section) => hopelessRow(section, all)),
    rows: open.map((section, i) => ({
      label: axesLabel(section, all),
      answers: questions.map((q) => answer(found[i] ?? [], q)),
    })),
  };
}

function hopelessRow(section: Section, all: readonly Section[]): Comparison['hopeless'][number][] {
  const outcome = uniformRefusal(section);
  if (outcome === undefined) return [];
  const answer = outcome === NO_OPTION ? 'no such option (WSAENOPROTOOPT)' : callAndErrno(outcome);
  return [{ label: axesLabel(section, all), answer }];
}

/** Of Windows, the only system here that lacks an option: its own name of the errno is another. */
const NO_OPTION = 'setsockopt:ENOPROTOOPT';

/** What tells `section` from the others: the axes on which they differ, by the values of their flags. */
export function axesLabel(section: Section, all: readonly Section[]): string {
  const varies = (of: (s: Section) => string): boolean => new Set(all.map(of)).size > 1;
  const endpoint = (s: Section): string => `${s.protocol} ${s.port}`;
  const parts = [
    ...(varies((s) => s.system ?? '') ? [OS[section.system ?? ''] ?? ''] : []),
    ...(varies(endpoint) ? [endpoint(section)] : []),
    ...(varies((s) => formatReuse(s.reuse)) ? [reuseInShort(section.reuse)] : []),
    ...(varies((s) => s.v6only) ? [`v6only ${section.v6only}`] : []),
    ...(varies((s) => s.sequence) ? [section.sequence] : []),
  ];
  return parts.join(', ');
}

import { formatReuse } from '../model/options.ts';
import { type Conclusion, conclusions, QUESTIONS } from './conclusions.ts';
import type { Section } from './sections.ts';
import { OS, reuseInShort } from './words.ts';

/** The conclusions of several sections side by side: one row a section, one column a question. */
export interface Comparison {
  readonly questions: readonly string[];
  readonly rows: readonly { readonly label: string; readonly answers: readonly string[] }[];
}

export function comparison(all: readonly Section[]): Comparison {
  const found = all.map((section) => conclusions(section));
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
    rows: all.map((section, i) => ({
      label: axesLabel(section, all),
      answers: questions.map((q) => answer(found[i] ?? [], q)),
    })),
  };
}

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

import { isErrno, type Refused } from '../../model/outcome.ts';
import { uniformRefusal } from '../sections/uniform.ts';
import type { Section } from '../sections/view.ts';
import { distinction, distinctionAsFlags } from '../sections/words.ts';
import { callAndErrno } from '../text/outcomes.ts';
import { type Conclusion, QUESTIONS } from './question.ts';
import { conclusions } from './view.ts';

/** The conclusions of several sections side by side: one row a section, one column a question. `short`: a label for a narrow line. */
export interface Comparison {
  readonly questions: readonly string[];
  readonly rows: readonly { readonly label: string; readonly short: string; readonly answers: readonly string[] }[];
  /** The sections in which everything was refused alike, so that there is nothing to answer. */
  readonly allRefused: readonly { readonly label: string; readonly answer: string }[];
}

export function comparison(all: readonly Section[]): Comparison {
  const open = all.filter((section) => uniformRefusal(section) === undefined);
  const found = open.map((section) => conclusions(section));
  const told = (question: string): string[] =>
    found.flatMap((list) => list.filter((c) => c.question === question).map((c) => c.brief));
  const same = new Set(told(QUESTIONS.refusal)).size < 2;
  const questions = Object.values(QUESTIONS).filter((q) => told(q).length > 0 && !(same && q === QUESTIONS.refusal));
  return {
    questions,
    allRefused: all.flatMap((section) => allRefusedRow(section, all)),
    rows: open.map((section, i) => ({
      label: distinction(section, all),
      short: distinctionAsFlags(section, all),
      answers: questions.map((question) => answerTo(question, found[i] ?? [])),
    })),
  };
}

const answerTo = (question: string, found: readonly Conclusion[]): string =>
  found
    .filter((c) => c.question === question)
    .map((c) => c.brief)
    .join(', ');

function allRefusedRow(section: Section, all: readonly Section[]): Comparison['allRefused'][number][] {
  const outcome = uniformRefusal(section);
  return outcome === undefined ? [] : [{ label: distinction(section, all), answer: refusalInWords(outcome) }];
}

/** Of the systems here only Windows lacks an option, and its name of the errno is another. */
const refusalInWords = (outcome: Refused): string =>
  outcome.call === 'setsockopt' && isErrno(outcome, 'ENOPROTOOPT')
    ? 'no such option (WSAENOPROTOOPT)'
    : callAndErrno(outcome);

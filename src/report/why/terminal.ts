import type { Outcome } from '../../model/outcome.ts';
import type { WhyAnswers } from '../../model/why.ts';
import { type Style, type Terminal, terminal } from '../text/style.ts';
import { wrap } from '../text/text.ts';
import { rowLines } from './layout.ts';
import { answerRows } from './rows/answer.ts';
import { listenerInWords } from './words/listener.ts';
import { summaryInWords, verdictInWords, verdictOf } from './words/outcome.ts';

/** What `why ENDPOINT…` prints of each: the verdict, then what it rests on, a row each, and how each is known. */
export function terminalWhy(answers: WhyAnswers, style: Style): string[] {
  const term = terminal(style);
  const { say } = term;
  const context = { program: term.program, isAlone: answers.length === 1, say };
  const parts = answers.map((answer) => [
    ...toned(`${listenerInWords(answer.asked)}${say(': ')}${verdictInWords(answer, say)}`, verdictOf(answer), term),
    ...rowLines(answerRows(answer, context), term),
  ]);
  const { text, kind } = summaryInWords(answers, say);
  const summary = answers.length === 1 ? [] : [toned(text, kind, term)];
  return [`${[...parts, ...summary].map((lines) => lines.join('\n')).join('\n\n')}\n`];
}

/** `✗ 0.0.0.0:80 tcp, SO_REUSEADDR: bind would fail with EADDRINUSE` */
function toned(text: string, kind: Outcome['kind'], { columns, glyphs, paint }: Terminal): string[] {
  const [mark, tone] =
    kind === 'ok' ? [glyphs.ok, paint.good] : kind === 'unknown' ? ['?', paint.unsure] : [glyphs.fail, paint.bad];
  return wrap(`${mark} ${text}`, columns).map(tone);
}

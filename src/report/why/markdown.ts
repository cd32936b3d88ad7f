import type { WhyAnswer, WhyAnswers } from '../../model/why.ts';
import { lastingKernelName } from '../lasting/report.ts';
import { commandText } from '../text/command.ts';
import { UNICODE } from '../text/glyphs.ts';
import { code, escaped, fenced, markdownTable } from '../text/markdown.ts';
import type { Say } from '../text/say.ts';
import { type Style, terminal } from '../text/style.ts';
import { blocks } from '../text/text.ts';
import { answerRows } from './rows/answer.ts';
import type { Row } from './rows/row.ts';
import { listenerInWords } from './words/listener.ts';
import { summaryInWords, verdictInWords, verdictOf } from './words/outcome.ts';

/** Each answer as a verdict and a table, to paste into a ticket; commands to copy below it. */
export function markdownWhy(answers: WhyAnswers, style: Style): string[] {
  const { program, say } = terminal(style);
  const isAlone = answers.length === 1;
  const { text, kind } = summaryInWords(answers, say);
  const parts = [
    ...answers.flatMap((answer) => answerParts(answer, answerRows(answer, { program, isAlone, say }), say)),
    ...(isAlone ? [] : [[`**${glyph(kind)} ${escaped(text)}**`]]),
    [`<sub>${escaped(lastingKernelName(answers[0].host))}</sub>`],
  ];
  return [`${blocks(parts).join('\n')}\n`];
}

function answerParts(answer: WhyAnswer, rows: readonly Row[], say: Say): string[][] {
  const { asked } = answer;
  const commands = rows.flatMap(({ command }) => (command === undefined ? [] : commandText(command)));
  return [
    [
      `**${glyph(verdictOf(answer))} ${code(listenerInWords(asked))}${say(': ')}${escaped(verdictInWords(answer, say))}**`,
    ],
    markdownTable(
      ['', '', ''],
      rows.map(({ label, text, mark }) => [said(label, say), text, said(mark, say)].map(plainly)),
    ),
    ...(commands.length === 0 ? [] : [fenced('sh', commands)]),
  ];
}

const said = (phrase: Row['label'] | Row['mark'], say: Say): string => (phrase === '' ? '' : say(phrase));

/** Without the no-break spaces that only a terminal needs. */
const plainly = (text: string): string => escaped(text.replaceAll('\u00a0', ' '));

const glyph = (kind: WhyAnswer['outcome']['kind']): string =>
  kind === 'ok' ? UNICODE.ok : kind === 'refused' ? UNICODE.fail : '?';

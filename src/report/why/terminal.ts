import type { WhyAnswer } from '../../model/why.ts';
import { type Style, type Terminal, terminal } from '../text/style.ts';
import { table } from '../text/table.ts';
import { unbroken, wrap } from '../text/text.ts';
import { answerRows } from './rows/answer.ts';
import { listenerInWords } from './words/listener.ts';
import { verdictInWords } from './words/outcome.ts';

/** What `why ENDPOINT` prints: the verdict, then what it rests on, a row each, and how each is known. */
export function terminalWhy(answer: WhyAnswer, style: Style): string[] {
  const term = terminal(style);
  const { columns, paint } = term;
  const rows = answerRows(answer).map(({ label, text, mark, tone }) => [
    { text: unbroken(label, columns) },
    { text, paint: paint[tone] },
    { text: unbroken(mark, columns), paint: paint.faint },
  ]);
  return [`${[...verdictLines(answer, term), ...table(rows, { columns, indent: 2, gap: 2 })].join('\n')}\n`];
}

/** `✗ 0.0.0.0:80 tcp, SO_REUSEADDR: bind would fail with EADDRINUSE` */
function verdictLines({ asked, outcome, trial }: WhyAnswer, { columns, glyphs, paint }: Terminal): string[] {
  const [mark, tone] =
    outcome.kind === 'ok' && trial?.elsewhere === undefined
      ? [glyphs.ok, paint.good]
      : outcome.kind !== 'unknown'
        ? [glyphs.fail, paint.bad]
        : ['?', paint.unsure];
  return wrap(`${mark} ${listenerInWords(asked)}: ${verdictInWords(outcome, trial?.elsewhere)}`, columns).map(tone);
}

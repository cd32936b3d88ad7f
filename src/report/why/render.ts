import type { HeldPorts, WhyAnswer } from '../../model/why.ts';
import { type Style, type Terminal, terminal } from '../text/style.ts';
import { table } from '../text/table.ts';
import { unbroken, wrap } from '../text/text.ts';
import { heldLines } from './held.ts';
import { jsonHeldPorts, jsonWhy } from './json.ts';
import { answerRows, verdictInWords } from './rows.ts';

type Format = 'terminal' | 'json';

/** What `why ENDPOINT` prints. */
export function renderWhy(answer: WhyAnswer, format: Format, style: Style): Iterable<string> {
  return format === 'json' ? jsonWhy(answer) : [`${answerLines(terminal(style), answer).join('\n')}\n`];
}

/** What `why` prints. */
export function renderHeldPorts(held: HeldPorts, format: Format, style: Style): Iterable<string> {
  return format === 'json' ? jsonHeldPorts(held) : heldLines(terminal(style), held);
}

function answerLines(term: Terminal, answer: WhyAnswer): string[] {
  const { glyphs, paint } = term;
  const [mark, tone] =
    answer.outcome === 'ok'
      ? [glyphs.ok, paint.good]
      : answer.outcome === 'unknown'
        ? ['?', paint.unsure]
        : [glyphs.fail, paint.bad];
  const verdict = wrap(`${mark} ${verdictInWords(answer)}`, term.columns);
  const rows = answerRows(answer).map(({ label, text, mark: how, tone: voice }) => [
    { text: unbroken(label, term.columns) },
    { text, paint: paint[voice] },
    { text: unbroken(how, term.columns), paint: paint.faint },
  ]);
  return [...verdict.map(tone), ...table(rows, { columns: term.columns, indent: 2, gap: 2 })];
}

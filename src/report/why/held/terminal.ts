import type { HeldPorts } from '../../../model/why.ts';
import { hanging } from '../../text/lines.ts';
import { type Style, type Terminal, terminal } from '../../text/style.ts';
import { fitsByWords, type Rows, table } from '../../text/table.ts';
import { wrap } from '../../text/text.ts';
import { remarks } from './remarks.ts';
import { HEAD, headingOf, heldRows } from './view.ts';

/** How many rows are aligned with each other, so that the first lines come soon and no table is huge. */
const PAGE = 1000;

/** What `why` prints: a heading, the head of the columns, a line for each port in use. */
export function* terminalHeldPorts(held: HeldPorts, style: Style): Generator<string> {
  const term = terminal(style);
  yield* paragraph(term, headingOf(held), term.paint.heading);
  const rows = heldRows(held);
  for (let at = 0; at < rows.length; at += PAGE) {
    const cells = rows.slice(at, at + PAGE).map((row) => row.map((text) => ({ text })));
    const head = at === 0 ? [HEAD.map((text) => ({ text, paint: term.paint.faint }))] : [];
    yield `${lines([...head, ...cells], term).join('\n')}\n`;
  }
  for (const remark of remarks(held)) yield* paragraph(term, remark, term.paint.unsure);
}

/** A table; where a word of a cell would be broken in it, each row by itself, its further lines further in. */
function lines(rows: Rows, term: Terminal): string[] {
  const layout = { columns: term.columns, indent: 2, gap: 2 };
  if (fitsByWords(rows, layout)) return table(rows, layout);
  return rows.flatMap((row) =>
    hanging(
      term,
      2,
      row
        .map(({ text }) => text)
        .filter((text) => text !== '')
        .join('  '),
    ),
  );
}

function* paragraph(term: Terminal, text: string, paint: (text: string) => string): Generator<string> {
  for (const line of wrap(text, term.columns)) yield `${paint(line)}\n`;
}

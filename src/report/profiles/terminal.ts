import { LINE_KINDS } from '../../model/profile.ts';
import type { ProfileList, ProfileRow } from '../../model/profile-list.ts';
import { heading, labelled, paragraph } from '../text/lines.ts';
import { type Style, type Terminal, terminal } from '../text/style.ts';
import { type TableCell, table } from '../text/table.ts';
import { plural } from '../text/text.ts';
import { failureInWords, LINE_TEXTS, optionsInWords, summaryOf } from './words.ts';

/** All profiles, one a line; or one in full. */
export function terminalProfiles(list: ProfileList, style: Style): string {
  const term = terminal(style);
  const lines = list.single ? list.rows.flatMap((row) => fullLines(term, row)) : listLines(term, list.rows);
  return `${lines.join('\n')}\n`;
}

function listLines(term: Terminal, rows: readonly ProfileRow[]): string[] {
  const head = ['PROFILE', 'opens for a port alone', 'options', 'refused'].map(
    (text): TableCell => ({ text, paint: term.paint.heading }),
  );
  const cells = rows.map((row): TableCell[] => [{ text: row.name }, ...summaryOf(row).map((text) => ({ text }))]);
  return [
    ...table([head, ...cells], { columns: term.columns, indent: 0, gap: 2 }),
    '',
    ...paragraph(
      term,
      0,
      `${plural(rows.length, 'profile')}; ${term.program} profiles NAME tells one in full`,
      term.paint.faint,
    ),
  ];
}

function fullLines(term: Terminal, { name, profile, opens }: ProfileRow): string[] {
  const { about, traced, fails, default: lines, flags = {}, process = [] } = profile;
  const opened = LINE_KINDS.map((kind): TableCell[] => [
    { text: LINE_TEXTS[kind] },
    { text: opens[kind].length === 0 ? 'nothing' : opens[kind].join(', ') },
  ]);
  const words = Object.keys(flags);
  return [
    ...heading(term, name, about ?? ''),
    ...labelled(term, 'traced', traced ?? 'not traced'),
    ...labelled(term, 'options', optionsInWords(profile)),
    ...labelled(term, 'refused', fails === undefined ? 'exits at the first' : failureInWords(fails)),
    ...(lines === undefined ? [] : labelled(term, 'default', lines.join(', '))),
    ...(words.length === 0 ? [] : labelled(term, 'words', words.join(', '))),
    ...(process.length === 0 ? [] : labelled(term, 'process', process.join(', '))),
    '',
    ...heading(term, 'OPENS', 'for each line that it may be told'),
    ...table(opened, { columns: term.columns, indent: 2, gap: 2 }),
  ];
}

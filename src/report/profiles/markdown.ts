import { LINE_KINDS } from '../../model/profile.ts';
import type { ProfileList } from '../../model/profile-list.ts';
import { code, escaped, markdownTable } from '../text/markdown.ts';
import { failureInWords, LINE_TEXTS, optionsInWords } from './words.ts';

/** A table with a row for each profile, and a column for each kind of line. */
export const markdownProfiles = ({ rows }: ProfileList): string =>
  `${markdownTable(
    ['profile', 'traced', ...LINE_KINDS.map((kind) => code(LINE_TEXTS[kind])), 'options', 'refused'],
    rows.map(({ name, profile, opens }) => [
      code(name),
      escaped(profile.traced ?? ''),
      ...LINE_KINDS.map((kind) => escaped(opens[kind].join(', '))),
      escaped(optionsInWords(profile)),
      escaped(profile.fails === undefined ? '' : failureInWords(profile.fails)),
    ]),
  ).join('\n')}\n`;

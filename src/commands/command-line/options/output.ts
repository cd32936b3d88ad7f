import { FORMATS_OF, type Format, type FormatOf, type Subject } from '../../../model/format.ts';
import { HEADING_LEVELS } from '../../../model/heading.ts';
import { type OneFlag, one, toggle } from '../definition.ts';

/** What stands in the help of a command that can be a plugin. */
export const PLUGIN_CODES =
  'With --format nagios the exit codes are those of a plugin: 0 OK, 1 WARNING, 2 CRITICAL (unmet), 3 UNKNOWN (inconclusive, wrong usage or configuration).';

/** A --format that offers the formats in which a subject can be written. */
type FormatFlag<S extends Subject> = OneFlag & {
  readonly default: 'terminal';
  readonly choices: readonly FormatOf<S>[];
};

const isPictured = (subject: Subject): boolean => (FORMATS_OF[subject] as readonly Format[]).includes('svg');

/** Where a command writes what it found, and in which format. */
export const outputFlags = <S extends Subject>(subject: S, noun = 'report') => ({
  format: {
    kind: 'one',
    describe: `format of the ${noun}${isPictured(subject) ? '; svg: one picture of all of it; html: one page that needs no other file' : ''}`,
    default: 'terminal',
    choices: FORMATS_OF[subject] as readonly FormatOf<S>[],
  } satisfies FormatFlag<S>,
  json: toggle('short for --format json'),
  heading: one('of Markdown, the level of the highest heading: 2 to 6, or none for bold lines', {
    choices: HEADING_LEVELS,
  }),
  output: one(`write the ${noun} to a file, which is opened before the work`, { alias: 'o' }),
});

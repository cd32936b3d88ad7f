import { FORMATS_OF, type Format } from '../../model/format.ts';
import type { Report } from '../../model/report.ts';
import { ok, type Result } from '../../model/result.ts';
import type { WhyAnswers } from '../../model/why.ts';
import { REPORT_WRITERS, type Style, WHY_WRITERS, type Written } from '../../report/index.ts';
import { REPORT_DRAWINGS } from '../../report/pictures.ts';
import { type Failure, misused } from './failure.ts';

/** How a text may look. */
export interface RenderAsk {
  readonly colour?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** As wide as a terminal that nobody has asked. */
const COLUMNS = 80;

/** Writes a result in a format; `inner` is what its call has kept of it. */
export function rendered(inner: unknown, format: unknown, ask: RenderAsk): Result<string, Failure> {
  if (inner === undefined)
    return misused({
      message: 'render takes what predict, run, check or why has given, and no copy of it',
      hint: 'JSON.stringify() makes the JSON report of a copy',
    });
  const { colour = false, columns = COLUMNS } = ask;
  if (!Number.isInteger(columns) || columns < 1)
    return misused({ message: `${columns} is no number of columns` }, ['columns']);
  const style: Style = { program: 'bindmatrix', colour: colour === true, columns, unicode: true };
  const subject = Array.isArray(inner) ? 'why' : 'report';
  if (!isFormatOf(subject, format)) {
    const message = `${JSON.stringify(format)} is no format of ${subject === 'why' ? 'an answer' : 'a report'}`;
    return misused({ message, hint: `the formats are ${FORMATS_OF[subject].join(', ')}` }, ['format']);
  }
  return ok([...writtenBy(subject, inner, format, style)].join(''));
}

/** The tables of formats are those of the commands: a format that is added there is one here. */
function writtenBy(subject: 'why' | 'report', inner: unknown, format: Format, style: Style): Iterable<Written> {
  return subject === 'why'
    ? WHY_WRITERS[format as keyof typeof WHY_WRITERS](inner as WhyAnswers, style)
    : { ...REPORT_WRITERS, ...REPORT_DRAWINGS }[format](inner as Report, style);
}

const isFormatOf = (subject: 'why' | 'report', format: unknown): format is Format =>
  FORMATS_OF[subject].some((one) => one === format);

import type { PlainFormatOf } from '../../model/format.ts';
import type { Report } from '../../model/report.ts';
import { CASE_WRITERS } from '../cases/index.ts';
import { lastingReport } from '../lasting/report.ts';
import { type GatedWriter, writers } from '../text/gate.ts';
import { sayOf } from '../text/say.ts';
import { jsonReport } from './json.ts';
import { markdownReport } from './markdown.ts';
import { terminalReport } from './terminal.ts';

/** How a command is proposed in a document: whoever reads it has the program elsewhere. */
const PROGRAM = 'bindmatrix';

/** What `run` and `check` print. JSON comes in many pieces, since a report may have a million pairs. */
export const REPORT_WRITERS: Readonly<Record<PlainFormatOf<'report'>, GatedWriter<Report>>> = /* @__PURE__ */ writers<
  PlainFormatOf<'report'>,
  Report
>({
  terminal: (report, style) => [terminalReport(report, style)],
  json: jsonReport,
  markdown: (report, style) => [markdownReport(lastingReport(report), PROGRAM, sayOf(style))],
  ...CASE_WRITERS,
});

/** The second face of the room: pictures and pages, which a command loads only where one is asked for. */

import type { Drawn } from '../model/format.ts';
import type { Report } from '../model/report.ts';
import { lastingReport } from './lasting/report.ts';
import { runPicture } from './picture/run.ts';
import { type GatedWriter, writers } from './text/gate.ts';

export { runPicture } from './picture/run.ts';

/** A report as a picture, which is the same for another user, release or moment. */
export const REPORT_DRAWINGS: Readonly<Record<Drawn, GatedWriter<Report>>> = /* @__PURE__ */ writers<Drawn, Report>({
  svg: (report) => [runPicture(lastingReport(report))],
});

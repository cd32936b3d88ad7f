import { type FormatOf, isDrawn } from '../../model/format.ts';
import type { Report } from '../../model/report.ts';
import { type GatedWriter, REPORT_WRITERS } from '../../report/index.ts';

/** The writer of a report in a format. */
export const reportWriter = async (format: FormatOf<'report'>): Promise<GatedWriter<Report>> =>
  isDrawn(format) ? (await import('../../report/pictures.ts')).REPORT_DRAWINGS[format] : REPORT_WRITERS[format];

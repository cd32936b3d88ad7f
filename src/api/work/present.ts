import type { Report as InnerReport } from '../../model/report.ts';
import { reportJson } from '../../report/json.ts';
import type { Report } from '../types/report.ts';
import { reportedMatrix } from './matrix.ts';

/** A result as users see it, and as writers take it. */
export interface Presented<Shown, Inner> {
  readonly shown: Shown;
  readonly inner: Inner;
}

export type PresentedReport = Presented<Report, InnerReport>;

export const presentedReport = (inner: InnerReport): PresentedReport => ({
  inner,
  shown: reportJson(inner, inner.matrices.map(reportedMatrix)),
});

import type { Report } from '../../model/report.ts';
import type { Writer } from '../text/writer.ts';
import { githubReport } from './github.ts';
import { junitReport } from './junit.ts';
import { openmetricsReport, prometheusReport } from './metrics.ts';
import { nagiosReport } from './nagios.ts';
import { ndjsonReport } from './ndjson.ts';
import { sarifReport } from './sarif.ts';
import { tapReport } from './tap.ts';

/** The formats that are made from the list of cases. */
export const CASE_WRITERS = {
  junit: junitReport,
  tap: tapReport,
  nagios: nagiosReport,
  prometheus: prometheusReport,
  openmetrics: openmetricsReport,
  ndjson: ndjsonReport,
  github: githubReport,
  sarif: sarifReport,
} satisfies Readonly<Record<string, Writer<Report>>>;

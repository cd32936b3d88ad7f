import type { PlainFormatOf } from '../../../src/model/format.ts';
import type { ExpectationReport, Report } from '../../../src/model/report.ts';
import type { TrialReport } from '../../../src/model/trial.ts';
import { REPORT_WRITERS } from '../../../src/report/index.ts';
import { reportOfCase } from '../fixtures/cases.ts';
import { PIECES } from '../fixtures/hostile.ts';
import { reportOf } from '../fixtures/report-of.ts';
import { TRIALS } from '../fixtures/trials.ts';

const SKIPPED: ExpectationReport = {
  id: 'expect-5',
  source: { file: 'before-deploy.yaml', line: 11, column: 5 },
  expectation: { address: '::', expect: 'ok' },
  observed: [],
  status: 'skipped',
  tried: 0,
  unmet: 0,
  reason: 'for freebsd only; this is linux',
};

/** Expectations and trials of two files: met, unmet, inconclusive and skipped. */
export const MIXED = reportOf({
  show: [],
  expectations: [...reportOfCase('expectations').expectations, SKIPPED],
  trials: TRIALS,
});

const isTried = ({ status }: { readonly status: string }): boolean => status !== 'skipped';

/** The same without what was skipped. */
export const TRIED: Report = {
  ...MIXED,
  expectations: MIXED.expectations.filter(isTried),
  trials: MIXED.trials.filter(isTried),
};

export const EMPTY = reportOf({ show: [] });

/** What a wicked or a foreign text may have, all of it. */
const HOSTILE = PIECES.join('');

/** By these a report is laid out. */
const KEPT = new Set(['status', 'op', 'kind', 'call', 'errno', 'started', 'family', 'verdict']);

/** Every text that others choose made hostile, each still another one: ids, files, titles, rules, reasons. */
export const WICKED: Report = { ...harm(MIXED, ''), host: { ...MIXED.host, hostname: HOSTILE, kernel: HOSTILE } };

function harm(report: Report, version: string): Report {
  let count = 0;
  const visit = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return KEPT.has(key) ? value : `${HOSTILE}${key === 'file' ? '' : count++}`;
    if (Array.isArray(value)) return value.map((one) => visit(one, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, visit(one, name)]));
  };
  return {
    ...report,
    version: version + HOSTILE,
    expectations: visit(report.expectations, '') as readonly ExpectationReport[],
    trials: visit(report.trials, '') as readonly TrialReport[],
  };
}

export const REPORTS = { mixed: MIXED, wicked: WICKED, empty: EMPTY } as const;

const STYLE = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };

export const written = (format: PlainFormatOf<'report'>, report: Report): string =>
  [...REPORT_WRITERS[format](report, STYLE)].join('');

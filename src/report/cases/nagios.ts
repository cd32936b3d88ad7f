import { statusCounts } from '../text/status.ts';
import { type Case, countStatuses, namer, placeText } from './case.ts';
import { type CaseReport, casesOf, type Judged } from './list.ts';

/** What a plugin of Nagios or Icinga says. */
export type PluginState = 'OK' | 'WARNING' | 'CRITICAL' | 'UNKNOWN';

/**
 * CRITICAL beats WARNING beats UNKNOWN beats OK. A service that runs without all of its sockets is a warning, and so is
 * what changed on a host. A report in
 * which nothing was met or unmet has found out nothing.
 */
export function pluginState(report: Judged): PluginState {
  const cases = casesOf(report);
  const { met, unmet, inconclusive } = countStatuses(cases);
  const warned = cases.filter(isWarning).length;
  if (unmet > warned) return 'CRITICAL';
  if (warned > 0) return 'WARNING';
  return inconclusive > 0 || met === 0 ? 'UNKNOWN' : 'OK';
}

const isWarning = ({ status, verdict, level }: Case): boolean =>
  status === 'unmet' && (verdict === 'degraded' || level === 'warning');

/** Lines after the first; the old limit of all the output is 4 KB. */
const MOST_LINES = 12;
/** Characters of a line. */
const LONGEST = 240;

/** What a plugin prints: one line with figures of performance after a bar, and a line for each case that is not met. */
export function* nagiosReport(report: CaseReport): Generator<string> {
  const cases = casesOf(report);
  const idOf = namer(cases);
  const unmet = cases.filter(({ status }) => status === 'unmet');
  const bad = [
    ...unmet.filter((one) => !isWarning(one)),
    ...unmet.filter(isWarning),
    ...cases.filter(({ status }) => status === 'inconclusive'),
  ];
  yield `${pluginLine(pluginState(report), firstText(cases, bad[0], idOf))} | ${figures(cases, report.seconds)}\n`;
  for (const one of bad.slice(0, MOST_LINES)) yield `${oneLine(lineOf(one, idOf))}\n`;
  if (bad.length > MOST_LINES) yield `and ${bad.length - MOST_LINES} more\n`;
}

/** `BINDMATRIX UNKNOWN - TEXT` */
export const pluginLine = (state: PluginState, text: string): string => oneLine([`BINDMATRIX ${state} - ${text}`]);

function firstText(cases: readonly Case[], worst: Case | undefined, idOf: (one: Case) => string): string {
  if (cases.length === 0) return 'nothing is expected';
  const counts = countsText(cases);
  if (worst === undefined) return counts;
  return `${counts}; ${worst.kind === 'change' ? worst.name : `${idOf(worst)}: ${worst.reason ?? worst.name}`}`;
}

/** `2 of 3 met, 1 unmet`; of what may have changed `1 changed`. */
function countsText(cases: readonly Case[]): string {
  const changes = cases.filter(({ kind }) => kind === 'change');
  if (changes.length === 0) return statusCounts(cases);
  const { unmet, inconclusive } = countStatuses(changes);
  const others = cases.filter(({ kind }) => kind !== 'change');
  return [
    `${unmet === 0 ? 'nothing' : unmet} changed`,
    ...(inconclusive === 0 ? [] : [`${inconclusive} not compared`]),
    ...(others.length === 0 ? [] : [statusCounts(others, 'verdicts')]),
  ].join(', ');
}

const lineOf = (one: Case, idOf: (one: Case) => string): readonly string[] =>
  one.kind === 'change'
    ? [one.status === 'unmet' ? 'changed' : 'not compared', one.name, one.reason === one.name ? '' : (one.reason ?? '')]
    : [`${one.status} ${idOf(one)}`, placeText(one), one.name, one.reason ?? ''];

/** `'label'=value[UOM];warn;crit;min;max`: one unmet case is critical. */
function figures(cases: readonly Case[], seconds: number): string {
  const { met, unmet, inconclusive, skipped } = countStatuses(cases);
  const of = cases.length;
  return [
    `'met'=${met};;;0;${of}`,
    `'unmet'=${unmet};;0;0;${of}`,
    `'inconclusive'=${inconclusive};;;0;${of}`,
    `'skipped'=${skipped};;;0;${of}`,
    `'time'=${seconds.toFixed(3)}s;;;0`,
  ].join(' ');
}

/** A bar would begin the figures. */
const oneLine = (parts: readonly string[]): string => {
  const line = parts.filter((part) => part !== '').join(': ');
  return (line.length > LONGEST ? `${line.slice(0, LONGEST)}...` : line).replaceAll('|', '/');
};

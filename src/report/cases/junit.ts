import { type Case, countStatuses, differIn, placeText } from './case.ts';
import { type CaseReport, casesOf } from './list.ts';

/**
 * JUnit XML as Jenkins, GitLab and Ant read it: one suite a file, or a host; what could not be found out is an error. The gate has
 * made every text one of XML 1.0 characters. Ant knows neither attributes of testsuites nor anything that is skipped.
 */
export function* junitReport(report: CaseReport): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n';
  const suites = suitesOf(casesOf(report));
  for (const [i, suite] of suites.entries()) yield* suiteLines(report, suite, i);
  yield '</testsuites>\n';
}

type Suite = readonly [name: string, cases: readonly Case[]];

function suitesOf(cases: readonly Case[]): Suite[] {
  const systems = differIn(cases, 'system');
  const suites = new Map<string, Case[]>();
  for (const one of cases) {
    const system = systems && one.system !== undefined ? ` (${one.system})` : '';
    const name = one.host ?? `${one.file ?? 'bindmatrix'}${system}`;
    const known = suites.get(name);
    if (known === undefined) suites.set(name, [one]);
    else known.push(one);
  }
  return [...suites];
}

function* suiteLines(report: CaseReport, [name, cases]: Suite, id: number): Generator<string> {
  const { where, version, started, hosts } = report;
  const host = hostOf(report, cases[0]?.host);
  const { unmet, inconclusive, skipped } = countStatuses(cases);
  const time = cases.reduce((sum, one) => sum + (one.seconds ?? 0), 0).toFixed(3);
  const timestamp = (cases.find((one) => one.started !== undefined)?.started ?? started).slice(0, 19);
  const counts = {
    tests: cases.length,
    failures: unmet,
    errors: inconclusive,
    ...(skipped > 0 ? { skipped } : {}),
    time,
  };
  yield `  <testsuite${written({ id, name, package: 'bindmatrix', timestamp, hostname: host.hostname, ...counts })}>\n`;
  yield '    <properties>\n';
  const judged = hosts === undefined ? { where } : { where: 'predicted' };
  for (const [property, value] of Object.entries({ version, kernel: host.kernel, ...judged }))
    yield `      <property${written({ name: property, value })}/>\n`;
  yield '    </properties>\n';
  for (const one of cases) yield caseText(one);
  yield '    <system-out></system-out>\n    <system-err></system-err>\n  </testsuite>\n';
}

/** The host that a suite is about. */
function hostOf(
  { host, hosts }: CaseReport,
  name: string | undefined,
): Pick<CaseReport['host'], 'hostname' | 'kernel'> {
  const about = hosts?.find((one) => one.name === name);
  return about === undefined ? host : { hostname: about.name, kernel: about.kernel ?? 'not told' };
}

function caseText(one: Case): string {
  const { id, file, seconds = 0 } = one;
  const open = `    <testcase${written({ classname: file ?? 'bindmatrix', name: id, time: seconds.toFixed(3) })}`;
  if (one.status === 'met') return `${open}/>\n`;
  return `${open}>\n${outcomeText(one)}    </testcase>\n`;
}

function outcomeText(one: Case): string {
  const message = one.reason ?? one.status;
  if (one.status === 'skipped') return `      <skipped${written({ message })}/>\n`;
  const [element, type] = one.status === 'unmet' ? ['failure', one.rule ?? 'unmet'] : ['error', 'inconclusive'];
  const body = [one.name, placeText(one), ...one.detail].filter((line) => line !== '').join('\n');
  return `      <${element}${written({ type, message })}>${escaped(body)}</${element}>\n`;
}

const written = (attributes: Readonly<Record<string, string | number>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);

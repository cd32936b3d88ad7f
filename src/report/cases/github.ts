import type { Status } from '../../model/report.ts';
import { type Case, namer, titleOf } from './case.ts';
import { casesOf, type Judged } from './list.ts';

/** What a met case is annotated with: nothing. */
const LEVEL: Readonly<Partial<Record<Status, string>>> = { unmet: 'error', inconclusive: 'warning', skipped: 'notice' };

/** Workflow commands of GitHub Actions: an annotation for each case that is not met, at its line of its file. */
export function* githubReport(report: Judged): Generator<string> {
  const cases = casesOf(report);
  const idOf = namer(cases);
  for (const one of cases) {
    const level = one.level ?? LEVEL[one.status];
    if (LEVEL[one.status] === undefined) continue;
    const properties = { ...placeOf(one), title: titleOf(one, idOf) };
    const written = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(String(value))}`);
    yield `::${level} ${written.join(',')}::${escapedData(messageOf(one))}\n`;
  }
}

/** Standard input is no file of the repository. */
const placeOf = ({ file, line, column }: Case): object =>
  file === undefined || file === '<stdin>'
    ? {}
    : { file, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { col: column }) };

const messageOf = ({ status, reason, detail }: Case): string =>
  [[status, reason].filter((part) => part !== undefined).join(': '), ...detail].join('\n');

const escapedData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapedProperty = (text: string): string => escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

import { isAbsolute } from 'node:path';
import { iJson, wellFormed } from '../text/json.ts';
import { type Case, namer, titleOf } from './case.ts';
import { type CaseReport, casesOf } from './list.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** SARIF 2.1.0, a result for each case that is unmet or could not be found out. */
export function* sarifReport(report: CaseReport): Generator<string> {
  const cases = casesOf(report);
  const idOf = namer(cases);
  const found = cases.filter(({ status }) => status === 'unmet' || status === 'inconclusive');
  const rules = [...new Map(found.map((one) => [ruleOf(one), one])).entries()];
  const index = new Map(rules.map(([id], i) => [id, i]));
  const driver = {
    name: 'bindmatrix',
    version: report.version,
    rules: rules.map(([id, one]) => ruleJson(id, report.reasons?.[id] ?? sentenceOf(one))),
  };
  const results = found.map((one) => resultJson(one, titleOf(one, idOf), index.get(ruleOf(one)) ?? 0));
  const document = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
  yield `${iJson(document, 1)}\n`;
}

const sentenceOf = ({ because, detail, reason, name }: Case): string => because ?? detail.at(-1) ?? reason ?? name;

const ruleOf = ({ rule, status }: Case): string => rule ?? status;

const ruleJson = (id: string, text: string) => ({
  id,
  shortDescription: { text },
  help: {
    text: id.startsWith('drift.')
      ? 'What differs between two snapshots of a host: bindmatrix diff --help'
      : `bindmatrix rules ${id} prints when the rule decides, and its source.`,
  },
});

const resultJson = (one: Case, title: string, ruleIndex: number) => ({
  ruleId: ruleOf(one),
  ruleIndex,
  level: one.status === 'unmet' && one.level === undefined ? 'error' : 'warning',
  kind: 'fail',
  message: { text: [title, `${one.status}: ${one.reason ?? ''}`, ...one.detail].join('\n') },
  locations: locationsOf(one),
  partialFingerprints: { 'bindmatrix/v1': fingerprintOf(one) },
});

const fingerprintOf = ({ kind, file, id, system, host }: Case): string =>
  [kind, file ?? '', id, system ?? '', ...(host === undefined ? [] : [host])].join('/');

function locationsOf({ file, line, column }: Case): object[] {
  if (file === undefined || file === '<stdin>') return [];
  const artifactLocation = isAbsolute(file)
    ? { uri: `file://${uriOf(file)}` }
    : { uri: uriOf(file), uriBaseId: '%SRCROOT%' };
  const region =
    line === undefined ? {} : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } };
  return [{ physicalLocation: { artifactLocation, ...region } }];
}

/** A name of a file may hold what a URI may not, even half a character. */
const uriOf = (file: string): string =>
  file
    .split('/')
    .map((part) => encodeURIComponent(wellFormed(part)))
    .join('/');

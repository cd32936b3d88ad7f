import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Parser } from 'tap-parser';
import { afterAll, describe, expect, test } from 'vitest';
import { eventsDocument } from '../../../src/contracts/events.ts';
import { tryCommand } from '../../setup/namespace.ts';
import { run } from '../../setup/process.ts';
import { describeWhere } from '../../setup/where.ts';
import { isSarif } from '../cases/sarif-schema.ts';
import { DRIFTS, written } from './drifts.ts';

const ALL = Object.entries(DRIFTS);
const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a drift', () => {
  test.each(ALL)('that is %s is TAP to tap-parser', (_name, drift) => {
    const parser = new Parser({ strict: true });
    parser.end(written('tap', drift));
    expect(parser.results?.failures.filter((one) => !('name' in one))).toEqual([]);
    expect(parser.results?.count).toBeGreaterThan(4);
  });

  test.each(ALL)('that is %s is SARIF to ajv', (_name, drift) => {
    const log = JSON.parse(written('sarif', drift));
    isSarif(log);
    expect(isSarif.errors ?? []).toEqual([]);
    const [{ results, tool }] = log.runs;
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });

  test.each(ALL)('that is %s is events by their schema', (_name, drift) => {
    const lines = written('ndjson', drift).trimEnd().split('\n');
    const types = lines.map((line) => eventsDocument.parse(JSON.parse(line)).type);
    expect([types[0], types.at(-1)]).toEqual(['run', 'summary']);
    expect(types.filter((type) => type === 'change').length).toBeGreaterThan(4);
  });

  test('that is changed is a warning to GitHub, and an error where a verdict is unmet', () => {
    const commands = ALL.find(([name]) => name === 'changed')?.[1];
    const lines = commands === undefined ? [] : written('github', commands).trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('::warning file=before.json,title='))).toHaveLength(6);
    expect(lines.filter((line) => /^::error file=plan.yaml,line=\d+,col=\d+,/.test(line)).length).toBeGreaterThan(0);
  });
});

describeWhere(tryCommand(['xmllint', '--version']), 'xmllint, by the content model of Jenkins,', () => {
  test.each(ALL)('accepts JUnit of a drift that is %s', async (name, drift) => {
    const file = join(folder, `${name}.xml`);
    writeFileSync(file, written('junit', drift));
    const schema = join(import.meta.dirname, '..', 'cases', 'jenkins.xsd');
    expect(await run(['xmllint', '--noout', '--schema', schema, file])).toMatchObject({ code: 0 });
  });
});

describeWhere(tryCommand(['promtool', '--version']), 'promtool', () => {
  test.each(ALL)('finds nothing wrong with metrics of a drift that is %s', async (_name, drift) => {
    const input = written('prometheus', drift);
    expect(await run(['promtool', 'check', 'metrics'], { input })).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });
});

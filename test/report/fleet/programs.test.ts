import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { tryCommand } from '../../setup/namespace.ts';
import { run } from '../../setup/process.ts';
import { describeWhere } from '../../setup/where.ts';
import { mixedFleet, wicked, written } from './fleets.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FLEET = await mixedFleet();
const ALL = [
  ['mixed', FLEET],
  ['wicked', wicked(FLEET)],
  ['empty', { ...FLEET, hosts: [] }],
] as const;

describeWhere(tryCommand(['xmllint', '--version']), 'xmllint accepts JUnit of hosts', () => {
  test.each(ALL)('that are %s, by the content model of Jenkins', async (name, fleet) => {
    const path = join(folder, `${name}.xml`);
    writeFileSync(path, written('junit', fleet));
    const schema = join(import.meta.dirname, '..', 'cases', 'jenkins.xsd');
    expect(await run(['xmllint', '--noout', '--schema', schema, path])).toMatchObject({ code: 0 });
  });
});

describeWhere(tryCommand(['promtool', '--version']), 'promtool accepts metrics of hosts', () => {
  test.each(ALL)('that are %s', async (name, fleet) => {
    const path = join(folder, `${name}.prom`);
    writeFileSync(path, written('prometheus', fleet));
    const checked = await run(['promtool', 'check', 'metrics'], { input: readFileSync(path, 'utf8') });
    expect(checked).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });
});

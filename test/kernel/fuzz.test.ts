import { readdirSync } from 'node:fs';
import { release, version } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { catalogue } from '../../src/rules/catalogue.ts';
import { linuxOf } from '../../src/rules/index.ts';
import type { LinuxRules } from '../../src/rules/linux/linux-rules.ts';
import type { LinuxRuleId } from '../../src/rules/linux/rule-id.ts';
import { LONG, times } from '../setup/long.ts';
import { canUnshare } from '../setup/namespace.ts';
import { type Finished, run } from '../setup/process.ts';
import { type Able, describeWhere, testWhere } from '../setup/where.ts';
import { PEOPLE_OF_LONG, ROOT } from './check-trials.ts';

const isRoot = process.geteuid?.() === 0;

/** The program of `npm run fuzz`. */
const fuzz = (args: readonly string[], before: readonly string[] = []): Promise<Finished> =>
  run([...before, process.execPath, 'test/setup/run.mjs', 'test/fuzz/main.ts', ...args]);

/** Root with other users; and root of a user namespace, who has none: everybody else is that anyway. */
const WHERE: readonly { readonly who: string; readonly able: Able; readonly before: readonly string[] }[] = [
  { who: 'with other users', able: isRoot ? canUnshare('root') : 'needs root, to take on other uids', before: [] },
  {
    who: 'in a user namespace',
    able: canUnshare('userns'),
    before: isRoot ? ['unshare', '--user', '--map-root-user'] : [],
  },
];

for (const { who, able, before } of WHERE) {
  describeWhere(able, `random trials, ${who}`, () => {
    test('agree with the rules', async () => {
      const trials = times(300, 3000);
      const { code, stdout, stderr } = await fuzz(['--trials', String(trials), '--seed', '20'], before);
      expect({ code, stdout, stderr }).toMatchObject({ code: 0, stderr: '' });
      expect(numberOf(stdout, 'trials')).toBe(trials);
      expect(numberOf(stdout, 'disagreements')).toBe(0);
      expect(numberOf(stdout, 'steps')).toBeGreaterThan(3.5 * trials);
      expect(numberOf(stdout, 'unknown') / numberOf(stdout, 'steps')).toBeLessThan(0.01);
    });
  });
}

const numberOf = (stdout: string, name: string): number =>
  Number(new RegExp(`^${name} +(\\d+)`, 'm').exec(stdout)?.[1]);

describeWhere(canUnshare(), 'a rule that is wrong', () => {
  test('is found, shrunk and printed as a trial', async () => {
    const args = ['--trials', '2000', '--seed', '20', '--most', '1', '--workers', '1', '--without', 'linux.no-reuse'];
    const { code, stdout } = await fuzz(args);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ {4}steps:\n( {6}- \{ op: .*\n){1,6}/m);
    expect(stdout).toMatch(/op: bind, .*expect: EADDRINUSE/);
  });
});

describeWhere(isRoot ? canUnshare('root') : 'needs root, to take on other uids', 'each rule of Linux, left out', () => {
  test('is caught by a trial', async () => {
    const order = LONG ? ['--random-first'] : [];
    const args = ['--mutations', '--trials', String(times(250, 1000)), '--seed', '1', ...order];
    const { code, stdout, stderr } = await fuzz(args);
    expect({ missed: stdout.match(/^MISSED.*$/gm), stderr, code }).toEqual({ missed: null, stderr: '', code: 0 });
    const entries = catalogue().filter(({ os }) => os === 'linux');
    const here = linuxOf({ kernel: release(), kernelBuild: version() }) as LinuxRules;
    const shown = entries.filter(({ id, noExample }) => noExample === undefined && here.holds(id as LinuxRuleId));
    const caught = [...stdout.matchAll(/^caught {2}(\S+)/gm)].map(([, id]) => id);
    expect(caught).toEqual(expect.arrayContaining(shown.map(({ id }) => id)));
    expect(caught.length).toBeGreaterThan(90);
  });
});

const REGRESSIONS = 'test/fuzz/regressions';
const files = (): string[] => readdirSync(REGRESSIONS).map((name) => join(REGRESSIONS, name));

for (const person of PEOPLE_OF_LONG) {
  testWhere(person.able, `what disagreed once agrees now, for ${person.who}`, async () => {
    const own = files().filter((file) => person === ROOT || !file.includes('users'));
    const { stdout, code } = await person.program(['check', ...own, '--format', 'json'], { input: '' });
    const { trials, disagreements } = JSON.parse(stdout) as Report;
    expect(trials.filter(({ status }) => status !== 'met')).toEqual([]);
    expect({ disagreements, code }).toEqual({ disagreements: [], code: 0 });
    expect(trials.length).toBeGreaterThan(10);
  });
}

testWhere(ROOT.able, 'what disagreed once with several users agrees now', async () => {
  const file = join(REGRESSIONS, 'users.yaml');
  const { stdout } = await ROOT.program(['check', file, '--format', 'json'], { input: '' });
  const { trials, disagreements } = JSON.parse(stdout) as Report;
  expect(trials.map(({ status }) => status)).toEqual(trials.map(() => 'met'));
  expect(disagreements).toEqual([]);
});

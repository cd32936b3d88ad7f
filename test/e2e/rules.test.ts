import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { trialsToYaml } from '../../src/config/trial-yaml.ts';
import { parseAddress } from '../../src/model/address.ts';
import { foldedYaml } from '../../src/report/rules/terminal.ts';
import { catalogue } from '../../src/rules/catalogue.ts';
import { OPERATING_SYSTEMS, ruleSet } from '../../src/rules/index.ts';
import { call } from '../commands/call.ts';
import { canUnshare } from '../setup/namespace.ts';
import { runProgram } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** In this process: it needs none of its own. */
const rules = (...args: readonly string[]) => call(['rules', ...args]);

const RULES = catalogue();

describe('rules', () => {
  test.each([
    ['listen-lost-race.txt', ['linux.listen-lost-race']],
    ['address-tentative.txt', ['linux.address-tentative']],
    ['any-beside-specific.txt', ['freebsd.any-beside-specific']],
    ['v6only.txt', ['linux.v6only-*']],
    ['windows.txt', ['--os', 'windows']],
    ['port-range-reversed.md', ['linux.port-range-reversed', '--format', 'markdown']],
    ['by-name.txt', ['port-free', '--os', 'linux,macos']],
  ])('print %s', async (name, args) => {
    const { stdout, stderr, code } = await rules(...args);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    for (const line of stdout.split('\n')) if (name.endsWith('.txt')) expect(line.length).toBeLessThanOrEqual(80);
    await expect(stdout).toMatchFileSnapshot(join('golden', 'rules', name));
  });

  test('list every rule under its system, 80 columns wide', async () => {
    const { stdout } = await rules();
    const lines = stdout.split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.flatMap((line) => /^ {2}([a-z]+\.\S+)/.exec(line)?.[1] ?? [])).toEqual(RULES.map(({ id }) => id));
    expect(lines.filter((line) => /^[A-Z]{3,}/.test(line)).map((line) => line.split(' ')[0]?.toLowerCase())).toEqual([
      ...OPERATING_SYSTEMS,
    ]);
  });

  test('as JSON tell everything about every rule', async () => {
    const { stdout } = await rules('--format', 'json');
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({ schema: 'bindmatrix/rules@1', version: expect.stringMatching(/^\d/) });
    expect(told.rules.map(({ id }: { id: string }) => id)).toEqual(RULES.map(({ id }) => id));
    for (const { example, noExample } of told.rules) expect([example, noExample]).toContainEqual(expect.any(String));
    const [check] = ruleSet('linux').checks;
    expect(told.rules[0]).toMatchObject({
      id: check?.id,
      outcome: check?.decision,
      source: check?.source,
      os: 'linux',
    });
  });

  test('as Markdown have a section for each rule, with its example', async () => {
    const output = join(folder, 'rules.md');
    expect(await rules('--format', 'markdown', '-o', output)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const text = readFileSync(output, 'utf8');
    expect([...text.matchAll(/^### (\S+)$/gm)].map(([, id]) => id)).toEqual(RULES.map(({ id }) => id));
    const examples = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, yaml = '']) => parse(yaml).trials[0].id);
    expect(examples).toEqual(RULES.flatMap(({ example }) => example?.id ?? []));
  });

  test.each([
    [['linux.listen-lost-rase'], /unknown rule "linux\.listen-lost-rase"\n {2}did you mean linux\.listen-lost-race\?/],
    [
      ['linux.something-with-listener'],
      /did you mean linux\.[a-z-]+ or linux\.[a-z-]+listener or linux\.[a-z-]+listener\?/,
    ],
    [['linux.qqqq'], /unknown rule "linux\.qqqq"\n {2}bindmatrix rules lists them/],
    [['linux.no-overlap', '--os', 'windows'], /unknown rule "linux\.no-overlap" of windows/],
    [['--os', 'linux,plan9'], /--os: unknown system "plan9"\n {2}the systems are linux, /],
    [['freebsd.port-free', '--example'], /freebsd\.port-free has no example: trials run on Linux/],
    [['linux.address-tentative', '--example'], /has no example: in the sandbox no address is tentative/],
    [['--output', '/nonexistent/rules.md'], /--output \/nonexistent\/rules\.md: open: ENOENT/],
  ])('refuse %j as wrong usage', async (args, message) => {
    const { code, stdout, stderr } = await rules(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

test('an example folded to fewer columns is the same YAML', () => {
  const trials = RULES.flatMap(({ example }) => example ?? []);
  const yaml = trialsToYaml(trials);
  for (const columns of [80, 60, 40])
    expect(parse(foldedYaml(yaml.split('\n'), columns).join('\n'))).toEqual(parse(yaml));
});

test('the examples name only addresses that belong to nobody else', () => {
  const addresses = RULES.flatMap(({ example }) => example?.steps ?? []).flatMap((step) =>
    'address' in step ? [step.address] : [],
  );
  // Loopback, ANY, link-local, multicast that is only bound, and the documentation's (RFC 5737, RFC 3849).
  for (const address of addresses) {
    expect(parseAddress(address).ok).toBe(true);
    expect(address).toMatch(
      /^(127\.0\.0\.\d\d?|127\.255\.255\.255|224\.0\.0\.1|(::ffff:)?233\.252\.0\.1|ff0e::db8:0:1|0\.0\.0\.0|192\.0\.2\.1|::|::1|::ffff:127\.0\.0\.1|::ffff:0\.0\.0\.0|::ffff:233\.252\.0\.1|2001:db8::1|ff0e::1|fe80::1(%.+)?)$/,
    );
  }
});

describeWhere(canUnshare(), 'an example', () => {
  test('that the program prints is a file that check runs', async () => {
    const { stdout: input } = await runProgram(['rules', 'linux.listen-lost-race', '--example']);
    const { code, stdout } = await runProgram(['check', '-'], { input });
    expect(code).toBe(0);
    expect(stdout).toContain('1 of 1 trials met; every outcome matched the rules');
  });
});

import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { canUnshare, runInNamespace, tryCommand } from '../setup/namespace.ts';
import { type Finished, run } from '../setup/process.ts';
import { describeWhere, testWhere } from '../setup/where.ts';

const RECIPES = join(import.meta.dirname, '..', '..', 'config', 'recipes');
const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-'));
afterAll(() => rmSync(folder, { recursive: true }));
// The daemons read it as users of their own.
chmodSync(folder, 0o755);

const recipe = (name: string): string => readFileSync(join(RECIPES, name), 'utf8');

/** A repository with two files of ports, one of them unmet, in which the steps of a pipeline are run. */
function repository(): string {
  const path = mkdtempSync(join(folder, 'repository-'));
  mkdirSync(join(path, 'ports'));
  cpSync(join(RECIPES, '..', 'examples', 'ci-verdict.yaml'), join(path, 'ports', 'a.yaml'));
  const unmet = '{ id: shares, holder: 127.0.0.1, address: 127.0.0.1, port: 80, expect: ok }';
  writeFileSync(join(path, 'ports', 'b.yaml'), `version: 1\nrun: { in: sandbox }\nexpect: [${unmet}]\n`);
  return path;
}

const sh = (script: string, cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Finished> =>
  run(['sh', '-ec', script], { cwd, env: { PATH: process.env.PATH ?? '', ...env } });

const own = (lines: readonly (string | undefined)[]): string =>
  lines.filter((line) => line?.startsWith('bindmatrix ')).join('\n');

describeWhere(canUnshare(), 'in a pipeline', () => {
  test('of GitHub an unmet expectation is an annotation on stdout and a result of SARIF, and fails the step', async () => {
    const path = repository();
    const { jobs } = parse(recipe('github-actions.yml'));
    const script = own(jobs.ports.steps.map((step: { run?: string }) => step.run));
    const { code, stdout } = await sh(script, path, { GITHUB_ACTIONS: 'true' });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error file=ports\/b\.yaml,line=3,col=10,title=ports\/b\.yaml%3A shares%3A [^\n]*\n$/);
    const { runs } = JSON.parse(readFileSync(join(path, 'ports.sarif'), 'utf8'));
    expect(runs[0].results).toMatchObject([{ level: 'error' }]);
  });

  test('of GitLab there is a suite a file, and the job fails', async () => {
    const path = repository();
    const { ports } = parse(recipe('gitlab-ci.yml'));
    expect((await sh(own(ports.script), path)).code).toBe(1);
    const suites = readFileSync(join(path, ports.artifacts.reports.junit), 'utf8').match(/<testsuite .*>/g) ?? [];
    expect(suites.map((suite) => /name="(.*?)".* tests="(\d+)" failures="(\d+)"/.exec(suite)?.slice(1))).toEqual([
      ['ports/a.yaml', '5', '0'],
      ['ports/b.yaml', '1', '1'],
    ]);
  });
});

/** nagios and icinga check their own configuration; nagios wants to know all that a service refers to. */
const SURROUNDINGS = `
define timeperiod { timeperiod_name 24x7
 alias always
 monday 00:00-24:00
}
define command { command_name ok
 command_line /bin/true
}
define contact { contact_name nagiosadmin
 host_notification_period 24x7
 service_notification_period 24x7
 host_notification_commands ok
 service_notification_commands ok
}
define host { host_name localhost
 address 127.0.0.1
 check_command ok
 max_check_attempts 1
 contacts nagiosadmin
 check_period 24x7
 notification_period 24x7
}
`.replaceAll('{ ', '{\n');

const NAGIOS = `cfg_file=${join(folder, 'surroundings.cfg')}\ncfg_file=${join(folder, 'recipe.cfg')}\ncheck_result_path=/tmp\n`;

testWhere(tryCommand(['nagios4', '--version']), 'nagios accepts the definitions', async () => {
  const main = join(folder, 'nagios.cfg');
  cpSync(join(RECIPES, 'nagios.cfg'), join(folder, 'recipe.cfg'));
  writeFileSync(join(folder, 'surroundings.cfg'), SURROUNDINGS);
  writeFileSync(main, NAGIOS);
  const { stdout } = await run(['nagios4', '-v', main]);
  expect(stdout).toMatch(/Total Errors: +0/);
});

testWhere(tryCommand(['icinga2', '--version']), 'icinga2 accepts the definitions', async () => {
  const main = join(folder, 'icinga2.conf');
  cpSync(join(RECIPES, 'icinga2.conf'), join(folder, 'recipe.conf'));
  const host = 'object Host "web" { check_command = "dummy", vars.bindmatrix = true }';
  writeFileSync(main, `include <itl>\ninclude "${join(folder, 'recipe.conf')}"\n${host}\n`);
  const { stdout, stderr, code } = await run(['icinga2', 'daemon', '--validate', '--config', main]);
  expect([code, stdout + stderr]).toEqual([0, expect.stringMatching(/Instantiated 1 Service/)]);
});

describeWhere(canUnshare(), 'a host that is watched', () => {
  /** The command of the recipe, on a host where a server listens on `port`. */
  const watched = (command: string, port: number): Promise<Finished> =>
    runInNamespace([
      'sh',
      '-c',
      `python3 -m http.server ${port} >/dev/null 2>&1 & until ss -tln | grep -q :${port}; do sleep 0.1; done; ${command}; code=$?; kill $!; exit $code`,
    ]);
  const placed = (line: string): string =>
    line.replaceAll('/etc/bindmatrix', RECIPES).replaceAll('/var/lib/prometheus/node-exporter', folder);
  const [, nagios = ''] = /command_line +(.*)/.exec(recipe('nagios.cfg')) ?? [];
  const check = nagios.replace('$ARG1$', join(RECIPES, 'ports.yaml'));

  test('has not changed for nagios since its baseline, and is CRITICAL where the server has another port', async () => {
    const drift = /command_line +(bindmatrix diff .*)/.exec(recipe('nagios.cfg'))?.[1] ?? '';
    const baseline = join(folder, 'baseline.json');
    const compare = drift.replace('$ARG1$', baseline).replace('$ARG2$', join(RECIPES, 'ports.yaml'));
    const { stdout, code } = await watched(`bindmatrix snapshot > ${baseline}; ${compare}`, 80);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^BINDMATRIX OK - nothing changed, 2 of 2 verdicts met \|/),
    ]);
    const other = await watched(compare, 8000);
    expect([other.code, other.stdout]).toEqual([2, expect.stringMatching(/^BINDMATRIX CRITICAL - 2 changed, /)]);
  });

  test('is OK for nagios where the ports are as expected, and nothing of it is bound', async () => {
    const { stdout, code } = await watched(`strace -f -o ${folder}/calls -e trace=bind ${check}`, 80);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^BINDMATRIX OK - 2 of 2 met \| 'met'=2;/)]);
    expect(readFileSync(join(folder, 'calls'), 'utf8')).not.toMatch(/AF_INET/);
  });

  test('is CRITICAL where another port is in use', async () => {
    const { stdout, code } = await watched(check, 8081);
    expect([code, stdout.split('\n')[0]]).toEqual([
      2,
      expect.stringMatching(/^BINDMATRIX CRITICAL - 2 unmet|0 of 2 met/),
    ]);
    expect(stdout.split('\n').slice(1, 3)).toEqual([
      expect.stringMatching(/^unmet web-listens: .*ports\.yaml:16:5: /),
      expect.stringMatching(/^unmet spare-port-is-free: .*ports\.yaml:19:5: /),
    ]);
  });

  test('has metrics where node_exporter looks for them', async () => {
    const [, start = ''] = /ExecStart=(.*)/.exec(recipe('bindmatrix.service')) ?? [];
    expect((await watched(placed(start), 80)).code).toBe(0);
    const input = readFileSync(join(folder, 'bindmatrix.prom'), 'utf8');
    expect(input).toMatch(/^bindmatrix_met\{kind="expectation",id="web-listens"\} 1$/m);
    expect(input).toMatch(/^bindmatrix_info\{.*where="host"\} 1$/m);
  });
});

describeWhere(tryCommand(['promtool', '--version']), 'Prometheus', () => {
  test('accepts the alerts', async () => {
    expect(await run(['promtool', 'check', 'rules', join(RECIPES, 'prometheus-rules.yml')])).toMatchObject({ code: 0 });
  });
});

describe('every recipe', () => {
  test('is read by config: the watched file is valid', async () => {
    expect((await run(['bindmatrix', 'run', '-c', join(RECIPES, 'ports.yaml'), '--passive', '--json'])).stderr).toBe(
      '',
    );
  });
});

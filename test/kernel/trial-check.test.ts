import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { times } from '../setup/long.ts';
import { canUnshare } from '../setup/namespace.ts';
import type { Running } from '../setup/process.ts';
import { runProgram, startProgram } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

const trial = (id: string, outcome: string, more = ''): string =>
  `  - { id: ${id}, ${more} steps: [{ op: bind, socket: a, address: 203.0.113.1, port: 80, expect: ${outcome} }] }`;
const MET = trial('met', 'EADDRNOTAVAIL');
const UNMET = trial('unmet', 'ok', 'title: an address of nobody,');
const SKIPPED = trial('skipped', 'ok', 'platform: freebsd,');
const INCONCLUSIVE = trial('inconclusive', 'ok', 'sandbox: { sysctls: { net.ipv4.no_such: 1 } },');
const file = (...trials: string[]): string => ['version: 1', 'trials:', ...trials, ''].join('\n');

const check = (input: string, ...args: string[]) => runProgram(['check', '-', ...args], { input });

describeWhere(canUnshare(), 'check', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bindmatrix-check-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function fileNamed(name: string, text: string): Promise<string> {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  }

  test.each([
    ['everything is met', [MET], 0],
    ['a trial is skipped', [MET, SKIPPED], 0],
    ['a trial is unmet', [MET, UNMET, SKIPPED], 1],
    ['a trial is inconclusive', [MET, INCONCLUSIVE], 3],
    ['one is unmet and one inconclusive', [UNMET, INCONCLUSIVE], 1],
  ])('exit code of check where %s', async (_, trials, code) => {
    const finished = await check(file(...trials), '--format', 'json');
    expect(finished).toMatchObject({ code, stderr: '' });
    const report = JSON.parse(finished.stdout) as Report;
    expect(report).toMatchObject({ schema: 'bindmatrix/report@1', where: 'sandbox', disagreements: [] });
    expect(report.trials.map(({ id, status }) => [id, status])).toEqual(
      trials.map((text) => /id: (\w+)/.exec(text)?.[1]).map((id) => [id, id]),
    );
  });

  test('the JSON of a step has what was expected, observed and predicted, by which rule and why', async () => {
    const { stdout } = await check(file(UNMET), '--format', 'json');
    const [found] = (JSON.parse(stdout) as Report).trials;
    expect(found).toEqual({
      id: 'unmet',
      title: 'an address of nobody',
      file: '<stdin>',
      source: { file: '<stdin>', line: 3, column: 5 },
      started: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      seconds: expect.any(Number),
      status: 'unmet',
      steps: [
        {
          source: { file: '<stdin>', line: 3, column: 55 },
          op: 'bind',
          socket: 'a',
          address: '203.0.113.1',
          port: 80,
          expected: ['ok'],
          observed: 'EADDRNOTAVAIL',
          predicted: 'EADDRNOTAVAIL',
          rule: 'linux.address-not-local',
          why: expect.stringContaining('203.0.113.1:80'),
          met: false,
        },
      ],
    });
  });

  test('the terminal shows the first wrong step, markdown all of them', async () => {
    const terminal = await check(file(MET, UNMET));
    expect(terminal.stdout).toMatch(/✗ +1 +bind +a +203.0.113.1:80 +EADDRNOTAVAIL, expected ok/);
    expect(terminal.stdout).toContain('1 of 2 trials met, 1 unmet');
    const markdown = await check(file(MET, UNMET), '--format', 'markdown');
    expect(markdown.stdout).toContain('| ✗ 1 | bind | a | `203.0.113.1:80` | ok | EADDRNOTAVAIL |');
  });

  test('several files, standard input among them, and a report in a file', async () => {
    const one = await fileNamed('one.yaml', file(trial('first', 'EADDRNOTAVAIL')));
    const report = join(folder, 'report.json');
    const args = ['check', one, '-', '--format', 'json', '--output', report];
    expect(await runProgram(args, { input: file(MET) })).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const { trials } = JSON.parse(await readFile(report, 'utf8')) as Report;
    expect(trials.map(({ id }) => id)).toEqual(['first', 'met']);
  });

  test('a file that only describes a run is skipped with a message; alone it gives exit code 78', async () => {
    const run = await fileNamed('run.yaml', 'version: 1\nrun: { ports: [80] }\n');
    const finished = await runProgram(['check', run, '-'], { input: file(MET) });
    expect(finished).toMatchObject({ code: 0, stderr: expect.stringMatching(/run\.yaml:1:1: nothing to check/) });
    expect(await runProgram(['check', run])).toMatchObject({ code: 78, stdout: '' });
  });

  test('--only selects trials by globs', async () => {
    const { code, stdout } = await check(
      file(MET, UNMET, SKIPPED, INCONCLUSIVE),
      '--only',
      'm*,s?ipped',
      '--format',
      'json',
    );
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Report).trials.map(({ id }) => id)).toEqual(['met', 'skipped']);
    const none = await check(file(MET), '--only', 'restart-*');
    expect(none).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/--only restart-\*.*\n.*met/) });
  });

  test('the expectations of a run in a file are judged beside its trials', async () => {
    const text = (expected: string): string => `version: 1
run: { addresses: [192.0.2.2, any4], ports: [80], reuse: [none] }
expect:
  - { address: 192.0.2.2, expect: ok }
  - { holder: 0.0.0.0, address: 192.0.2.2, expect: ${expected} }
trials:
${MET}
`;
    const met = await check(text('bind:EADDRINUSE'), '--format', 'json');
    expect(met.code).toBe(0);
    const report = JSON.parse(met.stdout) as Report;
    expect(report.expectations.map(({ status }) => status)).toEqual(['met', 'met']);
    expect(report).toMatchObject({ alone: [], together: [], matrices: [], trials: [{ status: 'met' }] });
    expect(report.summary).toMatchObject({ expectations: { met: 2 }, trials: { met: 1 } });
    const unmet = await check(text('ok'), '--format', 'json');
    expect(unmet.code).toBe(1);
    expect((JSON.parse(unmet.stdout) as Report).expectations.map(({ status }) => status)).toEqual(['met', 'unmet']);
  });

  test.each([
    ['holds', 'EADDRNOTAVAIL', 'EADDRNOTAVAIL'],
    ['holds only if', 'ok', 'EADDRNOTAVAIL'],
    ['does not hold', 'ok', 'ok'],
  ])('a story whose claims are observed so has the verdict: %s', async (verdict, first, second) => {
    const step = (claim: string, socket: string): string =>
      `{ op: bind, socket: ${socket}, address: 203.0.113.1, port: 80, claim: ${claim}, expect: EADDRNOTAVAIL }`;
    const story = `  - id: told
    story: { quote: It can be bound., when: it is local }
    steps: [${step(first, 'a')}, ${step(second, 'b')}, { op: listen, socket: a }]`;
    const { stdout } = await check(file(story), '--format', 'json');
    const [found] = (JSON.parse(stdout) as Report).trials;
    expect(found).toMatchObject({ status: 'met', story: { verdict, quote: 'It can be bound.', when: 'it is local' } });
  });

  test.each([
    ['a mistake', file(trial('met', 'EADDRNOTAVAILABLE')), 78, /^bindmatrix: <stdin>:3:\d+: .*EADDRNOTAVAILABLE/],
    ['nothing to check', 'version: 1\n', 78, /nothing to check/],
    ['an empty file', '', 78, /<stdin>:1:1: the file is empty/],
  ])('%s gets its place and exit code 78', async (_, text, code, message) => {
    expect(await check(text)).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(message) });
  });

  test('mistakes of all files are reported before anything runs', async () => {
    const wrong = await fileNamed('wrong.yaml', file('  - { id: x }'));
    const finished = await runProgram([
      'check',
      wrong,
      '/nonexistent/file.yaml',
      await fileNamed('right.yaml', file(MET)),
    ]);
    expect(finished).toMatchObject({ code: 78, stdout: '' });
    expect(finished.stderr).toMatch(/wrong\.yaml:3:\d+: /);
    expect(finished.stderr).toContain('/nonexistent/file.yaml:1:1: no such file');
  });

  test.each([
    ['no file', ['check'], /no file is named/],
    ['an unknown flag', ['check', '-', '--onyl', 'x'], /onyl/],
    ['an output that cannot be opened', ['check', '-', '--output', '/nonexistent/report'], /\/nonexistent\/report/],
  ])('%s is wrong usage', async (_, args, message) => {
    expect(await runProgram(args, { input: file(MET) })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(message),
    });
  });

  test('SIGINT ends check with exit code 130, and its sandbox', async () => {
    const slow = file('  - { id: slow, steps: [{ op: sleep, seconds: 30 }] }');
    const running = startProgram(['check', '-'], { input: slow });
    await expect.poll(() => sandboxOf(running)).toBeDefined();
    const sandbox = sandboxOf(running);
    await setTimeout(300);
    running.kill('SIGINT');
    expect(await running.finished).toMatchObject({ code: 130, stdout: '' });
    await expect.poll(() => statusOf(sandbox ?? 0)).toBeUndefined();
  });
});

const statusOf = (pid: number): string | undefined => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return /^State:\s+Z/m.test(status) ? undefined : status;
  } catch {
    return undefined;
  }
};

/** The process that runs the trials: a child of the program. */
function sandboxOf({ pid }: Running): number | undefined {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    return children.map(Number)[0];
  } catch {
    return undefined;
  }
}

describeWhere(canUnshare(), 'check of many trials', () => {
  test('check of many trials grows neither in descriptors nor in memory', async () => {
    const count = times(200, 2000);
    const steps = `steps:
      - { op: bind, socket: server, address: 0.0.0.0, port: 50005, reuseaddr: true }
      - { op: listen, socket: server }
      - { op: connect, socket: client, address: 127.0.0.1, port: 50005 }
      - { op: accept, socket: conn, from: server }
      - { op: close, socket: conn }
      - { op: bind, socket: again, address: 0.0.0.0, port: 50005, reuseaddr: true, expect: EADDRINUSE }`;
    const input = file(...Array.from({ length: count }, (_, i) => `  - id: trial-${i}\n    ${steps}`));
    const running = startProgram(['check', '-', '--format', 'json'], { input });
    const samples = await sample(running);
    const { code, stdout } = await running.finished;
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Report).summary).toMatchObject({ trials: { met: count }, disagreements: 0 });
    expect(samples.length).toBeGreaterThan(10);
    const [early, late] = [samples.slice(0, samples.length / 2), samples.slice(samples.length / 2)];
    const most = (of: typeof samples, what: 'descriptors' | 'megabytes'): number => Math.max(...of.map((s) => s[what]));
    expect(most(late, 'descriptors')).toBeLessThanOrEqual(most(early, 'descriptors') + 2);
    expect(most(late, 'megabytes')).toBeLessThan(most(early, 'megabytes') + 30);
  });
});

/** What the sandbox process holds, from the moment that it runs trials until its end. */
async function sample(running: Running): Promise<{ descriptors: number; megabytes: number }[]> {
  const samples: { descriptors: number; megabytes: number }[] = [];
  let ended = false;
  void running.finished.then(() => {
    ended = true;
  });
  while (!ended) {
    await setTimeout(20);
    const pid = sandboxOf(running);
    const megabytes = Number(/^VmRSS:\s+(\d+)/m.exec(statusOf(pid ?? 0) ?? '')?.[1] ?? 0) / 1024;
    try {
      const descriptors = readdirSync(`/proc/${pid}/fd`).length;
      if (descriptors > 15) samples.push({ descriptors, megabytes });
    } catch {
      // It has just ended.
    }
  }
  return samples;
}

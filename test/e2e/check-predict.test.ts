import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { call } from '../commands/call.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FILE = join(folder, 'trials.yaml');
writeFileSync(
  FILE,
  `version: 1
expect: [{ holder: 127.0.0.1, address: 0.0.0.0, port: 8080, reuse: addr, expect: "bind:EADDRINUSE" }]
trials:
  - id: both-listen
    steps:
      - { op: bind, socket: any, address: 0.0.0.0, port: 80, reuseaddr: true }
      - { op: listen, socket: any }
      - { op: bind, socket: one, address: 127.0.0.1, port: 80, reuseaddr: true, expect: EADDRINUSE }
  - id: connection
    steps:
      - { op: listen, socket: a, savePort: P }
      - { op: connect, socket: c, address: 127.0.0.1, port: $P }
      - { op: deliver, address: 127.0.0.1, port: $P, receivers: [a], expect: ok }
  - { id: elsewhere, platform: win32, steps: [{ op: bind, socket: a, address: 127.0.0.1, port: 80 }] }
`,
);

const predict = (...systems: readonly string[]) =>
  call(['check', FILE, '--predict', systems.join(','), '--format', 'json']);

const statuses = (stdout: string): unknown =>
  JSON.parse(stdout).trials.map(({ id, system, status }: Record<string, string>) => [id, system, status]);

test('check --predict judges each trial by the rules of each system, and opens nothing', async () => {
  const { stdout, stderr, code } = await predict('freebsd', 'windows');
  expect(stderr).toBe('');
  expect(statuses(stdout)).toEqual([
    ['both-listen', 'freebsd', 'unmet'],
    ['connection', 'freebsd', 'inconclusive'],
    ['elsewhere', 'freebsd', 'skipped'],
    ['both-listen', 'windows', 'unmet'],
    ['connection', 'windows', 'inconclusive'],
    ['elsewhere', 'windows', 'met'],
  ]);
  const report = JSON.parse(stdout);
  expect(report.predicted.map(({ os }: { os: string }) => os)).toEqual(['freebsd', 'windows']);
  expect(report.expectations.map(({ status }: { status: string }) => status)).toEqual(['unmet', 'unmet']);
  expect(report.disagreements).toEqual([]);
  expect(code).toBe(1);
});

test('check --predict linux foresees what the steps come to on this kernel, but for what it cannot know', async () => {
  const { stdout, code } = await predict('linux');
  expect(statuses(stdout)).toEqual([
    ['both-listen', 'linux', 'met'],
    ['connection', 'linux', 'inconclusive'],
    ['elsewhere', 'linux', 'skipped'],
  ]);
  expect(code).toBe(3);
});

test('the report says that it was predicted; an unknown system is wrong usage', async () => {
  const { stdout } = await call(['check', FILE, '--predict', 'macos']);
  expect(stdout).toContain('predicted, no socket was opened: the rules of macOS');
  expect(stdout).toContain('nothing was run');
  expect((await call(['check', FILE, '--predict', 'beos'])).code).toBe(2);
});

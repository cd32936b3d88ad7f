import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FLAGS } from '../../src/code-cache/optimize-later.ts';

const CLI = join(import.meta.dirname, '../../dist/cli.js');

test('the usual flag is the default of this V8', () => {
  const flags = FLAGS[process.versions.v8.split('.', 1)[0] ?? ''];
  if (flags === undefined) return;
  expect(execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' })).toContain(`default: ${flags.usual}\n`);
  expect(spawnSync(process.execPath, [flags.later, '-p', '1'], { encoding: 'utf8' })).toMatchObject({ stdout: '1\n' });
});

test('after a long check the stored code is taken as before', () => {
  const home = mkdtempSync(join(tmpdir(), 'bindmatrix-later-'));
  try {
    const services = Array.from({ length: 150 }, (_, i) => `  - { id: s${i}, profile: nginx, listen: ${3000 + i} }\n`);
    writeFileSync(join(home, 'plan.yaml'), `version: 1\nservices:\n${services.join('')}`);
    const check = () => {
      const words = [CLI, 'check', '--in', 'predict', join(home, 'plan.yaml')];
      const { status, stderr } = spawnSync(process.execPath, words, { env: { HOME: home }, encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const folder = join(home, '.cache', 'bindmatrix');
      return readdirSync(folder).map((name) => [name, statSync(join(folder, name)).ino]);
    };
    const first = check();
    expect(first.length).toBeGreaterThan(3);
    expect(check()).toEqual(first);
  } finally {
    rmSync(home, { recursive: true });
  }
});

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FLAGS } from '../../src/code-cache/optimize-later.ts';
import { canUnshare } from '../setup/namespace.ts';
import { describeWhere } from '../setup/where.ts';

const CLI = join(import.meta.dirname, '../../dist/cli.js');

test('the usual flag is the default of this V8', () => {
  const flags = FLAGS[process.versions.v8.split('.', 1)[0] ?? ''];
  if (flags === undefined) return;
  expect(execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' })).toContain(`default: ${flags.usual}\n`);
  expect(spawnSync(process.execPath, [flags.later, '-p', '1'], { encoding: 'utf8' })).toMatchObject({ stdout: '1\n' });
});

/** The files of the code cache after each of two checks of 150 services. */
function cacheOfTwo(where: string): readonly (readonly unknown[])[] {
  const home = mkdtempSync(join(tmpdir(), 'bindmatrix-later-'));
  try {
    const services = Array.from({ length: 150 }, (_, i) => `  - { id: s${i}, profile: nginx, listen: ${3000 + i} }\n`);
    writeFileSync(join(home, 'plan.yaml'), `version: 1\nservices:\n${services.join('')}`);
    return [1, 2].map(() => {
      const words = [CLI, 'check', '--in', where, join(home, 'plan.yaml')];
      const env = { PATH: process.env.PATH, HOME: home };
      const { status, stderr } = spawnSync(process.execPath, words, { env, encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const folder = join(home, '.cache', 'bindmatrix');
      return readdirSync(folder).map((name) => [name, statSync(join(folder, name)).ino]);
    });
  } finally {
    rmSync(home, { recursive: true });
  }
}

test('after a long check the stored code is taken as before', () => {
  const [first, second] = cacheOfTwo('predict');
  expect(first?.length).toBeGreaterThan(3);
  expect(second).toEqual(first);
});

describeWhere(canUnshare(), 'with a sandbox', () => {
  test('the stored code of its process is taken as before', () => {
    const [first, second] = cacheOfTwo('sandbox');
    expect(first?.flat()).toContain('sandbox-program-trials-main.js');
    expect(second).toEqual(first);
  });
});

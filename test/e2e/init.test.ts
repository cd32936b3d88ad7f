import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { canUnshare } from '../setup/namespace.ts';
import { runProgram } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-init-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('init writes a file whose schema an editor finds, and leaves one alone that is there', async () => {
  const path = join(folder, 'a plan.yaml');
  expect(await runProgram(['init', path])).toMatchObject({
    code: 0,
    stdout: '',
    stderr: expect.stringContaining("check '"),
  });
  const text = readFileSync(path, 'utf8');
  const schema = /^# yaml-language-server: \$schema=(.*)$/m.exec(text)?.[1] ?? '';
  expect(JSON.parse(readFileSync(resolve(dirname(path), schema), 'utf8'))).toHaveProperty('$schema');
  writeFileSync(path, 'mine');
  expect(await runProgram(['init', path])).toMatchObject({ code: 2, stderr: expect.stringContaining('there already') });
  expect(readFileSync(path, 'utf8')).toBe('mine');
  expect((await runProgram(['init', path, '--force'])).code).toBe(0);
  expect(readFileSync(path, 'utf8')).toBe(text);
});

describeWhere(canUnshare(), 'what init writes', () => {
  test('is met by check and by run, as it says', async () => {
    const { stdout } = await runProgram(['init', '-']);
    for (const command of [
      ['check', '-'],
      ['run', '-c', '-'],
    ])
      expect((await runProgram(command, { input: stdout })).code).toBe(0);
  });
});

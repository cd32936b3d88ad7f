import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runProgram } from '../setup/program.ts';

let cache = '';
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'bindmatrix-cache-'));
});
afterEach(() => rmSync(cache, { recursive: true }));

const rules = (more: Readonly<Record<string, string>> = {}) =>
  runProgram(['rules', 'linux.no-overlap'], {
    env: { XDG_CACHE_HOME: cache, NODE_OPTIONS: '', NODE_V8_COVERAGE: '', ...more },
  });

const files = (): string[] => readdirSync(join(cache, 'bindmatrix')).sort();

test('a run stores what V8 compiled, the next one says the same with it, and damage does no harm', async () => {
  const first = await rules();
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(files()).toEqual(['commands-command-line-call.js', 'commands-rules.js']);
  const path = join(cache, 'bindmatrix', 'commands-rules.js');
  const { mtimeMs, ino } = statSync(path);
  expect(await rules()).toEqual(first);
  // It was good as it was.
  expect(statSync(path)).toMatchObject({ mtimeMs, ino });
  const damaged = readFileSync(path);
  damaged.fill(0xa5, damaged.length >> 1, (damaged.length >> 1) + 64);
  writeFileSync(path, damaged);
  expect(await rules()).toEqual(first);
  expect(statSync(path).ino).not.toBe(ino);
  expect(files()).toEqual(['commands-command-line-call.js', 'commands-rules.js']);
});

test('with NODE_DISABLE_COMPILE_CACHE, and where others may write, nothing is stored', async () => {
  expect(await rules({ NODE_DISABLE_COMPILE_CACHE: '1' })).toMatchObject({ code: 0, stderr: '' });
  chmodSync(cache, 0o777);
  expect(await rules()).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync(cache)).toEqual([]);
});

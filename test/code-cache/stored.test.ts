import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readStored, store } from '../../src/code-cache/stored.ts';
import { times } from '../setup/long.ts';

const SOURCE = Buffer.from('exports.x = 1;\n');
const CODE = Buffer.from(Array.from({ length: 300 }, (_, i) => i & 255));
const NAME = 'commands-run.js';

let home = '';
let env: NodeJS.ProcessEnv = {};
let folder = '';
let file = '';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'bindmatrix-cache-'));
  env = { HOME: home };
  folder = join(home, '.cache', 'bindmatrix');
  file = join(folder, NAME);
});

afterEach(() => rmSync(home, { recursive: true }));

const stored = (): Buffer | undefined => readStored(NAME, SOURCE, env);

describe('compiled code that was stored', () => {
  test('is read again, from a file and a folder of the user alone', () => {
    store(NAME, SOURCE, CODE, env);
    expect(stored()).toEqual(CODE);
    expect(readdirSync(folder)).toEqual([NAME]);
    expect([statSync(file).mode & 0o777, statSync(folder).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  test('is in XDG_CACHE_HOME where that is set', () => {
    env = { HOME: '/nonexistent', XDG_CACHE_HOME: home };
    store(NAME, SOURCE, CODE, env);
    expect(stored()).toEqual(CODE);
    expect(readdirSync(home)).toEqual(['bindmatrix']);
  });

  test('is not used for another source, and replaced by that of the newer', () => {
    store(NAME, SOURCE, CODE, env);
    const newer = Buffer.from('exports.x = 2;\n');
    expect(readStored(NAME, newer, env)).toBeUndefined();
    store(NAME, newer, CODE, env);
    expect(readStored(NAME, newer, env)).toEqual(CODE);
    expect(stored()).toBeUndefined();
  });

  test('is not used where any byte of the file has changed, or where it is cut', () => {
    store(NAME, SOURCE, CODE, env);
    const whole = readFileSync(file);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] ?? 0) ^ by;
        writeFileSync(file, damaged);
        expect(stored()).toBeUndefined();
        writeFileSync(file, whole.subarray(0, at));
        expect(stored()).toBeUndefined();
      }),
      { numRuns: times(300, 10_000) },
    );
    writeFileSync(file, whole);
    expect(stored()).toEqual(CODE);
  });

  test.each([
    ['the file', () => file],
    ['the folder', () => folder],
    ['the folder above', () => join(home, '.cache')],
    ['HOME', () => home],
  ])('is not used where others may write to %s', (_what, path) => {
    store(NAME, SOURCE, CODE, env);
    for (const others of [0o020, 0o002]) {
      const { mode } = statSync(path());
      chmodSync(path(), mode | others);
      expect(stored()).toBeUndefined();
      chmodSync(path(), mode);
      expect(stored()).toEqual(CODE);
    }
  });

  test('is not used where a symbolic link or a folder has its name', () => {
    store(NAME, SOURCE, CODE, env);
    const elsewhere = join(home, 'elsewhere');
    writeFileSync(elsewhere, readFileSync(file), { mode: 0o600 });
    rmSync(file);
    symlinkSync(elsewhere, file);
    expect(stored()).toBeUndefined();
    rmSync(file);
    mkdirSync(file);
    expect(stored()).toBeUndefined();
  });
});

describe('nothing is stored, and nothing left behind,', () => {
  test('in a folder that others may write to', () => {
    chmodSync(home, 0o777);
    store(NAME, SOURCE, CODE, env);
    expect(readdirSync(home)).toEqual([]);
  });

  test.each([
    {},
    { HOME: '' },
    { HOME: 'relative' },
    { HOME: '/nonexistent' },
    { HOME: '/dev/null' },
    { HOME: '/tmp' },
  ])('with %j', (other) => {
    store(NAME, SOURCE, CODE, other);
    expect(readStored(NAME, SOURCE, other)).toBeUndefined();
  });

  test('where a folder has its name', () => {
    mkdirSync(file, { recursive: true, mode: 0o700 });
    for (const path of [join(home, '.cache'), folder]) chmodSync(path, 0o700);
    store(NAME, SOURCE, CODE, env);
    expect(readdirSync(folder)).toEqual([NAME]);
    expect(readdirSync(file)).toEqual([]);
  });
});

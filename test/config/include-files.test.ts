import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { includesBeside, missingFolderBeside } from '../../src/config/include-files.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindmatrix-includes-'));
  for (const name of ['conf.d', 'sites', 'many']) mkdirSync(join(folder, name));
  for (const name of ['conf.d/b.conf', 'conf.d/a.conf', 'conf.d/.hidden.conf', 'conf.d/a.conf~', 'sites/Z', 'sites/a'])
    writeFileSync(join(folder, name), `text of ${name}`);
  for (let i = 0; i <= 1000; i++) writeFileSync(join(folder, 'many', `${i}`), '');
  writeFileSync(join(folder, 'binary'), Buffer.from([0xff, 0xfe]));
  symlinkSync('loop', join(folder, 'loop'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The files that a pattern names, without the folder. */
function included(pattern: string): unknown {
  const read = includesBeside(join(folder, 'nginx.conf'))(pattern);
  if (!read.ok) return read.error.message.replaceAll(folder, '');
  return read.value.map(({ file, text }) => [file.replace(folder, ''), text]);
}

describe('the files that a server file includes', () => {
  it.each([
    [
      'conf.d/*.conf',
      [
        ['/conf.d/a.conf', 'text of conf.d/a.conf'],
        ['/conf.d/b.conf', 'text of conf.d/b.conf'],
      ],
    ],
    ['*/a', [['/sites/a', 'text of sites/a']]],
    ['sites/[A-Z]', [['/sites/Z', 'text of sites/Z']]],
    ['sites/[!A-Z]', [['/sites/a', 'text of sites/a']]],
    [
      'sites/?',
      [
        ['/sites/Z', 'text of sites/Z'],
        ['/sites/a', 'text of sites/a'],
      ],
    ],
    ['conf.d/.h*', [['/conf.d/.hidden.conf', 'text of conf.d/.hidden.conf']]],
    ['nothing/*.conf', []],
    ['sites/../sites/a', [['/sites/a', 'text of sites/a']]],
    ['nothing', '/nothing: no such file'],
    ['sites', '/sites: this is a directory, not a file'],
    ['binary', '/binary: it is not UTF-8 text'],
    ['loop', '/loop: its symbolic links form a loop'],
    ['many/*', '/many/* names more than 1000 files'],
  ])('%s', (pattern, expected) => {
    expect(included(pattern)).toEqual(expected);
    expect(included(join(folder, pattern))).toEqual(expected);
  });
});

describe('the folder of a glob', () => {
  it.each([
    ['nothing/*.conf', '/nothing'],
    ['nothing/more/*', '/nothing/more'],
    ['conf.d/*.none', undefined],
    ['nothing/a.conf', undefined],
    ['*/a', undefined],
  ])('is told where it is not there: %s', (pattern, expected) => {
    expect(missingFolderBeside(join(folder, 'nginx.conf'))(pattern)?.replace(folder, '')).toBe(expected);
  });
});

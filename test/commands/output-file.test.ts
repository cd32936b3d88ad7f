import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openOutput } from '../../src/commands/terminal/output-file.ts';
import { ownLines } from '../../src/report/index.ts';
import { testWhere } from '../setup/where.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-output-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);

function opened(name: string) {
  const output = openOutput(name);
  if (!output.ok) throw new Error(output.error.message);
  return output.value;
}

describe('openOutput', () => {
  test('writes a new file', async () => {
    expect(await opened(path('new')).write(['a', 'b'].map(ownLines))).toEqual({ ok: true, value: undefined });
    expect(readFileSync(path('new'), 'utf8')).toBe('ab');
  });

  test('replaces a longer old file, and only when it is written', async () => {
    writeFileSync(path('old'), 'x'.repeat(1e6));
    const output = opened(path('old'));
    expect(readFileSync(path('old'), 'utf8')).toHaveLength(1e6);
    await output.write([ownLines('new')]);
    expect(readFileSync(path('old'), 'utf8')).toBe('new');
  });

  test('abandoned, removes the file that it made, and keeps one that was there', () => {
    writeFileSync(path('kept'), '');
    opened(path('kept')).abandon();
    opened(path('made')).abandon();
    expect([existsSync(path('kept')), existsSync(path('made'))]).toEqual([true, false]);
  });

  test.each([
    [folder, /^--output .*: open: EISDIR$/, /name a file, not a directory/],
    [path('none/x'), /: open: ENOENT$/, /a directory that you may write to/],
  ])('refuses %s, and says why', (name, message, hint) => {
    expect(openOutput(name)).toEqual({
      ok: false,
      error: { message: expect.stringMatching(message), hint: expect.stringMatching(hint) },
    });
  });
});

testWhere(
  existsSync('/dev/full') || 'needs /dev/full',
  'openOutput gives a problem where the disk is full',
  async () => {
    expect(await opened('/dev/full').write([ownLines('x')])).toMatchObject({
      ok: false,
      error: { message: '--output /dev/full: write: ENOSPC' },
    });
    expect(existsSync('/dev/full')).toBe(true);
  },
);

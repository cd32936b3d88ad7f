import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openOutput } from '../../src/commands/terminal/output-file.ts';
import { ownLines, type Written } from '../../src/report/index.ts';
import { testWhere } from '../setup/where.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-output-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);
const textOf = (name: string): string => readFileSync(path(name), 'utf8');

const { signal } = new AbortController();

function opened(name: string) {
  const output = openOutput(name);
  if (!output.ok) throw new Error(output.error.message);
  return output.value;
}

const write = (name: string, text: string) => opened(path(name)).write([ownLines(text)], signal);

describe('openOutput', () => {
  test('makes a new file when it is written, and not before', async () => {
    const output = opened(path('new'));
    expect(readdirSync(folder)).toEqual([]);
    expect(await output.write(['a', 'b'].map(ownLines), signal)).toEqual({ ok: true, value: undefined });
    expect(textOf('new')).toBe('ab');
    expect(readdirSync(folder)).toEqual(['new']);
  });

  test('replaces a longer old file with its permissions, and only when it is written', async () => {
    writeFileSync(path('old'), 'x'.repeat(1e6));
    chmodSync(path('old'), 0o640);
    const output = opened(path('old'));
    expect(textOf('old')).toHaveLength(1e6);
    await output.write([ownLines('new')], signal);
    expect(textOf('old')).toBe('new');
    expect(statSync(path('old')).mode & 0o777).toBe(0o640);
  });

  test('removes what a killed process left of the same report, and nothing else', async () => {
    const { pid: gone } = spawnSync('true');
    const own = ['a', 'b'].map((name) => `.${name}-report.${gone}.tmp`);
    const kept = [
      own[1],
      `.a-report.${process.ppid}.tmp`,
      `.a-report.x${gone}.tmp`,
      `.a-report.${gone}.tmp2`,
    ] as string[];
    for (const name of [...own, ...kept]) {
      writeFileSync(path(name), 'half');
      utimesSync(path(name), 1, 1);
    }
    await write('a-report', 'whole');
    expect([existsSync(path(own[0] ?? '')), textOf('a-report')]).toEqual([false, 'whole']);
    expect(kept.filter((name) => existsSync(path(name)))).toEqual(kept);
    writeFileSync(path(own[0] ?? ''), 'half, a moment ago');
    await write('a-report', 'whole');
    expect(existsSync(path(own[0] ?? ''))).toBe(true);
    for (const name of readdirSync(folder).filter((one) => one.includes('-report'))) rmSync(path(name));
  });

  test('leaves the old file, and nothing beside it, where the report fails half way', async () => {
    writeFileSync(path('kept'), 'kept');
    const before = readdirSync(folder);
    const broken = function* (): Iterable<Written> {
      yield ownLines('half');
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    };
    expect(await opened(path('kept')).write(broken(), signal)).toMatchObject({
      ok: false,
      error: { message: `--output ${path('kept')}: write: ENOSPC` },
    });
    expect(textOf('kept')).toBe('kept');
    expect(readdirSync(folder)).toEqual(before);
  });

  test('leaves the old file, and nothing beside it, where a signal comes while it is written', async () => {
    writeFileSync(path('signalled'), 'kept');
    const before = readdirSync(folder);
    const controller = new AbortController();
    const text = function* (): Iterable<Written> {
      yield ownLines('half');
      controller.abort();
      yield ownLines('whole');
    };
    expect((await opened(path('signalled')).write(text(), controller.signal)).ok).toBe(true);
    expect(textOf('signalled')).toBe('kept');
    expect(readdirSync(folder)).toEqual(before);
  });

  test('keeps a symbolic link, also one that leads to nothing yet, and replaces what it leads to', async () => {
    writeFileSync(path('target'), 'old');
    symlinkSync('target', path('link'));
    symlinkSync('link', path('link-to-link'));
    symlinkSync('made-by-link', path('dangling'));
    await write('link-to-link', 'new');
    await write('dangling', 'made');
    expect([textOf('target'), textOf('made-by-link')]).toEqual(['new', 'made']);
    expect([lstatSync(path('link')), lstatSync(path('dangling'))].map((s) => s.isSymbolicLink())).toEqual([true, true]);
  });

  test('keeps both names of a file that has two', async () => {
    writeFileSync(path('one'), 'much older');
    linkSync(path('one'), path('two'));
    await write('two', 'new');
    expect([textOf('one'), textOf('two')]).toEqual(['new', 'new']);
  });

  test.each([
    [folder, /^--output .*: open: EISDIR$/, /name a file, not a directory/],
    [path('none/x'), /: open: ENOENT$/, /a directory that you may write to/],
    [`${path('none')}/`, /: open: EISDIR$/, /a directory that you may write to/],
  ])('refuses %s, and says why', (name, message, hint) => {
    expect(openOutput(name)).toEqual({
      ok: false,
      error: { message: expect.stringMatching(message), hint: expect.stringMatching(hint) },
    });
  });

  test('refuses a symbolic link that leads to itself', () => {
    symlinkSync('loop', path('loop'));
    expect(openOutput(path('loop'))).toMatchObject({ ok: false, error: { message: expect.stringMatching(/ELOOP$/) } });
  });
});

testWhere(
  existsSync('/dev/full') || 'needs /dev/full',
  'openOutput gives a problem where the disk is full',
  async () => {
    expect(await opened('/dev/full').write([ownLines('x')], signal)).toMatchObject({
      ok: false,
      error: { message: '--output /dev/full: write: ENOSPC' },
    });
    expect(existsSync('/dev/full')).toBe(true);
  },
);

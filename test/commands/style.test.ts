import { describe, expect, test } from 'vitest';
import { styleOf } from '../../src/commands/terminal/style.ts';

const terminal = { isTTY: true, columns: 100 };
const pipe = { isTTY: false };

describe('styleOf', () => {
  test.each<[string, typeof terminal | typeof pipe, NodeJS.ProcessEnv, boolean]>([
    ['a terminal', terminal, {}, true],
    ['a pipe', pipe, {}, false],
    ['a terminal that cannot', terminal, { TERM: 'dumb' }, false],
    ['a terminal with NO_COLOR', terminal, { NO_COLOR: '1' }, false],
    ['a terminal with an empty NO_COLOR', terminal, { NO_COLOR: '' }, true],
    ['a pipe with FORCE_COLOR', pipe, { FORCE_COLOR: '1' }, true],
    ['a pipe with an empty FORCE_COLOR', pipe, { FORCE_COLOR: '' }, false],
    ['a terminal with an empty FORCE_COLOR', terminal, { FORCE_COLOR: '' }, true],
    ['a terminal with FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, false],
    ['both NO_COLOR and FORCE_COLOR', terminal, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ])('decides about colour on %s', (_where, stream, env, colour) => {
    expect(styleOf(stream, env).colour).toBe(colour);
  });

  test.each<[NodeJS.ProcessEnv, boolean]>([
    [{ LANG: 'de_DE.UTF-8' }, true],
    [{}, true],
    [{ LANG: 'C' }, false],
    [{ LANG: 'C.utf8' }, true],
    [{ LC_CTYPE: 'UTF-8' }, true],
    [{ LANG: 'de_DE' }, false],
    [{ LANG: 'de_DE@euro' }, false],
    [{ LANG: 'de_DE.ISO-8859-1' }, false],
    [{ LANG: 'ja_JP.eucJP' }, false],
    [{ LC_ALL: 'POSIX', LANG: 'de_DE.UTF-8' }, false],
    [{ LC_ALL: '', LC_CTYPE: 'C', LANG: 'de_DE.UTF-8' }, false],
  ])('with the locale %o allows characters beyond ASCII: %s', (env, unicode) => {
    expect(styleOf(terminal, env).unicode).toBe(unicode);
  });

  test('takes 80 columns where the stream has none, or a pty has 0', () => {
    expect([terminal, pipe, { isTTY: true, columns: 0 }].map((stream) => styleOf(stream, {}).columns)).toEqual([
      100, 80, 80,
    ]);
  });
});

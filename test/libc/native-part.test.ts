import { describe, expect, test } from 'vitest';
import { nativePart } from '../../src/libc/library.ts';
import { whatIsMissing } from '../../src/libc/native-part.ts';

const HERE = `${process.platform}-${process.arch}`;

const failure = (message: string, code?: string): Error => Object.assign(new Error(message), code && { code });

describe('a native part that does not load', () => {
  test.each<[string, unknown, RegExp, RegExp]>([
    [
      'is forbidden: --no-addons',
      failure('Cannot load native addon because loading addons is disabled.', 'ERR_DLOPEN_DISABLED'),
      /told to load no native code/,
      /^take --no-addons away, also from NODE_OPTIONS; with --permission/,
    ],
    [
      'is not there',
      failure(`Cannot find module '@koromix/koffi-${HERE}'\nRequire stack:\n- /a/cli.js`, 'MODULE_NOT_FOUND'),
      new RegExp(`for ${HERE} is missing: the package @koromix/koffi-${HERE}$`),
      /without --omit=optional/,
    ],
    [
      'is of another platform',
      failure('/a/koffi.node: wrong ELF class: ELFCLASS32', 'ERR_DLOPEN_FAILED'),
      new RegExp(`for ${HERE} does not load: /a/koffi.node: wrong ELF class`),
      new RegExp(`installed for another platform: install them here, on ${HERE}`),
    ],
    [
      'is cut off',
      failure('/a/koffi.node: file too short', 'ERR_DLOPEN_FAILED'),
      /file too short$/,
      /damaged: install the packages anew/,
    ],
    [
      'has no room',
      failure('/a/koffi.node: failed to map segment from shared object: Cannot allocate memory', 'ERR_DLOPEN_FAILED'),
      /Cannot allocate memory$/,
      /^raise the memory limit/,
    ],
    [
      'lies where nothing may run',
      failure('/a/koffi.node: failed to map segment from shared object: Operation not permitted', 'ERR_DLOPEN_FAILED'),
      /Operation not permitted$/,
      /noexec/,
    ],
    [
      'lacks its file',
      failure("Cannot find module './linux_x64/koffi.node'\nRequire stack:\n- /a/index.js", 'MODULE_NOT_FOUND'),
      new RegExp(`for ${HERE} is missing`),
      /without --omit=optional/,
    ],
    ['is of another release', failure('its native part is of release 4.0.0'), /: its native part is of/, /anew/],
    ['throws no error', 'x', /: x$/, /anew/],
  ])('%s: the message names the part, the hint what to change and what still works', (_, error, message, hint) => {
    const said = whatIsMissing(error);
    expect(said.message).toMatch(message);
    expect(said.message).not.toContain('\n');
    expect(said.hint).toMatch(hint);
    expect(said.hint).toMatch(/"\$0 rules", "\$0 schema" and --predict work without it$/);
  });
});

test('the native part of this machine loads', () => {
  expect(nativePart().ok).toBe(true);
});

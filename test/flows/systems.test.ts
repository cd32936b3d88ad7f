import { describe, expect, test } from 'vitest';
import { readSystems } from '../../src/flows/systems.ts';

describe('readSystems', () => {
  test.each([
    ['linux', ['linux']],
    ['linux, freebsd', ['linux', 'freebsd']],
    [
      ['macos', 'windows,illumos'],
      ['macos', 'windows', 'illumos'],
    ],
  ])('reads %j as %j', (texts, systems) => {
    expect(readSystems('--predict', texts)).toEqual({ ok: true, value: systems });
  });

  test.each(['beos', 'linux,beos', '', 'linux,'])('refuses %j, and lists the systems', (texts) => {
    expect(readSystems('--os', texts)).toMatchObject({
      ok: false,
      error: {
        message: expect.stringMatching(/^--os: unknown system "(beos)?"$/),
        hint: expect.stringContaining('linux, freebsd'),
      },
    });
  });
});

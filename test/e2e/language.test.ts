import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProgram } from '../setup/program.ts';

const RULE = ['rules', 'linux.same-address-listening'];
const CHINESE = { LC_ALL: '', LANG: 'zh_CN.UTF-8' };
const SENTENCE = '与监听者地址和端口都相同的第二个套接字会被拒绝';

describe('the program in Chinese', () => {
  test('is so by the locale, by --lang whatever the locale, and not otherwise', async () => {
    const [byLocale, byFlag, english, other] = await Promise.all([
      runProgram(RULE, { env: CHINESE }),
      runProgram([...RULE, '--lang', 'zh'], { env: { LC_ALL: 'C' } }),
      runProgram([...RULE, '--lang', 'en'], { env: CHINESE }),
      runProgram(RULE, { env: { LC_ALL: '', LANG: 'zh_CN.GB18030' } }),
    ]);
    expect(byLocale.stdout).toContain(SENTENCE);
    expect(byFlag.stdout).toBe(byLocale.stdout);
    expect(english.stdout).toContain('A second socket on the same address and port as a listener is refused');
    expect(english.stdout).not.toMatch(/\p{Script=Han}/u);
    expect(other.stdout).not.toMatch(/\p{Script=Han}/u);
  });

  test('writes for programs as in English, whatever the locale', async () => {
    const args = [...RULE, '--format', 'json'];
    const [chinese, english] = await Promise.all([runProgram(args, { env: CHINESE }), runProgram(args)]);
    expect(chinese.stdout).toBe(english.stdout);
    expect(chinese.code).toBe(0);
  });

  test('refuses to write for programs in Chinese', async () => {
    const { code, stderr, stdout } = await runProgram([...RULE, '--json', '--lang', 'zh']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--lang zh: json is for programs, and the same in every language');
  });

  test('is in one bundle, which no other call loads', () => {
    const folder = join(import.meta.dirname, '..', '..', 'dist');
    const chinese = readdirSync(folder)
      .filter((name) => name.endsWith('.js'))
      .filter((name) => /监听|\\u76D1\\u542C/i.test(readFileSync(join(folder, name), 'utf8')));
    expect(chinese).toEqual(['commands-terminal-chinese.js']);
  });
});

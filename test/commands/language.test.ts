import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/command-line/commands.ts';
import { oddForm } from '../../src/commands/command-line/odd-forms.ts';
import { localeLanguage } from '../../src/commands/terminal/language.ts';

const OPTIONS = COMMANDS.map(({ options }) => options);

describe('the language of the locale', () => {
  test.each([
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh_TW.utf8' }, 'zh'],
    [{ LANG: 'zh.UTF-8' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8@stroke' }, 'zh'],
    [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'zh_CN.UTF-8', LC_MESSAGES: 'de_DE.UTF-8' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: '' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C.UTF-8' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'C' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_CTYPE: 'C' }, 'en'],
    [{ LANG: 'zh_CN' }, 'en'],
    [{ LANG: 'zh_TW.Big5' }, 'en'],
    [{ LANG: 'zha_CN.UTF-8' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{}, 'en'],
  ])('of %o is %s', (env, language) => {
    expect(localeLanguage(env)).toBe(language);
  });
});

describe('--lang', () => {
  test.each(['json', 'junit', 'nagios', 'ndjson'])('zh with --format %s is wrong usage', (format) => {
    const problem = { message: `--lang zh: ${format} is for programs, and the same in every language` };
    expect(oddForm(['run', '--lang', 'zh', '--format', format], OPTIONS)).toMatchObject(problem);
    expect(oddForm(['run', `--format=${format}`, '--lang=zh'], OPTIONS)).toMatchObject(problem);
  });

  test('zh with --json is wrong usage', () => {
    expect(oddForm(['demo', '--json', '--lang', 'zh'], OPTIONS)?.message).toMatch(/^--lang zh: json is for programs/);
  });

  test.each([
    ['demo', '--lang', 'zh'],
    ['demo', '--lang', 'zh', '--format', 'markdown'],
    ['demo', '--lang', 'en', '--format', 'json'],
    ['why', '80', '--lang=zh', '--format=terminal'],
  ])('%s %s %s %s %s is taken', (...args) => {
    expect(oddForm(args, OPTIONS)).toBeUndefined();
  });

  test('is a flag of the commands that people read', () => {
    const spoken = OPTIONS.filter(({ flags }) => Object.hasOwn(flags, 'lang')).map(({ name }) => name);
    expect(spoken).toEqual(['run', 'check', 'why', 'rules', 'demo', 'serve', 'sandbox']);
  });
});

import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/command-line/commands.ts';
import { wrongUsage } from '../../src/commands/command-line/wrong-usage.ts';

const OPTIONS = COMMANDS.map(({ options }) => options);
const NAMES = OPTIONS.map(({ name }) => name);
const HELP = '$0 --help lists the commands, $0 COMMAND --help its flags';

/** The last two letters swapped; where they are one letter, once more. */
const slip = (word: string): string =>
  word.at(-1) === word.at(-2) ? `${word}${word.at(-1)}` : `${word.slice(0, -2)}${word.at(-1)}${word.at(-2)}`;

describe('wrongUsage', () => {
  test.each([
    ['Unknown argument: rnu', ['rnu'], 'unknown command "rnu"; did you mean run?', undefined],
    [
      'Unknown argument: interface',
      ['interfaces', '--interface', 'x'],
      'unknown option --interface',
      'it is an option of run',
    ],
    [
      'Unknown argument: interfaec',
      ['interfaces', '--interfaec', 'x'],
      'unknown option --interfaec; did you mean --interface?',
      'it is an option of run',
    ],
    ['Unknown argument: nonsense', ['nonsense'], 'unknown command "nonsense"', HELP],
    ['Unknown arguments: prot, 80', ['--prot', '80'], 'unknown option --prot; did you mean --port?', undefined],
    ['Unknown argument: onyl', ['check', '--onyl', 'x'], 'unknown option --onyl; did you mean --only?', undefined],
    ['Unknown argument: nonsense', ['run', '--nonsense=1'], 'unknown option --nonsense', HELP],
    ['Unknown argument: 81', ['why', '80', '81'], 'unexpected argument "81"', HELP],
    ['Not enough arguments following: port', ['run', '--port'], '--port needs a value', HELP],
    [
      'Invalid values:\n  Argument: format, Given: "markdown", Choices: "terminal", "json"',
      ['why', '--format', 'markdown'],
      '--format: "markdown" is not offered here',
      'write one of terminal, json',
    ],
    ['two\n   lines', [], 'two lines', HELP],
  ])('makes of %j with the arguments %j: %s', (said, args, message, hint) => {
    expect(wrongUsage(said, args, OPTIONS)).toEqual(hint === undefined ? { message } : { message, hint });
  });

  test.each(NAMES)('leads a misspelt %s back to it', (name) => {
    const typed = slip(name);
    expect(wrongUsage(`Unknown argument: ${typed}`, [typed], OPTIONS).message).toContain(`did you mean ${name}?`);
  });

  const FLAGS = OPTIONS.flatMap(({ name, flags }) => Object.keys(flags).map((flag) => [flag, name] as const));
  // Of a word of two letters every edit is too far off.
  test.each(FLAGS.filter(([flag]) => flag.length > 2))('leads a misspelt --%s of %s back to it', (flag, name) => {
    const typed = `${flag}x`;
    const { message } = wrongUsage(`Unknown argument: ${typed}`, [name, `--${typed}`], OPTIONS);
    expect(message).toBe(`unknown option --${typed}; did you mean --${flag}?`);
  });

  test('suggests a flag of another command where the command itself has none like it', () => {
    expect(wrongUsage('Unknown argument: exmaple', ['run', '--exmaple'], OPTIONS).message).toContain('--example?');
  });
});

describe('the table of commands', () => {
  test('names each command once', () => {
    expect(new Set(NAMES).size).toBe(COMMANDS.length);
  });

  test('gives no letter to two flags of one command', () => {
    for (const { flags } of OPTIONS) {
      const letters = Object.values(flags).flatMap(({ alias }) => alias ?? []);
      expect(new Set(letters).size).toBe(letters.length);
    }
  });

  test.each(NAMES)('finds the code of %s in a file of that name', async (name) => {
    expect(await import(`../../src/commands/${name}.ts`)).toHaveProperty(name);
  });
});

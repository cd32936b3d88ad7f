import { FORMATS, isForPeople } from '../../model/format.ts';
import type { Problem } from '../../model/result.ts';
import type { CommandOptions, Flag } from './definition.ts';
import { unknownOption } from './wrong-usage.ts';

/**
 * What yargs would let pass in a call: an option that only yargs knows, a part after a dot, a switch with a value, several
 * letters in one word, help and version at once, a format twice. Undefined where every option is written as the help shows it. Words after
 * -- are no options.
 */
export function oddForm(args: readonly string[], commands: readonly CommandOptions[]): Problem | undefined {
  const end = args.indexOf('--');
  const words = end < 0 ? args : args.slice(0, end);
  const command = calledCommand(words, commands);
  if (command === undefined) return undefined;
  for (const [at, word] of words.entries()) {
    if (!isOption(word)) continue;
    const problem = oddOption(word, words[at + 1], command, commands);
    if (problem !== undefined) return problem;
  }
  const asks = (names: readonly string[]): boolean => words.some((word) => names.includes(word));
  if (asks(['-h', '--help']) && asks(['-V', '--version']))
    return { message: '--help and --version ask for two different things', hint: 'leave one of the two out' };
  if (asks(['--json']) && words.some((word) => /^--format(=|$)/.test(word)))
    return { message: '--json is --format json, and --format is given too', hint: 'leave one of the two out' };
  return oddLanguage(words);
}

/** What programs read is the same in every language. */
function oddLanguage(words: readonly string[]): Problem | undefined {
  const givenTo = (flag: string): string | undefined =>
    words.flatMap((word, at) =>
      word === flag ? (words[at + 1] ?? '') : word.startsWith(`${flag}=`) ? word.slice(flag.length + 1) : [],
    )[0];
  const format = words.includes('--json') ? 'json' : givenTo('--format');
  const isRead = FORMATS.some((one) => one === format) && !isForPeople(format ?? '');
  return givenTo('--lang') !== 'zh' || !isRead
    ? undefined
    : {
        message: `--lang zh: ${format} is for programs, and the same in every language`,
        hint: 'leave --lang out; people read terminal and markdown',
      };
}

/** A lone - is standard input, and a negative number a value. */
const isOption = (word: string): boolean => /^-./s.test(word) && !/^-\d+(\.\d+)?$/.test(word);

const COMMON: Readonly<Record<string, Flag>> = {
  help: { kind: 'switch', describe: '', alias: 'h' },
  version: { kind: 'switch', describe: '', alias: 'V' },
};

function oddOption(
  word: string,
  next: string | undefined,
  command: CommandOptions,
  commands: readonly CommandOptions[],
): Problem | undefined {
  const [, dashes = '', name = '', value] = /^(--?)([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  const flags = { ...COMMON, ...command.flags };
  const flag = dashes === '--' ? ownFlag(flags, name) : flagOfLetter(flags, name.slice(0, 1));
  if (flag === undefined) return unknownOption(`${dashes}${name}`, command, commands);
  const short = dashes === '-' ? `-${name.slice(0, 1)}` : `--${name}`;
  if (dashes === '-' && name.length > 1 && (flag.kind === 'switch' || /^[A-Za-z]/.test(name.slice(1))))
    return severalLetters(word, Object.hasOwn(flags, name), flag);
  if (flag.kind === 'switch' && (value !== undefined || /^(true|false)$/.test(next ?? '')))
    return { message: `${short} takes no value`, hint: `write ${short} alone, or leave it out` };
  if (flag.kind === 'one' && value === '') return { message: `${short} needs a value` };
  return undefined;
}

function severalLetters(word: string, isName: boolean, { kind }: Flag): Problem {
  if (isName) return { message: `unknown option ${word}; did you mean -${word}?` };
  const apart = kind === 'switch' ? 'each option in a word of its own' : `${word.slice(0, 2)} ${word.slice(2)}`;
  return { message: `unknown option ${word}`, hint: `write ${apart}` };
}

const ownFlag = (flags: Readonly<Record<string, Flag>>, name: string): Flag | undefined =>
  Object.hasOwn(flags, name) ? flags[name] : undefined;

const flagOfLetter = (flags: Readonly<Record<string, Flag>>, letter: string): Flag | undefined =>
  letter === '' ? undefined : Object.values(flags).find(({ alias }) => alias === letter);

/** The first word that is neither an option nor the value of one names the command. Without one it is the first command. */
function calledCommand(words: readonly string[], commands: readonly CommandOptions[]): CommandOptions | undefined {
  const takesValue = (word: string): boolean =>
    commands.some(({ flags }) =>
      Object.entries(flags).some(
        ([name, { kind, alias }]) => kind !== 'switch' && (word === `--${name}` || word === `-${alias}`),
      ),
    );
  const first = words.find((word, at) => !isOption(word) && !takesValue(words[at - 1] ?? ''));
  return commands.find(({ name }) => name === first) ?? commands[0];
}

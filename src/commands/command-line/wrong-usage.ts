import { readEndpoints } from '../../config/endpoint/pasted.ts';
import { nearest } from '../../config/nearest.ts';
import type { Problem } from '../../model/result.ts';
import { shellWord } from '../../report/index.ts';
import type { CommandOptions } from './definition.ts';

/** A call that cannot be read. The message is for the user. */
export class WrongUsage extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** What every command takes beside its own flags. */
const COMMON_FLAGS = ['help', 'version'];

const HELP = '$0 --help lists the commands, $0 COMMAND --help its flags';

/** What yargs says of a call, in the words of this program, with what was probably meant. */
export function wrongUsage(said: string, args: readonly string[], commands: readonly CommandOptions[]): Problem {
  const unknown = /^Unknown arguments?: (.*)$/.exec(said)?.[1]?.split(', ') ?? [];
  const first = unknown.find((name) => args.some((arg) => bare(arg) === name));
  if (first !== undefined) return unknownArgument(asWritten(first, args), args, commands);
  const lacking = /^Not enough arguments following: (.*)$/.exec(said)?.[1];
  if (lacking !== undefined) return { message: `--${lacking} needs a value`, hint: HELP };
  const [, flag, given, choices] = /^Invalid values:\s*Argument: (.*?), Given: (.*), Choices: (.*)$/s.exec(said) ?? [];
  if (choices === undefined) return { message: said.replace(/\s*\n\s*/g, ' '), hint: HELP };
  return { message: `--${flag}: ${given} is not offered here`, hint: `write one of ${choices.replaceAll('"', '')}` };
}

const bare = (arg: string): string => arg.replace(/^-+/, '').replace(/=.*$/s, '');

const asWritten = (name: string, args: readonly string[]): string =>
  args.find((arg) => bare(arg) === name)?.replace(/=.*$/s, '') ?? name;

/** An operand too many. */
export const unexpectedArgument = (written: string): Problem => ({
  message: `unexpected argument "${written}"`,
  hint: HELP,
});

function unknownArgument(written: string, args: readonly string[], commands: readonly CommandOptions[]): Problem {
  if (written.startsWith('-'))
    return unknownOption(
      written,
      commands.find(({ name }) => name === args[0]),
      commands,
    );
  const names = commands.map(({ name }) => name);
  const [command = ''] = args;
  if (names.includes(command)) return unexpectedArgument(written);
  if (readEndpoints([written]).ok) return withSuggestion(`unknown command "${written}"`, `why ${shellWord(written)}`);
  return withSuggestion(`unknown command "${written}"`, nearest(written, names));
}

/**
 * A flag of the command itself, the first one where none is named, is suggested before one of another command; of that
 * the message says which commands have it.
 */
export function unknownOption(
  written: string,
  own: CommandOptions | undefined,
  commands: readonly CommandOptions[],
): Problem {
  const called = own ?? commands[0];
  const message = `unknown option ${written}`;
  const near = nearest(bare(written), [...flagsOf(called), ...COMMON_FLAGS]);
  const others = havingFlag(bare(written), commands);
  if (others.length > 0) return ofOthers(message, others, near);
  if (near !== undefined) return withSuggestion(message, `--${near}`);
  const flag = nearest(bare(written), commands.flatMap(flagsOf));
  return flag === undefined
    ? { message, hint: HELP }
    : ofOthers(`${message}; did you mean --${flag}?`, havingFlag(flag, commands), undefined);
}

const flagsOf = (one: CommandOptions | undefined): string[] => Object.keys(one?.flags ?? {});

const havingFlag = (flag: string, commands: readonly CommandOptions[]): string[] =>
  commands.filter((one) => flagsOf(one).includes(flag)).map(({ name }) => name);

const ofOthers = (message: string, others: readonly string[], near: string | undefined): Problem => ({
  message: near === undefined ? message : `${message}; did you mean --${near}?`,
  hint: `it is an option of ${others.join(', ')}`,
});

const withSuggestion = (message: string, meant: string | undefined): Problem =>
  meant === undefined ? { message, hint: HELP } : { message: `${message}; did you mean ${meant}?` };

import { COMMANDS } from '../../src/commands/command-line/commands.ts';
import { oddForm } from '../../src/commands/command-line/odd-forms.ts';
import { readPlain } from '../../src/commands/command-line/plain.ts';
import { WrongUsage } from '../../src/commands/command-line/wrong-usage.ts';
import { parse } from '../../src/commands/command-line/yargs-reader.ts';

export const OPTIONS = COMMANDS.map(({ options }) => options);

/** What a call is read as: a command with its arguments, or why it cannot be read. Undefined: it asks for help or version. */
export type Reading =
  | { readonly command: string; readonly argv: Readonly<Record<string, unknown>> }
  | { readonly wrong: string }
  | undefined;

/** As the program reads a call that is not plain. */
export async function readByYargs(args: readonly string[]): Promise<Reading> {
  const odd = oddForm(args, OPTIONS);
  if (odd !== undefined) return { wrong: odd.message };
  let reading: Reading;
  try {
    await parse(args, COMMANDS, ({ options }, argv) => {
      reading = { command: options.name, argv };
    });
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    return { wrong: error.problem.message };
  }
  return reading;
}

/** As the program reads it where it is plain. */
export function readAsPlain(args: readonly string[]): Reading {
  const plain = readPlain(args, OPTIONS);
  return plain && { command: plain.command.name, argv: plain.argv };
}

/** As the program reads any call. */
export const read = async (args: readonly string[]): Promise<Reading> => readAsPlain(args) ?? (await readByYargs(args));

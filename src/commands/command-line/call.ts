import { COMMANDS } from './commands.ts';
import { readPlain } from './plain.ts';
import { spreadLists } from './spread-lists.ts';

/** Reads a call and does what it asks for; sets the exit code. yargs is loaded for what is not a plain call. */
export async function call(written: readonly string[]): Promise<void> {
  const options = COMMANDS.map((one) => one.options);
  const args = spreadLists(written, options);
  const plain = readPlain(args, options);
  const command = COMMANDS.find((one) => one.options === plain?.command);
  if (plain === undefined || command === undefined) await (await import('./parse.ts')).parseAndRun(args);
  else process.exitCode = await command.start(plain.argv);
}

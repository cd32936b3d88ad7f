import { COMMANDS } from './commands.ts';
import { readPlain } from './plain.ts';

/** Reads a call and does what it asks for; sets the exit code. yargs is loaded for what is not a plain call. */
export async function call(args: readonly string[]): Promise<void> {
  const plain = readPlain(
    args,
    COMMANDS.map(({ options }) => options),
  );
  const command = COMMANDS.find(({ options }) => options === plain?.command);
  if (plain === undefined || command === undefined) await (await import('./parse.ts')).parseAndRun(args);
  else process.exitCode = await command.start(plain.argv);
}

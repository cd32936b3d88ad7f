import { commandWords } from './command-words.ts';
import { COMMANDS } from './commands.ts';
import { readPlain } from './plain.ts';
import { spreadLists } from './spread-lists.ts';
import { versionAsked, wordsAsFlags } from './words.ts';

/** Reads a call and does what it asks for; sets the exit code. yargs is loaded for what is not a plain call. */
export async function call(written: readonly string[]): Promise<void> {
  const options = COMMANDS.map((one) => one.options);
  const args = spreadLists(
    wordsAsFlags(
      written,
      options.map(({ name }) => name),
    ),
    options,
  );
  if (versionAsked(args) === 'verbose') return (await import('../version.ts')).version();
  const { own, words } = commandWords(args, options);
  const plain = readPlain(own, options);
  const command = COMMANDS.find((one) => one.options === plain?.command);
  if (plain === undefined || command === undefined) await (await import('./parse.ts')).parseAndRun(own, words);
  else process.exitCode = await command.start({ ...plain.argv, command: words });
}

import { EXIT } from '../terminal/exit-codes.ts';
import { asksForPlugin, asPlugin } from '../terminal/plugin.ts';
import { complain } from '../terminal/print.ts';
import { COMMANDS } from './commands.ts';
import { oddForm } from './odd-forms.ts';
import { WrongUsage } from './wrong-usage.ts';
import { parse } from './yargs-reader.ts';

/**
 * Parses, dispatches, sets the exit code. Each command's code is loaded only when it is called. `words`: what stood after --
 * as a command to be run.
 */
export async function parseAndRun(args: readonly string[], words: readonly string[] = []): Promise<void> {
  try {
    const odd = oddForm(
      args,
      COMMANDS.map(({ options }) => options),
    );
    if (odd !== undefined) throw new WrongUsage(odd);
    await parse(args, COMMANDS, async ({ start }, argv) => {
      process.exitCode = await start({ ...argv, command: words });
    });
  } catch (error) {
    await fail(error, args);
  }
}

/** A wrong call gets one line; an exception from elsewhere is a defect of this program and keeps its stack. */
async function fail(error: unknown, args: readonly string[]): Promise<void> {
  if (!(error instanceof WrongUsage)) throw error;
  const tell = (): Promise<number> => {
    complain(error.problem);
    return Promise.resolve(EXIT.usage);
  };
  process.exitCode = await (asksForPlugin(args) ? asPlugin(tell) : tell());
}

import yargs, { type Argv, type Options } from 'yargs';
import { VERSION } from '../../flows/version.ts';
import { EXIT } from '../terminal/exit-codes.ts';
import { complain } from '../terminal/print.ts';
import { programName } from '../terminal/program-name.ts';
import { COMMANDS, type Command } from './commands.ts';
import type { CommandOptions, Flag, Operand } from './definition.ts';
import { examplesText } from './examples.ts';
import { WrongUsage, wrongUsage } from './wrong-usage.ts';

/** Parses, dispatches, sets the exit code. Each command's code is loaded only when it is called. */
export const parseAndRun = (args: readonly string[]): Promise<void> => dispatch(args).catch(fail);

const USAGE = '$0 [command]\n\nWhich network listeners can share a port on this machine, which cannot, and why.';

const EXIT_CODES =
  'Exit codes: 0 done; 1 an expectation is unmet (why: it would not bind; serve: it could not); 2 wrong usage; 3 could not find out; 78 the configuration is wrong.';

/** yargs lays its whole help out beforehand wherever it could be asked for, and that takes longer than the binds of a run. */
const wantsHelp = (args: readonly string[]): boolean => args.some((arg) => arg === '--help' || arg === '-h');

const helpWidth = (): number => Math.min(100, process.stdout.columns || 80);

/** A name that is longer leaves no room beside it: then the list of commands has the short one. */
const LONGEST_NAME = 20;

function shortName(): string {
  const name = programName();
  return name.length <= LONGEST_NAME ? name : 'bindmatrix';
}

async function dispatch(args: readonly string[]): Promise<void> {
  const base = yargs([...args])
    .scriptName(shortName())
    .usage(USAGE);
  await COMMANDS.reduce((y, command) => withCommand(y, command, args), base)
    .version(VERSION)
    .help(wantsHelp(args))
    .alias({ help: 'h', version: 'V' })
    .strict()
    .wrap(helpWidth())
    .parserConfiguration({
      'duplicate-arguments-array': true,
      'boolean-negation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .exitProcess(false)
    .fail((said, error) => {
      throw said
        ? new WrongUsage(
            wrongUsage(
              said,
              args,
              COMMANDS.map(({ options }) => options),
            ),
          )
        : error;
    })
    .parseAsync();
}

function withCommand(y: Argv, { options, start }: Command, args: readonly string[]): Argv {
  const { name, operand, about } = options;
  const isDefault = name === 'run';
  const synopsis = operand === undefined || operand.many ? name : `${name} [${operand.name}]`;
  return y.command(
    isDefault ? [synopsis, '$0'] : synopsis,
    about,
    // As the default command it is no subject of its own in the help of the whole.
    (own: Argv) => withOptions(isDefault && args[0] !== name ? own : own.usage(usageOf(options)), options),
    async (argv) => {
      process.exitCode = await start(argumentsOf(argv, options));
    },
  );
}

function usageOf({ name, operand, details }: CommandOptions): string {
  return `$0 ${name}${operand === undefined ? '' : ` ${operandText(operand)}`} [flags]\n\n${details}`;
}

function operandText({ name, many, optional }: Operand): string {
  const text = `${name.toUpperCase()}${many ? '…' : ''}`;
  return optional || !many ? `[${text}]` : text;
}

function withOptions(y: Argv, { operand, flags, examples }: CommandOptions): Argv {
  const named = Object.entries(flags);
  const base = y
    .options(Object.fromEntries(named.map(([name, flag]) => [name, yargsOption(flag)])))
    .check((argv) => givenOnce(argv, named))
    .epilog([...examplesText(examples, programName(), helpWidth()), EXIT_CODES].join('\n'));
  if (operand === undefined) return base;
  // A positional of yargs with several values would lose `-`, so they stay in `_`.
  if (operand.many) return base.strict(false).strictOptions();
  return base.positional(operand.name, { type: 'string', describe: operand.describe });
}

function yargsOption({ kind, describe, alias, ...more }: Flag): Options {
  const common = { describe, ...(alias === undefined ? {} : { alias }) };
  return kind === 'switch' ? { ...common, type: 'boolean' } : { ...common, ...more, type: 'string', requiresArg: true };
}

/** yargs makes a list of a flag that comes several times. */
function givenOnce(argv: Readonly<Record<string, unknown>>, flags: readonly (readonly [string, Flag])[]): true {
  const twice = flags.find(([name, { kind }]) => kind === 'one' && Array.isArray(argv[name]));
  if (twice !== undefined) throw new Error(`--${twice[0]} may be given only once`);
  return true;
}

/** What yargs read, without its aliases and second spellings. */
function argumentsOf(
  argv: Readonly<Record<string, unknown>> & { readonly _: readonly (string | number)[] },
  { operand, flags }: CommandOptions,
): Readonly<Record<string, unknown>> {
  const values = Object.keys(flags).map((name) => [name, argv[name]]);
  const written = operand?.many ? argv._.slice(1) : [operand && argv[operand.name]];
  return { ...Object.fromEntries(values), operands: written.filter((one) => one !== undefined).map(String) };
}

/** A wrong call gets one line; an exception from elsewhere is a defect of this program and keeps its stack. */
function fail(error: unknown): void {
  if (!(error instanceof WrongUsage)) throw error;
  complain(error.problem);
  process.exitCode = EXIT.usage;
}

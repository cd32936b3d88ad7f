import yargs, { type Argv, type Options } from 'yargs';
import { VERSION } from '../../flows/version.ts';
import { err, ok, problem, type Result } from '../../model/result.ts';
import { programName } from '../terminal/program-name.ts';
import type { Command } from './commands.ts';
import type { CommandOptions, Flag, Operand } from './definition.ts';
import { examplesText } from './examples.ts';
import { oddForm } from './odd-forms.ts';
import { unexpectedArgument, WrongUsage, wrongUsage } from './wrong-usage.ts';

/** The commands' options, which need none of their code. */
const optionsOf = (commands: readonly Command[]): readonly CommandOptions[] => commands.map(({ options }) => options);

/** What is done with a call that yargs has read. */
type Act = (command: Command, argv: Readonly<Record<string, unknown>>) => Promise<void> | void;

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

/** Reads a call by yargs. Throws WrongUsage where it cannot be read. */
export async function parse(args: readonly string[], commands: readonly Command[], act: Act): Promise<void> {
  const base = yargs([...args])
    .scriptName(shortName())
    .usage(USAGE);
  await commands
    .reduce((y, command) => withCommand(y, command, args, act), base)
    .version(VERSION)
    .help(wantsHelp(args))
    .alias({ help: 'h', version: 'V' })
    .strict()
    .wrap(helpWidth())
    .parserConfiguration({
      'duplicate-arguments-array': true,
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'populate--': true,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .exitProcess(false)
    .fail((said, error) => {
      throw said ? new WrongUsage(wrongUsage(said, args, optionsOf(commands))) : error;
    })
    .parseAsync();
}

function withCommand(y: Argv, command: Command, args: readonly string[], act: Act): Argv {
  const { options } = command;
  const { name, operand, about } = options;
  const isDefault = name === 'run';
  const synopsis = operand === undefined || operand.many ? name : `${name} [${operand.name}]`;
  return y.command(
    isDefault ? [synopsis, '$0'] : synopsis,
    about,
    // As the default command it is no subject of its own in the help of the whole.
    (own: Argv) => withOptions(isDefault && args[0] !== name ? own : own.usage(usageOf(options)), options),
    (argv) => act(command, argumentsOf(argv, options)),
  );
}

function usageOf({ name, operand, command, details }: CommandOptions): string {
  const after = command === undefined ? '' : ' [-- COMMAND…]';
  return `$0 ${name}${operand === undefined ? '' : ` ${operandText(operand)}`} [flags]${after}\n\n${details}`;
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

/** What yargs read, without its aliases. A switch that comes several times is one. */
function argumentsOf(
  argv: Readonly<Record<string, unknown>> & { readonly _: readonly (string | number)[] },
  { operand, flags }: CommandOptions,
): Readonly<Record<string, unknown>> {
  const values = Object.entries(flags).map(([name, { kind }]) => [
    name,
    kind === 'switch' && Array.isArray(argv[name]) ? true : argv[name],
  ]);
  return { ...Object.fromEntries(values), operands: operandsOf(argv, operand) };
}

/** Those of the call and those after --. */
function operandsOf(
  argv: Readonly<Record<string, unknown>> & { readonly _: readonly (string | number)[] },
  operand: Operand | undefined,
): readonly string[] {
  const written = operand?.many ? argv._.slice(1) : [operand && argv[operand.name]];
  const after = (argv['--'] ?? []) as readonly unknown[];
  const operands = [...written, ...after].filter((one) => one !== undefined).map(String);
  const beyond = operands[operand === undefined ? 0 : 1];
  if (beyond !== undefined && !operand?.many) throw new WrongUsage(unexpectedArgument(beyond));
  return operands;
}

/** Reads a call without doing what it asks for; a problem where it cannot be read. */
export async function readCall(args: readonly string[], commands: readonly Command[]): Promise<Result<ReadCall>> {
  const asks = args.find((word) => ['--help', '-h', '--version', '-V'].includes(word));
  const odd = asks === undefined ? oddForm(args, optionsOf(commands)) : { message: `${asks} is of no use here` };
  if (odd !== undefined) return err(odd);
  let call: ReadCall | undefined;
  try {
    await parse(args, commands, ({ options }, argv) => {
      call = { name: options.name, argv: { operands: [], ...argv } };
    });
  } catch (error) {
    if (error instanceof WrongUsage) return err(error.problem);
    throw error;
  }
  return call === undefined ? problem('it cannot be read') : ok(call);
}

/** A call by the name of its command. */
interface ReadCall {
  readonly name: string;
  readonly argv: Readonly<Record<string, unknown>> & { readonly operands: readonly string[] };
}

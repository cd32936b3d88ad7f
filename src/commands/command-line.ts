import yargs, { type Argv } from 'yargs';
import { EXIT } from './exit.ts';
import {
  checkOptions,
  demoOptions,
  interfacesOptions,
  RUN_USAGE,
  rulesOptions,
  runOptions,
  serveOptions,
  whyOptions,
} from './options.ts';
import { complain } from './print.ts';
import { VERSION } from './version.ts';
import { WrongUsage } from './wrong-usage.ts';

/** Parses, dispatches, sets the exit code. Each command's code is loaded only when it is called. */
export const parseAndRun = (args: readonly string[]): Promise<void> => dispatch(args).catch(fail);

const USAGE = '$0 [command]\n\nWhich network listeners can share a port on this machine, which cannot, and why.';

/** In the order of the help. */
const COMMANDS: readonly ((y: Argv, args: readonly string[]) => Argv)[] = [
  (y, args) =>
    y.command(
      ['run', '$0'],
      'try the listeners and report what can share a port (the default)',
      // As the default command it is no subject of its own in the help of the whole.
      (own: Argv) => (args[0] === 'run' ? runOptions(own).usage(RUN_USAGE) : runOptions(own)),
      async (argv) => exitWith((await import('./run.ts')).run(argv)),
    ),
  (y) =>
    y.command(
      'check',
      'run the trials of YAML files in the sandbox and judge what they expect',
      (own: Argv) => checkOptions(own),
      async (argv) => exitWith((await import('./check.ts')).check(argv)),
    ),
  (y) =>
    y.command(
      'why [endpoint]',
      'who holds a port, and what would let it be bound',
      (own: Argv) => whyOptions(own),
      async (argv) => exitWith((await import('./why.ts')).why(argv)),
    ),
  (y) =>
    y.command(
      'rules [id]',
      'the rules behind every prediction, each with an example to run',
      (own: Argv) => rulesOptions(own),
      async (argv) => exitWith((await import('./rules.ts')).rules(argv)),
    ),
  (y) =>
    y.command(
      'demo [story]',
      "the tutorial's claims, tried in the sandbox and told step by step",
      (own: Argv) => demoOptions(own),
      async (argv) => exitWith((await import('./demo.ts')).demo(argv)),
    ),
  (y) =>
    y.command(
      'serve',
      "the tutorial's server, for playing its story by hand",
      (own: Argv) => serveOptions(own),
      async (argv) => exitWith((await import('./serve.ts')).serve(argv)),
    ),
  (y) =>
    y.command(
      'interfaces',
      'list the interfaces and every local address',
      (own: Argv) => interfacesOptions(own),
      async (argv) => exitWith((await import('./interfaces.ts')).interfaces(argv)),
    ),
  (y) =>
    y.command('schema', 'print the JSON Schema of the YAML files', {}, async () =>
      exitWith((await import('./schema.ts')).schema()),
    ),
];

/** yargs lays its whole help out beforehand wherever it could be asked for, and that takes longer than a run's binds. */
const wantsHelp = (args: readonly string[]): boolean => args.some((a) => a === '--help' || a === '-h');

async function dispatch(args: readonly string[]): Promise<void> {
  const usage = args[0] === 'run' ? RUN_USAGE : USAGE;
  const base = yargs([...args])
    .scriptName('bindmatrix')
    .usage(usage);
  await COMMANDS.reduce((y, add) => add(y, args), base)
    .epilog(
      'Exit codes: 0 done, 1 an expectation unmet (why: it would not bind; serve: it could not), 2 wrong usage, 3 could not find out, 78 the configuration is wrong.',
    )
    .version(VERSION)
    .help(wantsHelp(args))
    .alias({ help: 'h', version: 'V' })
    .strict()
    .recommendCommands()
    .wrap(Math.min(100, process.stdout.columns ?? 80))
    .parserConfiguration({
      'duplicate-arguments-array': true,
      'boolean-negation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .exitProcess(false)
    .fail((message, error) => {
      throw message ? new WrongUsage(message, args) : error;
    })
    .parseAsync();
}

async function exitWith(code: Promise<number>): Promise<void> {
  process.exitCode = await code;
}

/** A wrong call gets one line; an exception from elsewhere is a defect of this program and keeps its stack. */
function fail(error: unknown): void {
  if (!(error instanceof WrongUsage)) throw error;
  complain(error.message, error.hint);
  process.exitCode = EXIT.usage;
}

import type { ArgumentsOf, CommandOptions } from './definition.ts';
import { CHECK } from './options/check.ts';
import { COMPLETION } from './options/completion.ts';
import { DEMO } from './options/demo.ts';
import { DIFF } from './options/diff.ts';
import { INIT } from './options/init.ts';
import { INTERFACES } from './options/interfaces.ts';
import { PROFILES } from './options/profiles.ts';
import { RULES } from './options/rules.ts';
import { RUN } from './options/run.ts';
import { SANDBOX } from './options/sandbox.ts';
import { SCHEMA } from './options/schema.ts';
import { SERVE } from './options/serve.ts';
import { SNAPSHOT } from './options/snapshot.ts';
import { WHY } from './options/why.ts';

/** A subcommand: what the command line knows of it, and what it does; `start` gives the exit code. */
export interface Command {
  readonly options: CommandOptions;
  readonly start: (argv: Readonly<Record<string, unknown>>) => Promise<number>;
}

/** The parser has checked the arguments against the options, so they have the type that follows from these. */
const row = <O extends CommandOptions>(options: O, start: (argv: ArgumentsOf<O>) => Promise<number>): Command => ({
  options,
  start: (argv) => start((argv.json === true ? { ...argv, format: 'json' } : argv) as ArgumentsOf<O>),
});

/** Every subcommand, in the order of the help. The code of each is loaded when it is called. */
export const COMMANDS: readonly Command[] = [
  row(RUN, async (argv) => (await import('../run.ts')).run(argv)),
  row(CHECK, async (argv) =>
    argv.host === undefined
      ? (await import('../check.ts')).check(argv)
      : (await import('../check-fleet.ts')).checkFleetOf(argv, argv.host),
  ),
  row(WHY, async (argv) => (await import('../why.ts')).why(argv)),
  row(SNAPSHOT, async (argv) => (await import('../snapshot.ts')).snapshot(argv)),
  row(DIFF, async (argv) => (await import('../diff.ts')).diff(argv)),
  row(PROFILES, async (argv) => (await import('../profiles.ts')).profiles(argv)),
  row(RULES, async (argv) => (await import('../rules.ts')).rules(argv)),
  row(DEMO, async (argv) => (await import('../demo.ts')).demo(argv)),
  row(SERVE, async (argv) => (await import('../serve.ts')).serve(argv)),
  row(SANDBOX, async (argv) => (await import('../sandbox.ts')).sandbox(argv)),
  row(INTERFACES, async (argv) => (await import('../interfaces.ts')).interfaces(argv)),
  row(INIT, async (argv) => (await import('../init.ts')).init(argv)),
  row(SCHEMA, async (argv) => (await import('../schema.ts')).schema(argv)),
  row(COMPLETION, async (argv) =>
    (await import('../completion.ts')).completion(
      argv,
      COMMANDS.map(({ options }) => options),
    ),
  ),
];

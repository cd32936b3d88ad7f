import type { Recipient } from '../terminal/recipient.ts';
import type { ArgumentsOf, CommandOptions } from './definition.ts';
import { CHECK } from './options/check.ts';
import { DEMO } from './options/demo.ts';
import { DOCS } from './options/docs.ts';
import { INTERFACES } from './options/interfaces.ts';
import { PROFILES } from './options/profiles.ts';
import { RULES } from './options/rules.ts';
import { RUN } from './options/run.ts';
import { SCHEMA } from './options/schema.ts';
import { SERVE } from './options/serve.ts';
import { WHY } from './options/why.ts';

/**
 * A subcommand: what the command line knows of it, and what it does; `start` gives the exit code. What it finds out goes to
 * the user, unless it is started for somebody else.
 */
export interface Command {
  readonly options: CommandOptions;
  readonly start: (argv: Readonly<Record<string, unknown>>, to?: Recipient) => Promise<number>;
}

/** The parser has checked the arguments against the options, so they have the type that follows from these. */
const row = <O extends CommandOptions>(
  options: O,
  start: (argv: ArgumentsOf<O>, to?: Recipient) => Promise<number>,
): Command => ({
  options,
  start: (argv, to) => start((argv.json === true ? { ...argv, format: 'json' } : argv) as ArgumentsOf<O>, to),
});

/** Every subcommand, in the order of the help. The code of each is loaded when it is called. */
export const COMMANDS: readonly Command[] = [
  row(RUN, async (argv, to) => (await import('../run.ts')).run(argv, to)),
  row(CHECK, async (argv, to) => (await import('../check.ts')).check(argv, to)),
  row(WHY, async (argv) => (await import('../why.ts')).why(argv)),
  row(PROFILES, async (argv) => (await import('../profiles.ts')).profiles(argv)),
  row(RULES, async (argv, to) => (await import('../rules.ts')).rules(argv, to)),
  row(DEMO, async (argv, to) => (await import('../demo.ts')).demo(argv, to)),
  row(DOCS, async (argv) => (await import('../docs.ts')).docs(argv, COMMANDS)),
  row(SERVE, async (argv) => (await import('../serve.ts')).serve(argv)),
  row(INTERFACES, async (argv) => (await import('../interfaces.ts')).interfaces(argv)),
  row(SCHEMA, async (argv, to) => (await import('../schema.ts')).schema(argv, to)),
];

import { isForPeople } from '../../model/format.ts';
import { localeLanguage } from '../terminal/language.ts';
import type { Recipient } from '../terminal/recipient.ts';
import type { ArgumentsOf, CommandOptions } from './definition.ts';
import { CHECK } from './options/check.ts';
import { COMPLETION } from './options/completion.ts';
import { DEMO } from './options/demo.ts';
import { DIFF } from './options/diff.ts';
import { DOCS } from './options/docs.ts';
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
  start: (argv, to) => {
    const asked = (argv.json === true ? { ...argv, format: 'json' } : argv) as ArgumentsOf<O>;
    return 'lang' in options.flags && isInChinese(asked, to)
      ? startInChinese(asked, (told) => start(told, to))
      : start(asked, to);
  },
});

/** By --lang, else by the locale of the user; a document is in English unless it says otherwise. */
const isInChinese = ({ lang, format = 'terminal' }: Readonly<Record<string, unknown>>, to: Recipient | undefined) =>
  lang === undefined
    ? to === undefined && localeLanguage(process.env) === 'zh' && isForPeople(String(format))
    : lang === 'zh';

const startInChinese = async <A>(argv: A, start: (argv: A) => Promise<number>): Promise<number> =>
  start({ ...argv, translation: (await import('../terminal/chinese.ts')).CHINESE });

/** Every subcommand, in the order of the help. The code of each is loaded when it is called. */
export const COMMANDS: readonly Command[] = [
  row(RUN, async (argv, to) => (await import('../run.ts')).run(argv, to)),
  row(CHECK, async (argv, to) =>
    argv.host === undefined
      ? (await import('../check.ts')).check(argv, to)
      : (await import('../check-fleet.ts')).checkFleetOf(argv, argv.host),
  ),
  row(WHY, async (argv) => (await import('../why.ts')).why(argv)),
  row(SNAPSHOT, async (argv) => (await import('../snapshot.ts')).snapshot(argv)),
  row(DIFF, async (argv) => (await import('../diff.ts')).diff(argv)),
  row(PROFILES, async (argv) => (await import('../profiles.ts')).profiles(argv)),
  row(RULES, async (argv, to) => (await import('../rules.ts')).rules(argv, to)),
  row(DEMO, async (argv, to) => (await import('../demo.ts')).demo(argv, to)),
  row(DOCS, async (argv) => (await import('../docs.ts')).docs(argv, COMMANDS)),
  row(SERVE, async (argv) => (await import('../serve.ts')).serve(argv)),
  row(SANDBOX, async (argv) => (await import('../sandbox.ts')).sandbox(argv)),
  row(INTERFACES, async (argv) => (await import('../interfaces.ts')).interfaces(argv)),
  row(INIT, async (argv) => (await import('../init.ts')).init(argv)),
  row(SCHEMA, async (argv, to) => (await import('../schema.ts')).schema(argv, to)),
  row(COMPLETION, async (argv) =>
    (await import('../completion.ts')).completion(
      argv,
      COMMANDS.map(({ options }) => options),
    ),
  ),
];

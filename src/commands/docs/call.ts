import type { Call, Keys } from '../../documents/index.ts';
import { err, ok, type Problem, problem, type Result } from '../../model/result.ts';
import type { Command } from '../command-line/commands.ts';
import { readPlain } from '../command-line/plain.ts';
import type { Signals } from '../terminal/signals.ts';
import { Page } from './page.ts';

/** The arguments of a command, as the parser of the command line gives them. */
type Arguments = Readonly<Record<string, unknown>> & { readonly operands: readonly string[] };

/** Flags that would write elsewhere, wait for somebody or look at another host than the document's readers have. */
const REFUSED = ['output', 'hold', 'netns', 'init'];

/** Formats that are written while the work goes on, or with a line of their own where it fails. */
const NO_TEXT = ['ndjson', 'nagios'];

/**
 * Runs a command of a document in this process. What it complains of, it says on stderr. A problem where it cannot be
 * read, has no answer, or ends with another exit code than `exit`.
 */
export async function runCall(
  call: Call,
  keys: Pick<Keys, 'as' | 'exit'>,
  commands: readonly Command[],
  signals: Signals,
): Promise<Result<Page>> {
  const read = await readCall(call.words, commands);
  if (!read.ok) return read;
  const { command, argv } = read.value;
  const wrong = refused(argv) ?? wrongFormat(command.options.name, argv, keys);
  if (wrong !== undefined) return err(wrong);
  const page = new Page(signals);
  const code = await command.start(prepared(command, argv, keys), page);
  if (code !== keys.exit || !page.hasText)
    return problem(`it ended with ${code}${code === keys.exit ? ' and had no answer' : `, not with ${keys.exit}`}`);
  return ok(page);
}

/** A call as the command line reads it. yargs is loaded for what is not a plain one. */
async function readCall(
  words: readonly string[],
  commands: readonly Command[],
): Promise<Result<{ readonly command: Command; readonly argv: Arguments }>> {
  const options = commands.map((one) => one.options);
  const plain = readPlain(words, options);
  const read =
    plain === undefined
      ? await (await import('../command-line/yargs-reader.ts')).readCall(words, commands)
      : ok({ name: plain.command.name, argv: plain.argv });
  if (!read.ok) return read;
  const { name, argv } = read.value;
  const command = commands.find((one) => one.options.name === name);
  return command === undefined ? problem(`unknown command ${name}`) : ok({ command, argv });
}

function refused(argv: Arguments): Problem | undefined {
  const flag = REFUSED.find((name) => argv[name] !== undefined);
  if (flag !== undefined) return { message: `--${flag} is of no use in a document` };
  return argv.operands.includes('-') || argv.config === '-'
    ? { message: 'a document has no standard input', hint: 'name a file' }
    : undefined;
}

/** What the region shows and the command writes must be the same. */
function wrongFormat(name: string, argv: Arguments, { as }: Pick<Keys, 'as'>): Problem | undefined {
  const format = argv.json === true ? 'json' : (argv.format ?? 'terminal');
  if (NO_TEXT.includes(String(format))) return { message: `--format ${format} is of no use in a document` };
  if (name === 'schema' && as === 'markdown') return { message: 'schema writes JSON', hint: 'as=json' };
  if (argv.example === true && as === 'markdown') return { message: '--example writes YAML', hint: 'as=text' };
  const differs = format !== 'terminal' && format !== as;
  if (as === 'svg' && (name === 'rules' || name === 'schema'))
    return { message: `${name} has no picture`, hint: 'a picture is of run, check or demo' };
  return (as === 'markdown' || as === 'json' || as === 'svg') && differs
    ? { message: `as=${as} and --format ${format} ask for two things`, hint: 'as=text shows any format' }
    : undefined;
}

/** A run stays in the sandbox unless the document says otherwise: a reader has other addresses and services. */
const prepared = ({ options }: Command, argv: Arguments, { as }: Pick<Keys, 'as'>): Arguments => ({
  ...argv,
  ...(options.name === 'run' && argv.in === undefined ? { in: 'sandbox' } : {}),
  ...(as === 'markdown' || as === 'json' || as === 'svg' ? { format: as } : {}),
});

import type { CommandOptions, Flag, Flags } from './definition.ts';

/** A call that has been read: the command, and what it is called with. */
export interface PlainCall {
  readonly command: CommandOptions;
  readonly argv: Readonly<Record<string, unknown>> & { readonly operands: readonly string[] };
}

/**
 * Reads a plain call: the command's name first, then whole flags, their values and operands. Undefined where anything
 * else comes, which is left to yargs: help, a flag that is unknown or written in another way, a value that is not offered.
 * A test compares both readers. Loading yargs takes longer than all the binds of a run.
 */
export function readPlain(args: readonly string[], commands: readonly CommandOptions[]): PlainCall | undefined {
  const named = commands.find(({ name }) => name === args[0]);
  const command = named ?? commands[0];
  if (command === undefined) return undefined;
  const words = readWords(named === undefined ? args : args.slice(1), command.flags);
  if (words === undefined || !areTaken(words.operands, command)) return undefined;
  if (words.given.has('json') && words.given.has('format')) return undefined;
  if (words.given.has('lang') && (words.given.has('json') || words.given.has('format'))) return undefined;
  return { command, argv: { ...valuesOf(command.flags, words.given), operands: words.operands } };
}

type Given = Map<string, string | readonly string[] | true>;

function readWords(
  words: readonly string[],
  flags: Flags,
): { readonly given: Given; readonly operands: readonly string[] } | undefined {
  const given: Given = new Map();
  const operands: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (isFlag(word)) {
      const flag = flagOf(word, words[at + 1], flags);
      if (flag === undefined || !add(given, flag)) return undefined;
      if (flag.takesNext) at += 1;
    } else operands.push(word);
  }
  return { given, operands };
}

/** A lone - is standard input. An empty word is left to yargs, as is everything that begins like a flag. */
const isFlag = (word: string): boolean => word === '' || (word.startsWith('-') && word !== '-');

/** yargs reads a lone - as an empty word where one operand may be given. */
const areTaken = (operands: readonly string[], { operand }: CommandOptions): boolean =>
  operand?.many === true ||
  operands.length === 0 ||
  (operand !== undefined && operands.length === 1 && operands[0] !== '-');

interface GivenFlag {
  readonly name: string;
  readonly kind: Flag['kind'];
  readonly value: string | true;
  /** Its value is the next word. */
  readonly takesNext: boolean;
}

function flagOf(word: string, next: string | undefined, flags: Flags): GivenFlag | undefined {
  const [, long, letter = '', inline] = /^-(?:-([a-z0-9-]+)|([a-zA-Z]))(?:=(.+))?$/.exec(word) ?? [];
  const name = long ?? nameOfLetter(letter, flags);
  const flag = name !== undefined && Object.hasOwn(flags, name) ? flags[name] : undefined;
  if (name === undefined || flag === undefined || (long === undefined && inline !== undefined)) return undefined;
  const { kind } = flag;
  if (kind === 'switch') return standsAlone(inline, next) ? { name, kind, value: true, takesNext: false } : undefined;
  const value = inline ?? (next !== undefined && !isFlag(next) ? next : undefined);
  if (value === undefined || !isOffered(value, flag)) return undefined;
  return { name, kind, value, takesNext: inline === undefined };
}

/** Of a switch: yargs takes these two words for its value. */
const standsAlone = (inline: string | undefined, next: string | undefined): boolean =>
  inline === undefined && next !== 'true' && next !== 'false';

const isOffered = (value: string, flag: Flag): boolean =>
  flag.kind !== 'one' || flag.choices === undefined || flag.choices.includes(value);

const nameOfLetter = (letter: string, flags: Flags): string | undefined =>
  Object.keys(flags).find((name) => flags[name]?.alias === letter);

/** False where a flag with one value comes twice. */
function add(given: Given, { name, kind, value }: GivenFlag): boolean {
  const before = given.get(name);
  if (before === undefined || value === true) given.set(name, value);
  else if (kind === 'list' && before !== true) given.set(name, [before, value].flat());
  else return false;
  return true;
}

const valuesOf = (flags: Flags, given: ReadonlyMap<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [
      name,
      given.get(name) ?? (flag.kind === 'one' ? flag.default : undefined),
    ]),
  );

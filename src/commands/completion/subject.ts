import type { CommandOptions, Flag } from '../command-line/definition.ts';
import { FLAG_VALUES, OPERAND_VALUES, type Values } from './values.ts';

/** A flag, as a shell completes it. */
export interface CompletedFlag {
  readonly name: string;
  readonly letter?: string;
  readonly about: string;
  /** Absent where it takes no value. */
  readonly values?: Values;
  /** Several values, with commas. */
  readonly isList: boolean;
}

/** A command, as a shell completes it. */
export interface CompletedCommand {
  readonly name: string;
  readonly about: string;
  readonly flags: readonly CompletedFlag[];
  readonly operand?: { readonly name: string; readonly many: boolean; readonly values: Values };
  /** The words after -- are a command. */
  readonly takesCommand: boolean;
}

const HELP: CompletedFlag = { name: 'help', letter: 'h', about: 'show help', isList: false };
const VERSION: CompletedFlag = { name: 'version', letter: 'V', about: 'show the version', isList: false };
const NONE: Values = { words: [], sources: [] };

/** All that can be completed: the commands, and the words help and version. The first command is meant where none is named. */
export function completedCommands(commands: readonly CommandOptions[]): CompletedCommand[] {
  const names = commands.map(({ name }) => name);
  const topic = { name: 'command', many: false, values: { words: names, sources: [] } };
  const verbose = { name: 'verbose', about: 'tell of the build, Node and the kernel too', isList: false };
  return [
    ...commands.map(completed),
    { name: 'help', about: 'show the help of a command', flags: [], operand: topic, takesCommand: false },
    { name: 'version', about: VERSION.about, flags: [verbose], takesCommand: false },
  ];
}

function completed({ name, about, flags, operand, command }: CommandOptions): CompletedCommand {
  const own = Object.entries(flags).map(([flag, definition]) => completedFlag(flag, definition));
  const base = { name, about, flags: [...own, HELP, VERSION], takesCommand: command !== undefined };
  if (operand === undefined) return base;
  const values = OPERAND_VALUES[name]?.() ?? NONE;
  return { ...base, operand: { name: operand.name, many: operand.many ?? false, values } };
}

function completedFlag(name: string, flag: Flag): CompletedFlag {
  const { describe: about, alias, kind } = flag;
  const base = { name, about, isList: kind === 'list', ...(alias === undefined ? {} : { letter: alias }) };
  if (kind === 'switch') return base;
  const choices = kind === 'one' ? flag.choices : undefined;
  const values = choices === undefined ? (FLAG_VALUES[name] ?? NONE) : { words: choices, sources: [] };
  return { ...base, values };
}

/** `--config` and `-c`. */
export const spellings = ({ name, letter }: CompletedFlag): string[] => [
  `--${name}`,
  ...(letter === undefined ? [] : [`-${letter}`]),
];

import type { CommandOptions } from './definition.ts';

/**
 * `--host a b c` as `--host=a --host=b --host=c`, where the flag takes every word up to the next flag: both readers know the
 * second form. Words after -- stay as they are.
 */
export function spreadLists(args: readonly string[], commands: readonly CommandOptions[]): readonly string[] {
  const greedy = greedyFlags(commands.find(({ name }) => name === args[0]));
  if (greedy.length === 0) return args;
  const end = args.indexOf('--');
  const words = end < 0 ? args : args.slice(0, end);
  let flag: string | undefined;
  const spread = words.flatMap((word, at) => {
    if (isValue(word)) return flag === undefined ? [word] : [`${flag}=${word}`];
    flag = greedy.find((name) => word === name || word.startsWith(`${name}=`));
    // Without a value it stays, and is complained of.
    return word === flag && isValue(words[at + 1]) ? [] : [word];
  });
  return end < 0 ? spread : [...spread, ...args.slice(end)];
}

const greedyFlags = (command: CommandOptions | undefined): readonly string[] =>
  Object.entries(command?.flags ?? {}).flatMap(([name, flag]) =>
    flag.kind === 'list' && flag.greedy === true ? [`--${name}`] : [],
  );

/** A lone - is standard input. */
const isValue = (word: string | undefined): boolean =>
  word !== undefined && word !== '' && (word === '-' || !word.startsWith('-'));

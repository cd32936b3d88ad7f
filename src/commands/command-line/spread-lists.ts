import type { CommandOptions } from './definition.ts';

/**
 * `--host a b c` as `--host=a --host=b --host=c`, where the flag takes every word up to the next flag: both readers know the
 * second form. Words after -- stay as they are.
 */
export function spreadLists(args: readonly string[], commands: readonly CommandOptions[]): readonly string[] {
  const command = commands.find(({ name }) => name === args[0]);
  const greedy = Object.entries(command?.flags ?? {}).flatMap(([name, one]) =>
    one.kind === 'list' && one.greedy === true ? [`--${name}`] : [],
  );
  if (greedy.length === 0) return args;
  const spread: string[] = [];
  let flag = '';
  let ended = false;
  for (const [at, word] of args.entries()) {
    ended ||= word === '--';
    const isFlag = word.startsWith('-') && word !== '-';
    if (isFlag || ended) flag = greedy.find((long) => word === long || word.startsWith(`${long}=`)) ?? '';
    if (ended || flag === '' || word === '') spread.push(word);
    else if (!isFlag) spread.push(`${flag}=${word}`);
    else if (word !== flag || isBare(args[at + 1])) spread.push(word);
  }
  return spread;
}

/** A flag without a value stays, and is complained of. */
const isBare = (next: string | undefined): boolean =>
  next === undefined || next === '' || (next.startsWith('-') && next !== '-');

import type { CommandOptions } from './definition.ts';

/** A call without the words after --, and those where they are a command to be run, which no reader may touch. */
export function commandWords(
  args: readonly string[],
  commands: readonly CommandOptions[],
): { readonly own: readonly string[]; readonly words: readonly string[] } {
  const end = args.indexOf('--');
  const takes = end > 0 && commands.some(({ name, command }) => name === args[0] && command !== undefined);
  return takes ? { own: args.slice(0, end), words: args.slice(end + 1) } : { own: args, words: [] };
}

import type { FlagValues } from './definition.ts';
import { netnsFlag } from './options/netns.ts';
import { SELECTION_FLAGS, type SelectionArguments } from './options/run.ts';

/**
 * The flags that select what is tried, as the user wrote them: `{ reuse: 'none,addr' }`, a switch with an empty text. A
 * report repeats them, so that a command it proposes can keep them.
 */
export function selectedFlags(argv: SelectionArguments & FlagValues<typeof netnsFlag>): Record<string, string> {
  const written: Readonly<Record<string, string | readonly string[] | boolean | undefined>> = argv;
  return Object.fromEntries(
    Object.keys({ ...SELECTION_FLAGS, ...netnsFlag }).flatMap((flag) => {
      const value = written[flag];
      if (value === undefined || value === false) return [];
      return [[flag, value === true ? '' : [value].flat().join(',')]];
    }),
  );
}

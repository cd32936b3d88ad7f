import type { RunFlags } from './options.ts';

/** What selects the experiment, as opposed to how its report is written. */
const SELECTING = [
  'config',
  'in',
  'port',
  'protocol',
  'family',
  'interface',
  'address',
  'reuse',
  'v6only',
  'sequence',
  'show',
] as const;

/** The flags that select what is tried, as the user wrote them: so that a next command keeps them. */
export function askedBy(argv: RunFlags): Record<string, string> {
  const written = SELECTING.flatMap((flag) => {
    const value = argv[flag];
    return value === undefined ? [] : [[flag, [value].flat().join(',')] as const];
  });
  return Object.fromEntries([...written, ...(argv.live ? [['live', '']] : [])]);
}

import { FORMATS_OF } from '../../../model/format.ts';
import { type ArgumentsOf, type CommandOptions, one, toggle } from '../definition.ts';
import { netnsFlag } from './netns.ts';

/** What both commands about snapshots say of the options of sockets. */
export const passiveFlag = {
  passive: toggle("read no options of other processes' sockets: they are unknown then"),
};

export const SNAPSHOT = {
  name: 'snapshot',
  about: 'keep what decides about listening on this host: addresses, settings, listeners',
  details:
    'Writes bindmatrix/host@1: addresses, links, the sysctls that the rules read, and listeners with their options and owners. Opens no socket on any endpoint. Two snapshots of an unchanged host are byte for byte the same; what may not be seen is unknown, and says so. diff compares two.',
  flags: {
    format: one('format [terminal, a summary, where stdout is a terminal; else json]', {
      choices: FORMATS_OF.snapshot,
    }),
    json: toggle('short for --format json'),
    output: one('write the snapshot to a file, which is opened before the work', { alias: 'o' }),
    ...passiveFlag,
    ...netnsFlag,
  },
  examples: [
    ['$0 snapshot -o before.json', 'before an upgrade'],
    ['$0 diff before.json', 'what changed since, on this host'],
  ],
} as const satisfies CommandOptions;

export type SnapshotArguments = ArgumentsOf<typeof SNAPSHOT>;

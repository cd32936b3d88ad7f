import { type ArgumentsOf, type CommandOptions, list } from '../definition.ts';
import { netnsFlag } from './netns.ts';
import { outputFlags } from './output.ts';
import { passiveFlag } from './snapshot.ts';

export const DIFF = {
  name: 'diff',
  about: 'say what changed since a snapshot, and which verdicts of plans flip by it',
  operand: {
    name: 'snapshot',
    describe: 'one file of snapshot, which is compared with this host, or two: OLD NEW; - is standard input',
    many: true,
    optional: true,
  },
  details: `Compares two snapshots: listeners, their options and owners, addresses, links, sysctls, kernel. With --plan the services, serves and expectations of files are judged on both by the rules; nothing is opened. What one side could not see is no change.
Exit codes: 0 no change, 1 a change, 3 something could be seen on one side only.
With --format nagios those of a plugin: 0 OK, 1 WARNING (a change), 2 CRITICAL (a verdict is unmet now; degraded: WARNING), 3 UNKNOWN.`,
  flags: {
    plan: list("a file with services or expectations, or a server's own file, whose verdicts are compared"),
    ...passiveFlag,
    ...netnsFlag,
    ...outputFlags('drift'),
  },
  examples: [
    ['$0 diff before.json', 'what changed on this host since'],
    ['$0 diff before.json after.json --plan web.yaml', 'and which verdicts flip by it'],
    ['$0 diff baseline.json --format nagios', 'as a plugin of Nagios or Icinga'],
  ],
} as const satisfies CommandOptions;

export type DiffArguments = ArgumentsOf<typeof DIFF>;

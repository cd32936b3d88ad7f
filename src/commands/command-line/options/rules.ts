import { type ArgumentsOf, type CommandOptions, list, toggle } from '../definition.ts';
import { languageFlag } from './language.ts';
import { outputFlags } from './output.ts';

export const RULES = {
  name: 'rules',
  about: 'list the rules behind every prediction, each with an example to run',
  operand: { name: 'id', describe: "linux.no-overlap, no-overlap of every system, or a glob: 'linux.udp-*'" },
  details: 'The rules behind the predictions: all of them, those that match a glob, or everything about one.',
  flags: {
    os: list('only those of linux, freebsd, macos, openbsd, netbsd, windows, illumos'),
    example: toggle('print the examples as a file that check reads'),
    ...languageFlag,
    ...outputFlags('rules', 'list'),
  },
  examples: [
    ['$0 rules linux.listen-lost-race', 'when it decides, its source, an example'],
    ['$0 rules linux.no-overlap --example | $0 check -', 'try it on this kernel'],
    ['$0 rules --format markdown -o rules.md', 'the documentation of all rules'],
  ],
} as const satisfies CommandOptions;

export type RulesArguments = ArgumentsOf<typeof RULES>;

import { type ArgumentsOf, type CommandOptions, list } from '../definition.ts';
import { outputFlags, PLUGIN_CODES } from './output.ts';
import { retryFlags } from './retry.ts';

export const CHECK = {
  name: 'check',
  about: 'run the trials of YAML files in the sandbox and judge what they expect',
  operand: { name: 'file', describe: 'a YAML file; - is standard input', many: true },
  details: `Each trial runs in a network namespace of its own; no root needed.\n${PLUGIN_CODES}`,
  flags: {
    only: list('only the trials whose id matches one of these globs'),
    predict: list(
      'open no socket; judge by what the rules of linux (linux@6.1: of that version), freebsd, macos, openbsd, netbsd, windows, illumos say',
    ),
    ...retryFlags,
    ...outputFlags('report'),
  },
  examples: [
    ['$0 check config/examples/*.yaml', 'every trial of several files'],
    ["$0 check - --only 'restart-*' --format json", 'some of standard input, for a program'],
  ],
} as const satisfies CommandOptions;

export type CheckArguments = ArgumentsOf<typeof CHECK>;

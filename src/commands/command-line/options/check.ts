import { type ArgumentsOf, type CommandOptions, list, one } from '../definition.ts';
import { outputFlags } from './output.ts';

export const CHECK = {
  name: 'check',
  about: 'run the trials of YAML files in the sandbox and judge what they expect',
  operand: { name: 'file', describe: 'a YAML file; - is standard input', many: true },
  details: 'Each trial runs in a network namespace of its own; no root needed.',
  flags: {
    in: one('where services start: a sandbox, this host, or nowhere: by the rules alone', {
      default: 'sandbox',
      choices: ['sandbox', 'host', 'predict'],
    }),
    only: list('only the trials whose id matches one of these globs'),
    predict: list(
      'open no socket; judge by what the rules of linux, freebsd, macos, openbsd, netbsd, windows, illumos say',
    ),
    ...outputFlags('report'),
  },
  examples: [
    ['$0 check config/examples/*.yaml', 'every trial of several files'],
    ["$0 check - --only 'restart-*' --format json", 'some of standard input, for a program'],
  ],
} as const satisfies CommandOptions;

export type CheckArguments = ArgumentsOf<typeof CHECK>;

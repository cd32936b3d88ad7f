import { EXAMPLE_NAMES } from '../../../config/example-names.ts';
import { type ArgumentsOf, type CommandOptions, list, one, toggle } from '../definition.ts';
import { languageFlag } from './language.ts';
import { outputFlags, PLUGIN_CODES } from './output.ts';
import { retryFlags } from './retry.ts';

export const CHECK = {
  name: 'check',
  about: 'say what becomes of services and trials of files, before they are started',
  operand: {
    name: 'file',
    describe: "a YAML file, or a server's own file; - is standard input",
    many: true,
    optional: true,
  },
  details: `Starts the services of plans, or of nginx.conf, compose files, .socket units, sshd -T and haproxy.cfg, and runs trials, each in a network namespace of its own; no root needed.\nexample:NAME is a file that comes with the program: ${EXAMPLE_NAMES.join(', ')}.\n${PLUGIN_CODES}`,
  flags: {
    in: one(
      'where services start: a sandbox; this host; predict: nowhere, the rules of this kernel judge the host as it is',
      {
        default: 'sandbox',
        choices: ['sandbox', 'host', 'predict'],
      },
    ),
    init: toggle('write a plan of what listens on this host now'),
    only: list('only the trials whose id matches one of these globs'),
    predict: list(
      'open no socket; judge all of the files by the rules of systems that you name, with the addresses that the host lacks: linux (linux@6.1: of that version), freebsd, macos, openbsd, netbsd, windows, illumos',
    ),
    host: list('judge hosts that files or folders describe, by the rules alone: snapshots, ip -j addr, Ansible facts', {
      greedy: true,
    }),
    ...retryFlags,
    ...languageFlag,
    ...outputFlags('report'),
  },
  examples: [
    ['$0 check --init', 'write a plan of what listens here now'],
    ['$0 check example:nginx-and-haproxy', 'whether the services of a plan all start'],
    ['$0 check /etc/nginx/nginx.conf', "the same of a server's own file"],
    ['$0 check plan.yaml --host hosts/', 'the same of every host whose snapshot or facts are in a folder'],
    ["$0 check - --only 'restart-*' --format json", 'some of standard input, for a program'],
  ],
} as const satisfies CommandOptions;

export type CheckArguments = ArgumentsOf<typeof CHECK>;

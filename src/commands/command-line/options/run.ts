import { RUN_EXAMPLES } from '../../../config/example-names.ts';
import { ofEveryAxis } from '../../../model/axes.ts';
import { type ArgumentsOf, type CommandOptions, type FlagValues, list, one, toggle } from '../definition.ts';
import { languageFlag } from './language.ts';
import { netnsFlag } from './netns.ts';
import { outputFlags, PLUGIN_CODES } from './output.ts';
import { retryFlags } from './retry.ts';

/** The flags that select what is tried: each key of `run:` in the singular, and the file. Their values are checked by config. */
export const SELECTION_FLAGS = {
  config: one('YAML file with run: and expect: (- is standard input)', { alias: 'c' }),
  in: list('host, or sandbox: a private network namespace, no root needed'),
  port: list('ports [50005]', { alias: 'p' }),
  protocol: list('tcp, udp [tcp]'),
  family: list('inet, inet6 [both]'),
  interface: list("interfaces by name or glob; ! excludes: '*,!docker*' [*]"),
  address: list('addresses, CIDRs, globs, any4, any6, each-ipv4, each-ipv6, iface:NAME'),
  ...ofEveryAxis((axis) => list(axis.help)),
  show: list('alone, together, matrix; summary: what it comes to, and nothing else [all]'),
  exhaustive: toggle('try every pair; else beyond 100 addresses a sample of alike pairs'),
  seed: one('draws that sample [1]'),
  live: toggle('also try ports in use by another process, as far as that is harmless'),
};

export const RUN = {
  name: 'run',
  about: 'try the listeners and report which can share a port (the default)',
  details: String.raw`Each flag overrides the key of the same name in the file; a list takes commas, and \, is a comma in a value.
--config example:NAME is a file that comes with the program: ${RUN_EXAMPLES.join(', ')}.
${PLUGIN_CODES}`,
  flags: {
    ...SELECTION_FLAGS,
    predict: list(
      'open no socket; report what the rules of linux (linux@6.1: of that version), freebsd, macos, openbsd, netbsd, windows, illumos say',
    ),
    beside: list(
      'try it here, and put beside it what the rules of these systems say; windows+exclusive: with SO_EXCLUSIVEADDRUSE; windows+other-user: the newcomer is of another account',
    ),
    hold: toggle('keep the listeners open until Ctrl-C; each answers HTTP with its endpoint'),
    passive: toggle('open no socket of this host; judge by the rules and the sockets that are in use'),
    active: toggle('try it on sockets also with --format nagios, prometheus or openmetrics, which are passive'),
    ...retryFlags,
    ...netnsFlag,
    ...languageFlag,
    ...outputFlags('report'),
  },
  examples: [
    ['$0', 'port 50005 with SO_REUSEADDR on every local address'],
    [
      '$0 run --in sandbox --address 192.168.1.101,10.10.2.102 --port 80',
      "the tutorial's three servers, without touching the host",
    ],
    ['$0 run --config example:before-deploy', 'whether nginx and HAProxy can share port 80'],
    [
      '$0 run --in sandbox --address 192.168.1.101 --beside freebsd,windows',
      'this kernel measured, and other systems predicted, in one table',
    ],
    ['$0 run --reuse none,addr,port --format markdown -o reuse.md', 'tables to paste into a document'],
  ],
} as const satisfies CommandOptions;

export type SelectionArguments = FlagValues<typeof SELECTION_FLAGS>;
export type RunArguments = ArgumentsOf<typeof RUN>;

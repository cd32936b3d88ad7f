import type { Argv } from 'yargs';
import type { RawFlags } from '../config/flags.ts';
import type { Destination } from './report-on.ts';

const FORMATS = ['terminal', 'json', 'markdown'] as const;

/** For yargs' check: flags that have one value. yargs makes a list of those that come several times. */
const once =
  (...flags: readonly string[]) =>
  (argv: Readonly<Record<string, unknown>>): boolean => {
    const twice = flags.find((flag) => Array.isArray(argv[flag]));
    if (twice !== undefined) throw new Error(`--${twice}: give it once`);
    return true;
  };

/** Where the report goes, and in which form. */
const withOutput = <T>(y: Argv<T>) =>
  y
    .check(once('format', 'output'))
    .option('format', {
      choices: FORMATS,
      default: 'terminal' as const,
      describe: 'form of the report',
      requiresArg: true,
    })
    .option('output', {
      alias: 'o',
      type: 'string',
      describe: 'write the report to a file, opened before the run',
      requiresArg: true,
    });

const list = (describe: string) => ({ type: 'string', describe, requiresArg: true }) as const;

export const RUN_USAGE =
  '$0 run [flags]\n\nEvery flag overrides the key of the same name in the file; a list takes commas.';

/** The flags of `run`: each key of `run:` in the singular, and how to run it. Values are checked by the config room. */
export const runOptions = (y: Argv) =>
  withOutput(y)
    .check(once('config'))
    .option('config', {
      alias: 'c',
      type: 'string',
      describe: 'YAML file with run: and expect: (- reads standard input)',
      requiresArg: true,
    })
    .option('in', list('host, or sandbox: a private network namespace, no root needed'))
    .option('port', { ...list('ports [50005]'), alias: 'p' })
    .option('protocol', list('tcp, udp [tcp]'))
    .option('family', list('inet, inet6 [both]'))
    .option('interface', list("interfaces by name or glob; ! takes away: '*,!docker*' [*]"))
    .option('address', list('addresses, CIDRs, globs, any4, any6, each-ipv4, each-ipv6, iface:NAME'))
    .option('reuse', list('none, addr, port, addr+port; HOLDER/NEWCOMER where they differ: none/addr [addr]'))
    .option('v6only', list('IPV6_V6ONLY: system, on, off [system]'))
    .option('sequence', list('listen-each, bind-all-first [listen-each]'))
    .option('show', list('alone, together, matrix [all]'))
    .option('live', {
      type: 'boolean',
      describe: "also try ports that somebody else's socket holds, as far as that is harmless",
    })
    .option(
      'predict',
      list('open no socket: what the rules of linux, freebsd, macos, openbsd, netbsd, windows, illumos say'),
    )
    .option('hold', {
      type: 'boolean',
      describe: 'keep the listeners up until Ctrl-C, each answering HTTP with which it is',
    })
    .example('$0', 'port 50005 with SO_REUSEADDR on every local address')
    .example(
      '$0 run --in sandbox --address 192.168.1.101,10.10.2.102 --port 80',
      "the tutorial's three servers, touching nothing",
    )
    .example('$0 run --reuse none,addr,port --format markdown -o reuse.md', 'tables to paste into a document');

export const interfacesOptions = (y: Argv) => withOutput(y).usage('$0 interfaces [flags]');

/** The files stand in `_`: a positional of yargs with several values would lose `-`. */
export const checkOptions = (y: Argv) =>
  withOutput(y)
    .usage('$0 check FILE… [flags]\n\nEach trial runs in a network namespace of its own; no root needed.')
    .strict(false)
    .strictOptions()
    .option('only', list('only the trials whose id fits one of these globs'))
    .example('$0 check config/examples/*.yaml', 'every trial of several files')
    .example("$0 check - --only 'restart-*' --format json", 'some of standard input, for a program');

/** The flags of `demo`. */
export const demoOptions = (y: Argv) =>
  withOutput(y)
    .usage("$0 demo [STORY] [flags]\n\nThe tutorial's claims, tried in the sandbox: all of them, or one step by step.")
    .positional('story', { type: 'string', describe: 'its name, as the list shows it' })
    .example('$0 demo', 'every claim and its verdict on this machine')
    .example('$0 demo restart-in-time-wait', 'who does what, and what the kernel shows');

/** The flags of `serve`; the defaults are the tutorial's first server. */
export const serveOptions = (y: Argv) =>
  y
    .usage(
      "$0 serve [flags]\n\nThe tutorial's server, to be met with telnet or nc: prints what comes, closes first on Ctrl-C.",
    )
    .option('address', { ...list('the one address to listen on'), default: '0.0.0.0' })
    .option('port', { ...list('its port'), alias: 'p', default: '50005' })
    .option('reuse', { ...list('none, addr, port, addr+port'), default: 'none' })
    .option('allow-remote', {
      type: 'boolean',
      describe: 'serve clients from other hosts too; else they are reset unread',
    })
    .example('$0 serve', 'restart it after Ctrl-C with a client connected: Address already in use')
    .example('$0 serve --reuse addr', 'the same, from the first start on: restarts at once');

/** The flags of `why`: the options of the listener that is asked about. */
export const whyOptions = (y: Argv) =>
  y
    .usage(
      '$0 why [ENDPOINT] [flags]\n\nWho holds a port, and what would let it be bound: 80, 0.0.0.0:80, [::]:80, [fe80::1%eth0]:80, udp:53.\nWithout an endpoint: every held port of this host. Exit codes: 0 it would bind, 1 it would not, 3 unknown.',
    )
    .check(once('protocol', 'reuse', 'v6only', 'device', 'format', 'output'))
    .positional('endpoint', { type: 'string', describe: 'ADDRESS:PORT; a port alone means 0.0.0.0' })
    .option('protocol', list('tcp, udp [tcp]'))
    .option('reuse', list('none, addr, port, addr+port [tcp: addr, udp: none]'))
    .option('v6only', list('IPV6_V6ONLY: system, on, off [system]'))
    .option('device', list('the interface that it binds to (SO_BINDTODEVICE)'))
    .option('freebind', { type: 'boolean', describe: 'set IP_FREEBIND' })
    .option('passive', { type: 'boolean', describe: "only look: try no bind, and read no option of others' sockets" })
    .option('format', {
      choices: ['terminal', 'json'] as const,
      default: 'terminal' as const,
      describe: 'form of the answer',
      requiresArg: true,
    })
    .option('output', { alias: 'o', ...list('write the answer to a file, opened beforehand') })
    .example('$0 why 0.0.0.0:80', 'after a failed start of a web server')
    .example('$0 why', 'every held port with its options and owners');

/** The flags of `rules`. */
export const rulesOptions = (y: Argv) =>
  withOutput(y)
    .usage(
      '$0 rules [ID] [flags]\n\nThe rules that predictions rest on: all of them, those that fit a glob, or all about one.',
    )
    .positional('id', {
      type: 'string',
      describe: "linux.no-overlap, no-overlap of every system, or a glob: 'linux.udp-*'",
    })
    .option('os', list('only those of linux, freebsd, macos, openbsd, netbsd, windows, illumos'))
    .option('example', { type: 'boolean', describe: 'print the examples as a file that check reads' })
    .example('$0 rules linux.listen-lost-race', 'when it decides, its source, an example')
    .example('$0 rules linux.no-overlap --example | $0 check -', 'try it on this kernel')
    .example('$0 rules --format markdown -o rules.md', 'the documentation of all rules');

/** The flags of `run`; a run without flags has only the form of its report. */
export interface RunFlags extends RawFlags, Destination {
  readonly config?: string | undefined;
  readonly predict?: string | readonly string[] | undefined;
  readonly hold?: boolean | undefined;
}
/** What yargs makes of the flags of the others. */
export type InterfacesArguments = Awaited<ReturnType<typeof interfacesOptions>['argv']>;
export type CheckArguments = Awaited<ReturnType<typeof checkOptions>['argv']>;
export type ServeArguments = Awaited<ReturnType<typeof serveOptions>['argv']>;
export type WhyArguments = Awaited<ReturnType<typeof whyOptions>['argv']>;
export type RulesArguments = Awaited<ReturnType<typeof rulesOptions>['argv']>;
export type DemoArguments = Awaited<ReturnType<typeof demoOptions>['argv']>;

import type { Protocol } from '../../model/address.ts';
import type { Where } from '../../model/experiment.ts';
import type { HostFacts } from '../../model/host.ts';
import type { Reuse, ReusePair, Sequence, V6only } from '../../model/options.ts';
import { isHolderFailure, isSkipped, UNKNOWN } from '../../model/outcome.ts';
import type { Combination } from '../../model/plan.ts';
import type { Report } from '../../model/report.ts';
import { printable } from './text.ts';

/** By process.platform, or by the name of a set of rules. */
export const OS: Readonly<Record<string, string>> = {
  linux: 'Linux',
  darwin: 'Darwin',
  freebsd: 'FreeBSD',
  openbsd: 'OpenBSD',
  netbsd: 'NetBSD',
  win32: 'Windows',
  sunos: 'illumos',
  macos: 'macOS',
  windows: 'Windows',
  illumos: 'illumos',
};

const WHERE: Readonly<Record<Where, string>> = { host: 'this host', sandbox: 'sandbox' };

/** `Linux 6.18.44` */
export const kernelName = (facts: HostFacts): string => `${OS[facts.os] ?? facts.os} ${printable(facts.kernel)}`;

/** `this host, Linux 6.18.44`; of a prediction `FreeBSD (from source, not run)`. */
export function whereInWords(section: { readonly system?: string }, report: Report): string[] {
  const system = report.predicted?.find((p) => p.os === section.system);
  if (system === undefined) return [WHERE[report.where], kernelName(report.host)];
  return [`${system.name} (${CERTAINTY[system.certainty] ?? system.certainty})`];
}

/** How a prediction is known, where the words of the rules alone would not say that nothing was run now. */
const CERTAINTY: Readonly<Record<string, string>> = { run: 'predicted', documented: 'documented, not run' };

const REUSE_NAMES: Readonly<Record<Reuse, string>> = {
  none: 'no reuse option',
  addr: 'SO_REUSEADDR',
  port: 'SO_REUSEPORT',
  'addr+port': 'SO_REUSEADDR and SO_REUSEPORT',
};

/** `SO_REUSEADDR on all sockets`, `holder SO_REUSEADDR, newcomer no reuse option`. */
function reuseInWords(reuse: ReusePair): string {
  if (reuse.holder !== reuse.newcomer)
    return `holder ${REUSE_NAMES[reuse.holder]}, newcomer ${REUSE_NAMES[reuse.newcomer]}`;
  return reuse.holder === 'none' ? REUSE_NAMES.none : `${REUSE_NAMES[reuse.holder]} on all sockets`;
}

/** As a row or column of a comparison calls it: `SO_REUSEADDR`, `none, then SO_REUSEADDR`. */
export function reuseInShort(reuse: ReusePair): string {
  const name = (r: Reuse): string => (r === 'none' ? 'no option' : r === 'addr+port' ? 'both options' : REUSE_NAMES[r]);
  return reuse.holder === reuse.newcomer ? name(reuse.holder) : `${name(reuse.holder)}, then ${name(reuse.newcomer)}`;
}

const V6ONLY_WORDS: Readonly<Record<V6only, string>> = {
  system: 'IPV6_V6ONLY as the system has it',
  on: 'IPV6_V6ONLY on',
  off: 'IPV6_V6ONLY off',
};

const SEQUENCE_WORDS: Readonly<Record<Sequence, string>> = {
  'listen-each': 'each listens before the next binds',
  'bind-all-first': 'all bind before any listens',
};

/** `tcp 50005`, `SO_REUSEADDR on all sockets`, then what is not the default. */
export const combinationInWords = (c: Combination): string[] => [
  `${c.protocol} ${c.port}`,
  reuseInWords(c.reuse),
  ...(c.v6only === 'system' ? [] : [V6ONLY_WORDS[c.v6only]]),
  ...(c.sequence === 'listen-each' ? [] : [SEQUENCE_WORDS[c.sequence]]),
];

/** What a server does at the end of its start: a UDP socket is never put to listen. */
export const serves = (protocol: Protocol): string => (protocol === 'tcp' ? 'listens' : 'binds');

/** `listens`, `bind EADDRINUSE`, `holder: bind EACCES`, `skipped: held`. */
export function outcomeInWords(outcome: string, protocol: Protocol): string {
  if (outcome === 'ok') return serves(protocol);
  if (outcome === UNKNOWN) return 'unknown';
  if (isSkipped(outcome)) return outcome.replace(':', ': ');
  if (isHolderFailure(outcome)) return `holder: ${outcome.slice('holder:'.length).replace(':', ' ')}`;
  return outcome.replace(':', ' ');
}

/** What of a section says how its `::` behaves: the option, or the system's default where none is set (ipv6(7)). */
export interface Wildcard {
  readonly v6only: V6only;
  readonly v6onlyByDefault: boolean;
}

/** Whether `::` takes IPv4 too under this combination. */
export const isDualStack = ({ v6only, v6onlyByDefault }: Wildcard): boolean =>
  v6only === 'system' ? !v6onlyByDefault : v6only === 'off';

/** What `::` is under this combination; that it is so by itself is said where that is unusual on Linux. */
export function wildcardInWords(wildcard: Wildcard): string {
  if (isDualStack(wildcard)) return 'dual-stack';
  return wildcard.v6only === 'system' ? "IPv6 only (this system's default)" : 'IPv6 only';
}

/** `net.ipv4.ip_unprivileged_port_start`: ports below it need CAP_NET_BIND_SERVICE (ip(7)); 1024 where nothing says otherwise. */
export const privilegedBelow = (facts: HostFacts): number =>
  Number(facts.sysctls['net.ipv4.ip_unprivileged_port_start'] ?? 1024);

import type { Where } from '../../model/experiment.ts';
import type { HostFacts } from '../../model/host.ts';
import type { PredictedSystem, Report } from '../../model/report.ts';

/** By process.platform, or by the name of a set of rules. */
const NAMES: Readonly<Record<string, string>> = {
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

/** `freebsd` as people write it: `FreeBSD`. */
export function systemName(os: string): string {
  const [name = os, version] = os.split('@');
  return [NAMES[name] ?? name, ...(version === undefined ? [] : [version])].join(' ');
}

/** `Linux 6.18.44` */
export const kernelName = (facts: Pick<HostFacts, 'os' | 'kernel'>): string =>
  `${systemName(facts.os)} ${facts.kernel}`;

const WHERE: Readonly<Record<Where, string>> = { host: 'this host', sandbox: 'sandbox' };

/** `this host, Linux 6.18.44`; of a prediction `FreeBSD (from source, not run)`. */
export function whereInWords(section: { readonly system?: string }, report: Report): string[] {
  const system = report.predicted?.find((p) => p.os === section.system);
  if (system === undefined) return [WHERE[report.where], kernelName(report.host)];
  return [predictedSystemName(system)];
}

/** `FreeBSD (from source, not run)` */
export const predictedSystemName = ({ name, certainty, newestOf }: PredictedSystem): string =>
  `${name} (${CERTAINTY[certainty] ?? certainty}${newestOf === undefined ? '' : `; the newest ${newestOf} that the rules know`})`;

/** How a prediction is known, where the words of the rules alone would not say that nothing was run now. */
const CERTAINTY: Readonly<Record<string, string>> = { run: 'predicted', documented: 'documented, not run' };

/** `net.ipv4.ip_unprivileged_port_start`: ports below it need CAP_NET_BIND_SERVICE (ip(7)); 1024 where nothing says otherwise. */
export const privilegedBelow = (facts: HostFacts): number =>
  Number(facts.sysctls['net.ipv4.ip_unprivileged_port_start'] ?? 1024);

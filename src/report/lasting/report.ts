import { type HostFacts, NO_UID } from '../../model/host.ts';
import { parseKernelVersion, seriesText } from '../../model/kernel-version.ts';
import type { Report } from '../../model/report.ts';
import type { TrialReport } from '../../model/trial.ts';
import { systemName } from '../text/systems.ts';
import { lastingPorts, withLastingPorts } from './client-ports.ts';
import { numbersIn, type Renumbering, renumbered } from './renumber.ts';

/** The first number that stands for a process. */
const FIRST_PID = 1001;

/** Where a pid stands, and how a sentence names one. */
const PIDS = { keys: ['pid', 'parent'], inText: /(\bpid )(\d+)\b/g } as const;

/** When the report was made, where that is not said. */
const NEVER = { started: '1970-01-01T00:00:00.000Z', seconds: 0 } as const;

/** `6.18` of `6.18.44+deb13-amd64`: what outcomes are told of; a text that is no version stays. */
export function kernelSeries(kernel: string): string {
  const version = parseKernelVersion(kernel);
  return version === undefined ? kernel : seriesText(version.series);
}

/** `Linux 6.18`: what a document names, where the release of the kernel is of no matter. */
export const lastingKernelName = ({ os, kernel }: Pick<HostFacts, 'os' | 'kernel'>): string =>
  `${systemName(os)} ${kernelSeries(kernel)}`;

/**
 * The report without what is otherwise for another user, another release of this program or of the kernel, or a second
 * time, so that a document that shows it stays true: no version, uid or time, `6.18` as the kernel, processes 1001 and up,
 * ports of the kernel's choice 40001 and up. To do it again changes nothing. `kernel`: the name of the kernel instead.
 */
export function lastingReport(report: Report, kernel?: string): Report {
  const { host, ports, plans, changes, reasons, trials, expectations, disagreements } = report;
  const pids = lastingPids([ports, plans, changes]);
  const portsOf = new Map(trials.map((trial) => [trial.id, lastingPorts(trial)]));
  return {
    ...report,
    ...NEVER,
    version: '',
    host: lastingHost(report, kernel ?? kernelSeries(host.kernel)),
    ports: withoutAges(renumbered(ports, pids)),
    ...(plans === undefined ? {} : { plans: withoutAges(renumbered(plans, pids)) }),
    ...(changes === undefined ? {} : { changes: withoutAges(renumbered(changes, pids)) }),
    ...(reasons === undefined ? {} : { reasons: renumbered(reasons, pids) }),
    trials: trials.map((trial) => lastingTrial(trial, portsOf.get(trial.id))),
    expectations: renumbered(expectations, pids).map(({ started: _started, seconds: _seconds, ...one }) => one),
    disagreements: disagreements.map((one) =>
      one.place.kind === 'step' ? withLastingPorts(one, portsOf.get(one.place.trial) ?? new Map()) : one,
    ),
  };
}

/** What depends on the memory of the machine, and decides nothing here. */
const SIZED: readonly string[] = ['net.ipv4.tcp_max_tw_buckets', 'net.ipv4.tcp_max_syn_backlog'];

/** In a sandbox everybody may do everything; on the host what the user may do decides. */
function lastingHost({ host, where }: Report, kernel: string): HostFacts {
  const { kernelBuild: _build, idleCapabilities, initialPidNamespace, capabilities, ...facts } = host;
  const rights = {
    capabilities,
    ...(idleCapabilities === undefined ? {} : { idleCapabilities }),
    ...(initialPidNamespace === undefined ? {} : { initialPidNamespace }),
  };
  return {
    ...facts,
    ...(where === 'sandbox' ? { capabilities: [] } : rights),
    hostname: '',
    uid: NO_UID,
    netns: 'net:[…]',
    kernel,
    sysctls: Object.fromEntries(Object.entries(host.sysctls).filter(([name]) => !SIZED.includes(name))),
  };
}

/** The same of one trial. `ports`: what stands for those of the kernel's choice. */
export const lastingTrial = (
  { started: _started, seconds: _seconds, ...trial }: TrialReport,
  ports: ReadonlyMap<number, number> = new Map(),
): TrialReport => withLastingPorts(trial, ports);

function lastingPids(value: unknown): Renumbering {
  const pids = [...new Set(numbersIn(value, ['pid', 'parent']))];
  return { ...PIDS, numbers: new Map(pids.map((pid, i) => [pid, FIRST_PID + i])) };
}

/** What tells how long something has lasted, or has left. */
const AGES: readonly string[] = ['age', 'started', 'expires'];

function withoutAges<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutAges) as T;
  const kept = Object.entries(value).filter(([name]) => !AGES.includes(name));
  return Object.fromEntries(kept.map(([name, one]) => [name, withoutAges(one)])) as T;
}

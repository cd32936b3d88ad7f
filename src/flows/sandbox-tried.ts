import { isForbidden } from '../model/denied.ts';
import type { Experiment } from '../model/experiment.ts';
import type { Report } from '../model/report.ts';

/**
 * The report, and where it may propose a sandbox, whether one works here: what refuses a call on the host may refuse it
 * there too, or the sandbox itself. Each port is tried in it once for each protocol, family and set of options.
 */
export async function withSandboxTried(report: Report, experiment: Experiment, signal: AbortSignal): Promise<Report> {
  if (!mayPropose(report) || signal.aborted) return report;
  const { runSandboxed } = await import('./run-sandboxed.ts');
  const tried = await runSandboxed(eachPort(experiment), {
    withLinkFacts: false,
    signal,
    progress: () => undefined,
    onPorts: () => undefined,
  });
  return { ...report, sandboxWorks: tried.ok && tried.value.alone.every(({ outcome }) => !isForbidden(outcome)) };
}

/** A port is in use, or something was refused that needs a permission. */
const mayPropose = ({ ports, alone, together, matrices }: Report): boolean =>
  ports.some(({ caution }) => caution !== 'free') ||
  [...alone, ...together.flatMap(({ listeners }) => listeners)].some(({ outcome }) => isForbidden(outcome)) ||
  matrices.some(({ cells }) => cells.codes.some(isForbidden));

const eachPort = (experiment: Experiment): Experiment => ({
  ...experiment,
  where: 'sandbox',
  addresses: experiment.families.map((family) => ({ text: ANY_OF[family], source: { flag: '--in' } })),
  interfacesWritten: false,
  show: ['alone'],
  expect: [],
});

const ANY_OF = { inet: 'any4', inet6: 'any6' } as const;

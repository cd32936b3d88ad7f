import { discoverHost } from './discover/host.ts';
import { linkFacts } from './discover/link-facts.ts';
import { withOwners } from './discover/owners.ts';
import { allSockets, socketsOn } from './discover/sockets.ts';
import type { Protocol } from './model/address.ts';
import type { Experiment, Where } from './model/experiment.ts';
import type { HeldSocket, Host } from './model/host.ts';
import type { Plan } from './model/plan.ts';
import type { PortReport, Report } from './model/report.ts';
import { err, ok, type Problem, type Result } from './model/result.ts';
import type { HttpPlay } from './model/story.ts';
import type { Trial } from './model/trial.ts';
import type { TableRow, TrialResult } from './model/trial-observation.ts';
import { condense } from './plan/held.ts';
import { hypotheticalHost } from './plan/hypothetical.ts';
import { planExperiment } from './plan/plan.ts';
import { describePorts } from './plan/ports.ts';
import { sandboxLayout } from './plan/sandbox-layout.ts';
import type { SourcedProblem } from './plan/select.ts';
import type { OperatingSystem } from './rules/index.ts';
import type { Progress } from './run/pacer.ts';
import { type Opener, opener, runPlan } from './run/run.ts';
import { visitListeners } from './run/story-http.ts';
import { trialRunner } from './run/trial/runner.ts';
import { probeHidden } from './run/probe-hidden.ts';
import { predictReport } from './judge/predict.ts';
import { assembleReport } from './judge/report.ts';
import { tableOf } from './judge/trials.ts';

/** Either what the user wrote does not fit this host, or it cannot be found out here. */
export type ExperimentFailure =
  | { readonly kind: 'input'; readonly problems: readonly SourcedProblem[] }
  | { readonly kind: 'cannot'; readonly problem: Problem };

/** How an experiment is run, as opposed to what it is. */
export interface Conduct {
  readonly where: Where;
  /** The program's own version, for the report. */
  readonly version: string;
  /** Ask systeminformation for the links: slow, so only where they are shown. */
  readonly withLinkFacts: boolean;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Told before the first socket is opened. */
  readonly onPorts: (ports: readonly PortReport[]) => void;
}

/** An experiment made ready on this host: nothing has been opened yet. */
interface Prepared {
  readonly host: Host;
  readonly held: readonly HeldSocket[];
  readonly plan: Plan;
  readonly ports: readonly PortReport[];
  readonly sockets: Opener;
}

/** discover -> plan -> run -> judge: the whole of bindmatrix on one screen. */
export async function runExperiment(
  experiment: Experiment,
  conduct: Conduct,
): Promise<Result<Report, ExperimentFailure>> {
  const prepared = prepare(experiment);
  if (!prepared.ok) return prepared;
  const { host, held, plan, ports, sockets } = prepared.value;
  conduct.onPorts(ports);
  // Asking for the links takes other processes a while; the run goes on meanwhile.
  const links = conduct.withLinkFacts ? linkFacts(host.interfaces) : host.interfaces;
  const observed = await runPlan(sockets, plan, conduct.signal, conduct.progress);
  if (!observed.ok) return cannot(observed.error);
  const interfaces = await links;
  return ok(
    assembleReport({ ...conduct, host: { ...host, interfaces }, held, plan, ports, observations: observed.value }),
  );
}

/** What the rules of `systems` say that would happen, on a host with these addresses. No socket is opened. */
export function predictExperiment(
  experiment: Experiment,
  systems: readonly [OperatingSystem, ...OperatingSystem[]],
  version: string,
): Result<Report, ExperimentFailure> {
  const here = opener().ok ? discoverHost() : ok(NOWHERE);
  if (!here.ok) return cannot(here.error);
  const host = hypotheticalHost(sandboxLayout(experiment, here.value), here.value.facts);
  const plan = planExperiment(experiment, host, []);
  if (!plan.ok) return err({ kind: 'input', problems: plan.error });
  return ok(predictReport({ version, where: experiment.where, host, held: [], plan: plan.value, ports: [] }, systems));
}

/** A platform on which nothing can be looked at; rules need none. */
const NOWHERE: Host = {
  facts: { os: process.platform, kernel: '', uid: 0, capabilities: [], netns: '', sysctls: {} },
  interfaces: [],
  addresses: [],
  ipv6: true,
};

/** Keeps the listeners up until `signal`, each answering HTTP with which it is. Tells what happens line by line. */
export async function holdExperiment(
  experiment: Experiment,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<Result<void, ExperimentFailure>> {
  const prepared = prepare(experiment);
  if (!prepared.ok) return prepared;
  const { hold } = await import('./run/hold.ts');
  const held = await hold({ ...prepared.value, signal, say });
  return held.ok ? held : cannot(held.error);
}

/** Runs trials, one at a time, each in the network namespace that this thread is in then. They are judged elsewhere. */
export function trialBench(): Result<(trial: Trial, withTables: boolean) => TrialResult> {
  const runner = trialRunner((port, protocols) => socketsOn([port], protocols));
  if (!runner.ok) return runner;
  const seen = new Set<string>();
  return ok((trial, withTables) => {
    const missing = runner.value.missingPermission(trial.steps);
    if (missing !== undefined) return { status: 'skipped', reason: missing };
    const layout = JSON.stringify(trial.sandbox);
    // A look at a host costs as much as a trial, and namespaces that are laid out alike are alike.
    const host = seen.has(layout) ? undefined : discoverHost();
    if (host?.ok === false) return { status: 'inconclusive', reason: host.error.message };
    seen.add(layout);
    const observations = runner.value.run(trial.steps, withTables ? socketTable : undefined);
    return host === undefined ? { observations } : { observations, host: host.value };
  });
}

/** The listeners of a trial as HTTP servers, and a visit to each of them, in the network namespace of this process. */
export async function playOverHttp(trial: Trial): Promise<Result<HttpPlay>> {
  const sockets = opener();
  return sockets.ok ? ok(await visitListeners(sockets.value, trial)) : sockets;
}

/** The report that trials are laid into: this host, and nothing found out yet. */
export function trialsReport(version: string): Result<Report, ExperimentFailure> {
  const host = discoverHost();
  if (!host.ok) return cannot(host.error);
  const plan = { addresses: [], local: [], combinations: [], expectations: [] };
  const observations = { alone: [], together: [], matrices: [], expectations: [] };
  return ok(assembleReport({ version, where: 'sandbox', host: host.value, held: [], plan, ports: [], observations }));
}

function socketTable(): readonly TableRow[] {
  const listed = allSockets();
  return listed.ok ? tableOf(listed.value.sockets) : [];
}

/** What is here and what is to be done with it. */
function prepare(experiment: Experiment): Result<Prepared, ExperimentFailure> {
  const sockets = opener();
  if (!sockets.ok) return cannot(sockets.error);
  const host = discoverHost();
  if (!host.ok) return cannot(host.error);
  const listed = socketsOn(portsOf(experiment), protocolsOf(experiment));
  if (!listed.ok) return cannot(listed.error);
  const held = condense(withOwners(listed.value.sockets));
  const { boundOnlyVisible } = listed.value;
  const seen = planExperiment(experiment, host.value, held);
  const hidden = seen.ok && !boundOnlyVisible ? probeHidden(sockets.value, seen.value, held) : undefined;
  const plan = hidden === undefined ? seen : planExperiment(experiment, host.value, held, hidden);
  if (!plan.ok) return err({ kind: 'input', problems: plan.error });
  const ports = describePorts(plan.value, host.value, held, boundOnlyVisible);
  return ok({ host: host.value, held, plan: plan.value, ports, sockets: sockets.value });
}

const portsOf = (experiment: Experiment): number[] => [
  ...new Set([...experiment.ports, ...experiment.expect.map((e) => e.port)]),
];

const protocolsOf = (experiment: Experiment): Protocol[] => [
  ...new Set([...experiment.protocols, ...experiment.expect.map((e) => e.protocol)]),
];

const cannot = (problem: Problem): Result<never, ExperimentFailure> => err({ kind: 'cannot', problem });

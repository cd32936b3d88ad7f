import { discoverHost } from '../discover/host.ts';
import { allSockets, socketsOn } from '../discover/sockets.ts';
import { emptyReport } from '../judge/empty-report.ts';
import { cannot, type FlowProblem } from '../model/flow-problem.ts';
import type { Report } from '../model/report.ts';
import { ok, type Result } from '../model/result.ts';
import type { Trial } from '../model/trial.ts';
import type { TableRow, TrialResult } from '../model/trial-observation.ts';
import { stopwatch } from '../run/stopwatch.ts';
import { trialRunner } from '../run/trial/runner.ts';
import { VERSION } from './version.ts';

/** Runs one trial in the network namespace of this thread. */
export type TrialBench = (trial: Trial, withTables: boolean) => TrialResult;

/**
 * Runs trials one at a time; the caller has laid out a namespace for each, as the trial says. The results are judged by
 * `trialJudge`: each has the number of its layout, and the first of each layout the host that was found in it.
 */
export function trialBench(): Result<TrialBench> {
  const runner = trialRunner((port, protocols) => socketsOn([port], protocols));
  if (!runner.ok) return runner;
  const layouts = new Map<string, number>();
  return ok((trial, withTables) => {
    const missing = runner.value.missingPermission(trial.steps);
    if (missing !== undefined) return { status: 'skipped', reason: missing };
    const key = JSON.stringify(trial.sandbox);
    const known = layouts.get(key);
    // A look at a host costs as much as a trial, and namespaces that are laid out alike are alike.
    const host = known === undefined ? discoverHost() : undefined;
    if (host?.ok === false) return { status: 'inconclusive', reason: host.error.message };
    const layout = known ?? layouts.size;
    layouts.set(key, layout);
    const observations = runner.value.run(trial.steps, withTables ? socketTable : undefined);
    return { observations, layout, ...(host === undefined ? {} : { host: host.value }) };
  });
}

/** The kernel's, one row for each socket. */
function socketTable(): readonly TableRow[] {
  const listed = allSockets();
  if (!listed.ok) return [];
  return listed.value.sockets.map(({ protocol, state, address, port, peer }) => ({
    protocol,
    state,
    local: { address, port },
    ...(peer === undefined ? {} : { peer }),
  }));
}

/** The report that judged trials are laid into: this host, and nothing found out yet. */
export function reportOfNothing(): Result<Report, FlowProblem> {
  const host = discoverHost();
  return host.ok ? ok(emptyReport(VERSION, stopwatch()(), 'sandbox', host.value)) : cannot(host.error);
}

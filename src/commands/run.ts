import { loadExperiment } from '../config/load.ts';
import { discoverHost } from '../discover/host.ts';
import type { ExperimentFailure } from '../experiment.ts';
import { type Experiment, formatSource } from '../model/experiment.ts';
import type { PortReport, Report } from '../model/report.ts';
import type { Result } from '../model/result.ts';
import { sandboxLayout } from '../plan/sandbox-layout.ts';
import { renderReport } from '../report/index.ts';
import { EXIT, signalled, verdictExit } from './exit.ts';
import { holdListeners } from './hold.ts';
import type { RunArguments } from './options.ts';
import { openOutput } from './output.ts';
import { describeHeld } from './ports.ts';
import { complain, complainOf, note, styleOf } from './print.ts';
import { ProgressBar } from './progress.ts';
import { Signals } from './signals.ts';
import { VERSION } from './version.ts';

/** `bindmatrix run`: gives the exit code. */
export async function run(argv: RunArguments): Promise<number> {
  const loaded = await loadExperiment(argv.config, argv);
  if (!loaded.ok) {
    for (const p of loaded.error) complainOf(p);
    return loaded.error.some((p) => p.exit === 'usage') ? EXIT.usage : EXIT.config;
  }
  const { experiment } = loaded.value;
  if (argv.hold) return holdListeners(experiment);
  const output = openOutput(argv.output);
  if (!output.ok) {
    complainOf(output.error);
    return EXIT.usage;
  }
  const signals = new Signals();
  const bar = new ProgressBar();
  const result = await execute(experiment, argv.format === 'json', signals.signal, bar);
  bar.end();
  if (result === undefined || signals.number !== undefined) {
    output.value.abandon();
    return signalled(signals.number ?? 0);
  }
  if (!result.ok) {
    output.value.abandon();
    return reportFailure(result.error);
  }
  const style = styleOf(process.stdout);
  await output.value.write(renderReport(result.value, argv.format, argv.output === undefined ? style : { ...style, colour: false, columns: 80 }));
  return verdictExit(result.value.summary);
}

/** On this host, or in a process of its own inside a sandbox. */
async function execute(experiment: Experiment, withLinkFacts: boolean, signal: AbortSignal, bar: ProgressBar): Promise<Result<Report, ExperimentFailure> | undefined> {
  const onPorts = (ports: readonly PortReport[]): void => describeHeld(ports).forEach(note);
  if (experiment.where === 'host') {
    const { runExperiment } = await import('../experiment.ts');
    return runExperiment(experiment, { where: 'host', version: VERSION, withLinkFacts, signal, progress: bar.update, onPorts });
  }
  const host = discoverHost();
  if (!host.ok) return { ok: false, error: { kind: 'cannot', problem: host.error } };
  const { runInSandbox } = await import('../sandbox/start.ts');
  const request = { experiment, layout: sandboxLayout(experiment, host.value), version: VERSION, withLinkFacts, hold: false };
  return runInSandbox(request, { progress: bar.update, onPorts, onText: note }, signal);
}

/** Prints why an experiment could not be run; gives the exit code. */
export function reportFailure(failure: ExperimentFailure): number {
  if (failure.kind === 'cannot') {
    complainOf(failure.problem);
    return EXIT.unknown;
  }
  for (const { source, message, hint } of failure.problems) complain(`${formatSource(source)}: ${message}`, hint);
  return failure.problems.some((p) => 'flag' in p.source) ? EXIT.usage : EXIT.config;
}

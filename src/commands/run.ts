import { loadExperiment } from '../config/load.ts';
import { type ExperimentFailure, runExperiment } from '../experiment.ts';
import type { Experiment } from '../model/experiment.ts';
import type { PortReport, Report } from '../model/report.ts';
import type { Result } from '../model/result.ts';
import { EXIT } from './exit.ts';
import type { RunFlags } from './options.ts';
import { describeHeld } from './ports.ts';
import { complainOf, note } from './print.ts';
import type { ProgressBar } from './progress.ts';
import { reportOn } from './report-on.ts';
import { VERSION } from './version.ts';

/** `bindmatrix run`: gives the exit code. */
export async function run(argv: RunFlags): Promise<number> {
  const loaded = await loadExperiment(argv.config, argv);
  if (!loaded.ok) {
    for (const p of loaded.error) complainOf(p);
    return loaded.error.some((p) => p.exit === 'usage') ? EXIT.usage : EXIT.config;
  }
  const { experiment } = loaded.value;
  if (argv.predict !== undefined) return (await import('./predict.ts')).predict(experiment, argv.predict, argv);
  if (argv.hold) return (await import('./hold.ts')).holdListeners(experiment);
  return reportOn(argv, (bar, signal) => execute(experiment, argv.format === 'json', signal, bar));
}

/** On this host, or in a process of its own inside a sandbox; undefined where a signal ended it there. */
async function execute(
  experiment: Experiment,
  withLinkFacts: boolean,
  signal: AbortSignal,
  bar: ProgressBar,
): Promise<Result<Report, ExperimentFailure> | undefined> {
  const onPorts = (ports: readonly PortReport[]): void => describeHeld(ports).forEach(note);
  const progress = bar.update;
  if (experiment.where === 'host') {
    return runExperiment(experiment, { where: 'host', version: VERSION, withLinkFacts, signal, progress, onPorts });
  }
  const { runSandboxed } = await import('./sandboxed.ts');
  return runSandboxed(experiment, { hold: false, withLinkFacts }, { progress, onPorts, onText: note }, signal);
}

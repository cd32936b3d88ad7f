import { loadExperiment } from '../config/load.ts';
import { effectiveCapabilities } from '../discover/linux-facts.ts';
import { type ExperimentFailure, runExperiment } from '../experiment.ts';
import type { Experiment } from '../model/experiment.ts';
import type { PortReport, Report } from '../model/report.ts';
import { ok, type Result } from '../model/result.ts';
import { askedBy } from './asked.ts';
import { EXIT } from './exit.ts';
import type { RunFlags } from './options.ts';
import { describeHeld } from './ports.ts';
import { complain, complainOfAll, note } from './print.ts';
import type { ProgressBar } from './progress.ts';
import { reportOn } from './report-on.ts';
import { VERSION } from './version.ts';

/** `bindmatrix run`: gives the exit code. */
export async function run(argv: RunFlags): Promise<number> {
  const loaded = await loadExperiment(argv.config, argv);
  if (!loaded.ok) {
    complainOfAll(loaded.error);
    return loaded.error.some((p) => p.exit === 'usage') ? EXIT.usage : EXIT.config;
  }
  const { experiment, trials } = loaded.value;
  const clash = clashing(argv);
  if (clash !== undefined) {
    complain(clash, 'bindmatrix run --help lists the flags');
    return EXIT.usage;
  }
  if (trials.length > 0) note(`note: "bindmatrix check ${argv.config}" runs the trials of that file; run does not`);
  if (argv.predict !== undefined) return (await import('./predict.ts')).predict(experiment, argv.predict, argv);
  if (argv.hold) return (await import('./hold.ts')).holdListeners(experiment);
  return reportOn(argv, async (bar, signal) => {
    const made = await execute(experiment, argv.format === 'json', signal, bar);
    return made?.ok ? ok({ ...made.value, asked: askedBy(argv) }) : made;
  });
}

/** Flags that ask for two different things. */
function clashing({ predict, hold, live, format, output }: RunFlags): string | undefined {
  if (predict !== undefined && (hold || live))
    return `--predict opens no socket, so --${hold ? 'hold' : 'live'} has nothing to do`;
  if (hold && (format !== 'terminal' || output !== undefined))
    return '--hold makes no report, so --format and --output have nothing to do';
  return undefined;
}

/** On this host, or in a process of its own inside a sandbox; undefined where a signal ended it there. */
async function execute(
  experiment: Experiment,
  withLinkFacts: boolean,
  signal: AbortSignal,
  bar: ProgressBar,
): Promise<Result<Report, ExperimentFailure> | undefined> {
  const seesAll = effectiveCapabilities().includes('CAP_SYS_PTRACE');
  const onPorts = (ports: readonly PortReport[]): void => describeHeld(ports, seesAll).forEach(note);
  const progress = bar.update;
  if (experiment.where === 'host') {
    return runExperiment(experiment, { where: 'host', version: VERSION, withLinkFacts, signal, progress, onPorts });
  }
  const { runSandboxed } = await import('./sandboxed.ts');
  return runSandboxed(experiment, { hold: false, withLinkFacts }, { progress, onPorts, onText: note }, signal);
}

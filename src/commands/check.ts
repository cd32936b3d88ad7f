import type { ExperimentFailure } from '../experiment.ts';
import type { Report } from '../model/report.ts';
import { ok, type Result } from '../model/result.ts';
import type { TrialReport } from '../model/trial.ts';
import { renderReport } from '../report/index.ts';
import { runInSandbox, type SandboxListener } from '../sandbox/start.ts';
import { joinReports } from '../verdict/join.ts';
import { pickTrials, readTask, type Task } from './check-files.ts';
import { EXIT, signalled, verdictExit } from './exit.ts';
import { reportFailure } from './failure.ts';
import type { CheckArguments } from './options.ts';
import { openOutput } from './output.ts';
import { complain, complainOf, note, styleFor } from './print.ts';
import { ProgressBar } from './progress.ts';
import { runSandboxed } from './sandboxed.ts';
import { Signals } from './signals.ts';
import { VERSION } from './version.ts';

/** `bindmatrix check`: gives the exit code. */
export async function check(argv: CheckArguments): Promise<number> {
  const [, ...files] = argv._.map(String);
  if (files.length === 0) {
    complain('check: no file is named', 'bindmatrix check FILE…, or - for standard input');
    return EXIT.usage;
  }
  const read = await readTask(files);
  const task = read.ok && argv.only !== undefined ? pickTrials(read.value, argv.only) : read;
  if (!task.ok) return task.error;
  const output = openOutput(argv.output);
  if (!output.ok) {
    complainOf(output.error);
    return EXIT.usage;
  }
  const signals = new Signals();
  const bar = new ProgressBar();
  const result = await runTask(task.value, bar, signals.signal);
  bar.end();
  if (result?.ok && signals.number === undefined) {
    await output.value.write(renderReport(result.value, argv.format, styleFor(argv.output)));
    return verdictExit(result.value.summary);
  }
  output.value.abandon();
  return result === undefined || result.ok || signals.number !== undefined
    ? signalled(signals.number ?? 0)
    : reportFailure(result.error);
}

type Outcome = Result<Report, ExperimentFailure> | undefined;

/** Everything in sandboxes, one after the other; undefined where a signal ended one. */
async function runTask({ experiments, trials }: Task, bar: ProgressBar, signal: AbortSignal): Promise<Outcome> {
  const listener: SandboxListener = { progress: bar.update, onPorts: () => {}, onText: note };
  const reports: Report[] = [];
  for (const experiment of experiments) {
    const expected = { ...experiment, where: 'sandbox', show: [] } as const;
    const judged = await runSandboxed(expected, { hold: false, withLinkFacts: false }, listener, signal);
    if (!judged?.ok) return judged;
    reports.push(judged.value);
  }
  if (trials.length > 0) {
    const found: TrialReport[] = [];
    const onTrials = (some: readonly TrialReport[]): void => void found.push(...some);
    const request = { trials, version: VERSION, withTables: false };
    const judged = await runInSandbox(request, { ...listener, onTrials }, signal);
    if (!judged?.ok) return judged;
    reports.push({ ...judged.value, trials: found });
  }
  const [first, ...others] = reports;
  return first && ok(joinReports([first, ...others]));
}

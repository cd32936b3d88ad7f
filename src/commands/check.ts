import type { ExperimentFailure } from '../experiment.ts';
import type { Report } from '../model/report.ts';
import { ok, type Result } from '../model/result.ts';
import type { SandboxListener } from '../sandbox/start.ts';
import { mergeReports } from '../judge/merge-reports.ts';
import { pickTrials, readTask, type Task } from './check-files.ts';
import { EXIT } from './exit.ts';
import type { CheckArguments } from './options.ts';
import { complain, note } from './print.ts';
import type { ProgressBar } from './progress.ts';
import { reportOn } from './report-on.ts';
import { runSandboxed, runTrialsSandboxed } from './sandboxed.ts';

/** `bindmatrix check`: gives the exit code. */
export async function check(argv: CheckArguments): Promise<number> {
  const [, ...files] = argv._.map(String);
  if (files.length === 0) {
    complain('check: no file is named', 'bindmatrix check FILE…, or - for standard input');
    return EXIT.usage;
  }
  if (files.filter((file) => file === '-').length > 1) {
    complain('check: - is standard input, which can be read once', 'name it once');
    return EXIT.usage;
  }
  const read = await readTask(files);
  const task = read.ok && argv.only !== undefined ? pickTrials(read.value, argv.only) : read;
  if (!task.ok) return task.error;
  return reportOn(argv, (bar, signal) => runTask(task.value, bar, signal));
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
    const judged = await runTrialsSandboxed(trials, false, listener, signal);
    if (!judged?.ok) return judged;
    reports.push(judged.value);
  }
  const [first, ...others] = reports;
  return first && ok(mergeReports([first, ...others]));
}

import { withKernelDifferences } from '../judge/kernel-differences.ts';
import { mergeReports } from '../judge/merge-reports.ts';
import { cannot, type FlowProblem } from '../model/flow-problem.ts';
import type { Report } from '../model/report.ts';
import { ok, type Problem, type Result } from '../model/result.ts';
import { stopwatch } from '../run/stopwatch.ts';
import type { Conduct } from './conduct.ts';
import { type KernelProbed, probeKernel, withProbed } from './probe-kernel.ts';

/** A part of a check, such as the services of one file. */
export type Work = (conduct: Conduct, kernelProbed: KernelProbed | undefined) => Promise<Result<Report, FlowProblem>>;

/** The parts of a check, and what is known of them. */
export interface Parts {
  /** At least one. */
  readonly parts: readonly Work[];
  /** How many trials the last of them has. */
  readonly trials: number;
  /** Not even a sandbox that asks the kernel what its version leaves open. */
  readonly opensNothing: boolean;
}

/** Does the parts of a check one after the other. `leaveOut` is told of each that cannot be tried here while another is. */
export async function checkParts(
  { parts, trials, opensNothing }: Parts,
  conduct: Conduct,
  leaveOut: (problem: Problem) => void,
): Promise<Result<Report, FlowProblem>> {
  const elapsed = stopwatch();
  const kernelProbed = opensNothing ? undefined : await probeKernel(conduct.signal);
  const reports: Report[] = [];
  const left: Problem[] = [];
  const conductOfPart = inParts(conduct, parts.length, trials);
  for (const work of parts) {
    const judged = await work(conductOfPart(), kernelProbed);
    if (judged.ok) reports.push(judged.value);
    else if (judged.error.kind !== 'cannot') return judged;
    else left.push(judged.error.problem);
  }
  const [first, ...others] = reports;
  const [problem] = left;
  if (first === undefined && problem !== undefined) return cannot(problem);
  if (first === undefined) throw new RangeError('no experiment or trial to check');
  for (const one of left) leaveOut(one);
  const report = mergeReports([first, ...others]);
  return ok(withKernelDifferences({ ...report, ...elapsed(), host: withProbed(report.host, kernelProbed) }));
}

/**
 * Conducts for parts that are done one after the other: the progress of each is that of the whole. How large a part is it
 * tells itself; the trials, which come last, are counted before.
 */
function inParts(conduct: Conduct, parts: number, trials: number): () => Conduct {
  const totals: number[] = [];
  return () => {
    const index = totals.push(0) - 1;
    const start = totals.reduce((sum, total) => sum + total, 0);
    const progress = (done: number, total: number): void => {
      totals[index] = total;
      const isLast = index === parts - 1;
      conduct.progress(start + done, start + total + (isLast ? 0 : trials));
    };
    return { ...conduct, progress };
  };
}

import { setImmediate } from 'node:timers/promises';
import { problemAt } from '../../config/config-problem.ts';
import type { FleetHost, FleetReport } from '../../model/fleet.ts';
import { type FlowProblem, interrupted, wrongInput } from '../../model/flow-problem.ts';
import type { GatheredHost } from '../../model/gathered-host.ts';
import type { HostFacts } from '../../model/host.ts';
import type { Status } from '../../model/report.ts';
import { ok, type Problem, type Result } from '../../model/result.ts';
import type { ServicePlan } from '../../model/service-plan.ts';
import { type LinedPlan, withLines } from '../../plan/services/lines.ts';
import { stopwatch } from '../../run/stopwatch.ts';
import type { Conduct } from '../conduct.ts';
import { VERSION } from '../version.ts';
import { distinctNames, type HostFile, readHostFile } from './gather.ts';
import { FleetJudge } from './judge-host.ts';

/** What is judged. */
export interface FleetTask {
  readonly plans: readonly ServicePlan[];
  /** Of hosts; `-` is standard input. */
  readonly files: readonly string[];
  /** Where it is judged. */
  readonly here: Pick<HostFacts, 'hostname' | 'os' | 'kernel'>;
}

/** How long other work waits, in milliseconds. */
const LONGEST_TURN = 50;

/**
 * What the rules say of plans on every host that a file describes; no socket is opened. A file that describes no host is a
 * host of which nothing is known. `tell` hears of names that several files claim.
 */
export async function checkFleet(
  { plans, files, here }: FleetTask,
  conduct: Pick<Conduct, 'signal' | 'progress'>,
  tell: (problem: Problem) => void,
): Promise<Result<FleetReport, FlowProblem>> {
  const elapsed = stopwatch();
  const lined = linedPlans(plans);
  if (!lined.ok) return lined;
  const judge = new FleetJudge(lined.value);
  const judged: (FleetHost & Pick<HostFile, 'source'>)[] = [];
  let turn = performance.now();
  for (const [i, path] of files.entries()) {
    judged.push(judgedHost(readHostFile(path), judge));
    conduct.progress(i + 1, files.length);
    if (performance.now() - turn < LONGEST_TURN) continue;
    await setImmediate();
    turn = performance.now();
    if (conduct.signal.aborted) return interrupted();
  }
  const { names, problems } = distinctNames(judged);
  for (const one of problems) tell(one);
  const hosts = judged.map((one, i) => ({ ...one, name: names[i] ?? one.name }));
  const named = plans.map(({ file }) => file);
  return ok({ schema: 'bindmatrix/fleet@1', version: VERSION, ...elapsed(), host: here, files: named, hosts });
}

function linedPlans(plans: readonly ServicePlan[]): Result<readonly LinedPlan[], FlowProblem> {
  const lined: LinedPlan[] = [];
  for (const plan of plans) {
    const one = withLines(plan);
    if (!one.ok) return wrongInput(one.error);
    lined.push(one.value);
  }
  return ok(lined);
}

function judgedHost({ source, name, gathered }: HostFile, judge: FleetJudge): FleetHost {
  if (!gathered.ok) return unknownHost({ name, source, assumed: [] }, gathered.error);
  const known = { name, source, ...describedBy(gathered.value) };
  const judged = judge.judge(name, gathered.value);
  if (!judged.ok) {
    const [first] = judged.error;
    return unknownHost(
      known,
      first === undefined ? { message: 'the plan does not fit it' } : problemAt(first.source, first),
    );
  }
  return { ...known, status: worstStatus(judged.value.flatMap(statusesOf)), plans: judged.value };
}

const describedBy = ({ shape, host: { facts }, assumed }: GatheredHost) => ({
  shape,
  os: facts.os,
  ...(facts.kernel === '' ? {} : { kernel: facts.kernel }),
  assumed,
});

/** A hint ends the reason: there is one line for a host. */
const unknownHost = (known: Omit<FleetHost, 'status' | 'plans'>, { message, hint }: Problem): FleetHost => ({
  ...known,
  status: 'inconclusive',
  reason: hint === undefined ? message : `${message}; ${hint}`,
  plans: [],
});

const statusesOf = ({ services, serves }: FleetHost['plans'][number]): readonly Status[] =>
  [...services, ...serves].map(({ status }) => status);

const WORST_FIRST: readonly Status[] = ['unmet', 'inconclusive', 'met'];

const worstStatus = (all: readonly Status[]): Status => WORST_FIRST.find((one) => all.includes(one)) ?? 'skipped';

import { problemAt } from '../config/config-problem.ts';
import { parseFlags } from '../config/flags.ts';
import { mergeRun } from '../config/run-layer.ts';
import { predictReport } from '../judge/predict.ts';
import { type Reasoned, reasonerOf } from '../judge/reasons.ts';
import type { Address } from '../model/address.ts';
import { AXIS_KEYS } from '../model/axes.ts';
import type { Experiment } from '../model/experiment.ts';
import type { Host } from '../model/host.ts';
import type { MatrixReport, PredictedSystem, TogetherReport } from '../model/report.ts';
import { err, ok, type Problem, problem, type Result } from '../model/result.ts';
import { parseSelector } from '../model/selector.ts';
import { hypotheticalHost } from '../plan/hypothetical.ts';
import { planExperiment } from '../plan/plan.ts';
import { sandboxLayout } from '../plan/sandbox-layout.ts';
import { askedSystem, environmentOf } from '../rules/index.ts';
import type { Question, QuestionKey } from './question.ts';

/** What the rules answer. */
export interface Answer {
  readonly system: PredictedSystem;
  readonly matrix: MatrixReport;
  readonly together: readonly TogetherReport[];
  /** Why the newcomer binds and listens beside this holder, or does not. */
  readonly reason: (holder: Address, newcomer: Address) => Reasoned;
}

/** More than this is no picture any more; the command has room for thousands. */
const MOST_ADDRESSES = 40;

/** A reader of this page has no host: nothing is known but what is asked. */
const NOWHERE: Host = {
  facts: { os: 'linux', hostname: '', kernel: '', uid: 0, capabilities: [], netns: '', sysctls: {} },
  interfaces: [],
  addresses: [],
  ipv6: true,
};

/**
 * Asks the rules as `run --predict` does: the same readers of flags, the same plan, the same judge. An error has all
 * problems, each with the flag that it is about at its beginning.
 */
export function ask(question: Question): Result<Answer, readonly Problem[]> {
  const system = askedSystem(question.predict);
  const experiment = experimentOf(question);
  const unknown = 'message' in system ? [{ message: `--predict: ${system.message}`, hint: system.hint }] : [];
  if (!experiment.ok) return err([...unknown, ...experiment.error]);
  if ('message' in system) return err(unknown);
  const host = hypotheticalHost(sandboxLayout(experiment.value, NOWHERE), NOWHERE.facts);
  const plan = planExperiment(experiment.value, host, []);
  if (!plan.ok) return err(plan.error.map((one) => problemAt(one.source, one)));
  const report = predictReport(
    { version: '', timing: { started: '', seconds: 0 }, where: 'sandbox', host, held: [], plan: plan.value, ports: [] },
    [system],
  );
  const [matrix] = report.matrices;
  const [described] = report.predicted ?? [];
  if (matrix === undefined || described === undefined) throw new RangeError('a plan without a matrix');
  const env = environmentOf(host, [], system.rules.v6only);
  const { pair } = reasonerOf(system.rules, env, []);
  return ok({
    system: described,
    matrix,
    together: report.together,
    reason: (holder, newcomer) => pair(matrix, holder, newcomer),
  });
}

/** What the flags mean, one matrix of it. */
function experimentOf(question: Question): Result<Experiment, readonly Problem[]> {
  const problems = [...onlyOne(question), ...addressProblems(question.address)];
  const { predict: _, address, ...flags } = question;
  const layer = parseFlags({ ...flags, ...(address === '' ? {} : { address }) });
  if (!layer.ok) return err([...problems, ...layer.error]);
  if (problems.length > 0) return err(problems);
  return ok({ ...mergeRun({}, layer.value), live: false, expect: [] });
}

const SINGLE: readonly QuestionKey[] = ['predict', 'port', 'protocol', ...AXIS_KEYS];

const onlyOne = (question: Question): Problem[] =>
  SINGLE.filter((key) => question[key].includes(',')).map((key) => ({
    message: `--${key}: this page shows one at a time`,
    hint: 'the command takes a list',
  }));

function addressProblems(list: string): Problem[] {
  const texts = list.split(',').filter((text) => text !== '');
  if (texts.length === 0) return [{ message: '--address: write at least one address', hint: 'such as 192.0.2.1' }];
  if (texts.length > MOST_ADDRESSES)
    return [{ message: `--address: this page shows ${MOST_ADDRESSES} at most`, hint: 'the command takes thousands' }];
  return texts.flatMap((text) => {
    const read = notHere(text);
    return read.ok ? [] : [read.error];
  });
}

/** Selectors choose among the addresses of a host, and here is none. */
function notHere(text: string): Result<unknown> {
  const selector = parseSelector(text);
  if (!selector.ok || selector.value.kind === 'address' || selector.value.kind === 'any') return ok(undefined);
  return problem(`--address: "${text}" chooses among the addresses of a host, and this page knows none`, 'write them');
}

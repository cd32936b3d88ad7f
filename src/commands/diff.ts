import { fileName } from '../config/read-text.ts';
import { type DiffTask, diffHosts, type NamedSnapshot, readSnapshot } from '../flows/diff.ts';
import type { Drift } from '../model/drift.ts';
import { listValues } from '../model/list-text.ts';
import { err, ok, type Problem, type Result } from '../model/result.ts';
import { DRIFT_WRITERS, driftCounts, driftState } from '../report/index.ts';
import type { DiffArguments } from './command-line/options/diff.ts';
import { type Delivery, deliver } from './terminal/deliver.ts';
import { driftExit, EXIT } from './terminal/exit-codes.ts';
import { isAnnotated, judging, wrongName } from './terminal/judging.ts';
import { pluginExit } from './terminal/plugin.ts';
import { complainOfAll } from './terminal/print.ts';
import { styleFor } from './terminal/style.ts';
import { within } from './terminal/within.ts';

/** `bindmatrix diff`: gives the exit code. */
export const diff = (argv: DiffArguments): Promise<number> =>
  judging(argv.format, () => within(argv.netns, () => compare(argv)));

async function compare(argv: DiffArguments): Promise<number> {
  const plans = [argv.plan ?? []].flat().flatMap(listValues);
  const wrong = wrongOperands(argv.operands, plans) ?? wrongName(argv);
  if (wrong !== undefined) return complained([wrong], EXIT.usage);
  const [old, now] = argv.operands.map(readSnapshot);
  const problems = [old, now].flatMap((one) => (one?.ok === false ? one.error : []));
  const task = await readPlans(plans);
  if (!task.ok) return complained([...problems, ...task.error], EXIT.config);
  if (problems.length > 0 || !old?.ok) return complained(problems, EXIT.config);
  const files = plans.map(fileName);
  const snapshots = { old: old.value, now: readOne(now) };
  return deliver(
    argv.output,
    (conduct) => diffHosts({ ...snapshots, task: task.value, files, passive: argv.passive ?? false }, conduct),
    (drift) => present(drift, argv),
  );
}

const readOne = (one: Result<NamedSnapshot, unknown> | undefined): NamedSnapshot | undefined =>
  one?.ok ? one.value : undefined;

/** Trials have namespaces of their own, so that nothing of a host decides about them. */
async function readPlans(files: readonly string[]): Promise<Result<DiffTask['task'], readonly Problem[]>> {
  if (files.length === 0) return ok(undefined);
  const { readCheckFiles } = await import('../flows/check-files.ts');
  const { task, problems } = await readCheckFiles(files);
  if (task === undefined || problems.length > 0) return err(problems);
  const { plans, experiments } = task;
  if (plans.length + experiments.length > 0) return ok({ plans, experiments });
  const hint = 'trials are the same on every host; give a file with services: or expect:';
  return err([{ message: `--plan ${files.join(',')}: nothing in it depends on the host`, hint }]);
}

function present(drift: Drift, argv: DiffArguments): Delivery {
  const { format } = argv;
  const style = styleFor(argv);
  return {
    text: DRIFT_WRITERS[format](drift, style),
    code: format === 'nagios' ? pluginExit(driftState(drift)) : driftExit(driftCounts(drift)),
    ...(isAnnotated(argv) ? { beside: DRIFT_WRITERS.github(drift, style) } : {}),
  };
}

function wrongOperands(snapshots: readonly string[], plans: readonly string[]): Problem | undefined {
  if (snapshots.length === 0)
    return { message: 'diff: no snapshot is named', hint: '$0 snapshot -o before.json, and later $0 diff before.json' };
  if (snapshots.length > 2)
    return { message: 'diff: more than two snapshots are named', hint: 'a plan is given with --plan' };
  if ([...snapshots, ...plans].filter((file) => file === '-').length > 1)
    return { message: 'diff: - is standard input, which can be read only once', hint: 'name it once' };
  return undefined;
}

function complained(problems: readonly Problem[], code: number): number {
  complainOfAll(problems);
  return code;
}

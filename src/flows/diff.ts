import type { ConfigProblem } from '../config/config-problem.ts';
import { problemAt } from '../config/config-problem.ts';
import { fileName, readText } from '../config/read-text.ts';
import { readHostDocument } from '../inputs/snapshot/read.ts';
import { compareSnapshots } from '../judge/drift/compare.ts';
import { completed } from '../judge/drift/complete.ts';
import type { Drift, DriftSide, Foreseen } from '../model/drift.ts';
import { type FlowProblem, wrongInput } from '../model/flow-problem.ts';
import type { HostSnapshot } from '../model/host-snapshot.ts';
import { err, ok, type Problem, type Result } from '../model/result.ts';
import { stopwatch } from '../run/stopwatch.ts';
import type { CheckTask } from './check.ts';
import { expectationsOnSnapshot } from './expectations-on-snapshot.ts';
import { placeless, planOnSnapshot } from './services/plan-on-snapshot.ts';
import { takeSnapshot } from './snapshot.ts';
import { VERSION } from './version.ts';

/** A snapshot and the name of its file. */
export interface NamedSnapshot {
  readonly name: string;
  readonly snapshot: HostSnapshot;
}

/** Reads the file of a snapshot; `-` is standard input. Every problem has its place. */
export function readSnapshot(file: string): Result<NamedSnapshot, readonly ConfigProblem[]> {
  const name = fileName(file);
  const text = readText(file);
  if (!text.ok) return err([problemAt({ file: name, line: 1, column: 1 }, unreadable(text.error))]);
  const read = readHostDocument(text.value, name);
  return read.ok ? ok({ name, snapshot: read.value }) : read;
}

/** What is advised for files that people write helps nobody here. */
const unreadable = ({ message, hint }: Problem): Problem =>
  hint === undefined ? { message } : { message, hint: /YAML|split/.test(hint) ? SNAPSHOT_HINT : hint };

const SNAPSHOT_HINT = 'give a file that $0 snapshot -o FILE has written';

/** What is compared. */
export interface DiffTask {
  readonly old: NamedSnapshot;
  /** Absent: this host as it is. */
  readonly now: NamedSnapshot | undefined;
  /** Whose verdicts are compared; absent: none. */
  readonly task?: Pick<CheckTask, 'plans' | 'experiments'> | undefined;
  readonly files: readonly string[];
  /** No option of another process's socket is read. */
  readonly passive: boolean;
}

/** What changed between two snapshots, and the verdicts of plans on each by the rules. Opens no socket on any endpoint. */
export async function diffHosts(
  { old, now, task, files, passive }: DiffTask,
  { signal }: { readonly signal: AbortSignal },
): Promise<Result<Drift, FlowProblem>> {
  const elapsed = stopwatch();
  const taken = now === undefined ? await takeSnapshot({ signal, passive }) : ok(now.snapshot);
  if (!taken.ok) return taken;
  const whole = completed(old.snapshot, taken.value);
  const before = foreseen(whole.before, task);
  const after = foreseen(whole.now, task);
  if (!before.ok && !after.ok) return after;
  return ok({
    version: VERSION,
    ...elapsed(),
    before: sideOf(old),
    now: sideOf(now ?? { name: 'this host', snapshot: taken.value }),
    files,
    ...compareSnapshots(old.snapshot, taken.value),
    foreseen: { before: told(before), now: told(after) },
  });
}

const sideOf = ({ name, snapshot: { facts, sight } }: NamedSnapshot): DriftSide => ({ name, facts, sight });

/** The verdicts on a host. The error, with the same verdicts as not found out, where a file does not fit it at all. */
type Told = Result<Foreseen, FlowProblem & { readonly foreseen: Foreseen }>;

const told = (one: Told): Foreseen => (one.ok ? one.value : one.error.foreseen);

function foreseen(snapshot: HostSnapshot, task: DiffTask['task']): Told {
  const plans = (task?.plans ?? []).map((plan) => ({ plan, on: planOnSnapshot(plan, snapshot) }));
  const experiments = (task?.experiments ?? []).map((one) => expectationsOnSnapshot(one, snapshot));
  const all: Foreseen = {
    plans: plans.map(({ plan, on }) => (on.ok ? on.value : placeless(plan, on.error))),
    expectations: experiments.flatMap(({ reports }) => reports),
  };
  const problems = [
    ...plans.flatMap(({ on }) => (on.ok ? [] : on.error)),
    ...experiments.flatMap((one) => one.problems),
  ];
  return problems.length === 0 ? ok(all) : err({ ...wrongInput(problems).error, foreseen: all });
}

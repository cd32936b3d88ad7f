import { discoverHost } from '../discover/host.ts';
import { AXIS_KEYS } from '../model/axes.ts';
import type { Experiment } from '../model/experiment.ts';
import { cannot, type FlowProblem, wrongInput } from '../model/flow-problem.ts';
import type { HoldEvent } from '../model/hold.ts';
import { ok, problem, type Result } from '../model/result.ts';
import { sandboxLayout } from '../plan/sandbox-layout.ts';
import { holdListeners } from '../run/hold.ts';
import { runInSandbox } from '../sandbox/start.ts';
import { prepare } from './prepare.ts';

/** How a caller follows listeners that are held open, and ends them. */
export interface HoldConduct {
  /** Ends the listeners: the flow gives `ok` then. */
  readonly signal: AbortSignal;
  readonly tell: (event: HoldEvent) => void;
  /** Called once before the first event of a sandbox, with the process that is inside it. */
  readonly onSandbox: (pid: number) => void;
}

/** Keeps the listeners of one combination open until the signal, each answering HTTP with which it is. */
export async function hold(experiment: Experiment, conduct: HoldConduct): Promise<Result<void, FlowProblem>> {
  const single = oneCombination(experiment);
  if (!single.ok) return wrongInput([{ ...single.error, source: { flag: '--hold' } }]);
  return await (experiment.where === 'host' ? holdHere : holdInSandbox)(experiment, conduct);
}

/** The same in the network namespace of this process. */
export async function holdHere(
  experiment: Experiment,
  { signal, tell }: Pick<HoldConduct, 'signal' | 'tell'>,
): Promise<Result<void, FlowProblem>> {
  const prepared = prepare(experiment);
  if (!prepared.ok) return prepared;
  const held = await holdListeners({ ...prepared.value, signal, tell });
  return held.ok ? held : cannot(held.error);
}

async function holdInSandbox(experiment: Experiment, conduct: HoldConduct): Promise<Result<void, FlowProblem>> {
  const host = discoverHost();
  if (!host.ok) return cannot(host.error);
  let entered = false;
  const onHoldEvent = (event: HoldEvent, pid: number): void => {
    if (!entered) conduct.onSandbox(pid);
    entered = true;
    conduct.tell(event);
  };
  const layout = sandboxLayout(experiment, host.value);
  const ended = await runInSandbox({ kind: 'hold', experiment, layout }, { onHoldEvent }, conduct.signal);
  return ended.ok || ended.error.kind === 'interrupted' ? ok(undefined) : ended;
}

/** Listeners of two combinations cannot all be open at once; those of several ports can. */
function oneCombination(experiment: Experiment): Result<void> {
  const hint = `give one combination: one protocol (tcp) and one value each of ${AXIS_KEYS.join(', ')}; several ports may be given`;
  if (experiment.protocols.includes('udp')) return problem('the listeners answer HTTP, which needs tcp', hint);
  const several = AXIS_KEYS.find((key) => experiment[key].length > 1);
  return several === undefined
    ? ok(undefined)
    : problem(`listeners with several values of ${several} cannot all be held at once`, hint);
}

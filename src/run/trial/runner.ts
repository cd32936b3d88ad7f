import { OK } from '../../model/outcome.ts';
import { ok, type Result } from '../../model/result.ts';
import type { Step } from '../../model/trial.ts';
import type { StepObservation, TableRow } from '../../model/trial-observation.ts';
import { actAs } from '../../net/credentials.ts';
import type { Sockets } from '../../net/socket.ts';
import { openSockets } from '../open-sockets.ts';
import type { LookUp, TrialContext } from './context.ts';
import { Destinations } from './destinations.ts';
import { OPS } from './ops/index.ts';

/** A step waits at most so long for the other side. Milliseconds. */
const LONGEST_WAIT = 3000;

/**
 * Runs the steps of trials, one trial after the other, in the network namespace that this thread is in. Everything
 * is synchronous. After each trial every socket is reset and closed, also where a step threw.
 */
export class TrialRunner {
  readonly #sockets: Sockets;
  readonly #destinations: Destinations;
  readonly #lookUp: LookUp;
  readonly #patience: number;
  readonly #uid = process.geteuid?.() ?? 0;

  constructor(sockets: Sockets, lookUp: LookUp, patience: number) {
    this.#sockets = sockets;
    this.#destinations = new Destinations(sockets);
    this.#lookUp = lookUp;
    this.#patience = patience;
  }

  /** Every step as written, also after one that failed. `table` is asked after each step, where it is given. */
  run(steps: readonly Step[], table?: () => readonly TableRow[]): StepObservation[] {
    const observations: StepObservation[] = [];
    this.follow(steps, (_, observation) => {
      observations.push(table === undefined ? observation : { ...observation, table: table() });
    });
    return observations;
  }

  /** Tells each observation before the next step is asked for, so that `steps` may depend on it. */
  follow(steps: Iterable<Step>, tell: (step: Step, observation: StepObservation) => void): void {
    const context: TrialContext = {
      sockets: this.#sockets,
      destinations: this.#destinations,
      lookUp: this.#lookUp,
      patience: this.#patience,
      protocols: new Set(),
      named: new Map(),
      saved: new Map(),
    };
    try {
      for (const step of steps) {
        const observation = this.#perform(context, step);
        save(context, step, observation);
        tell(step, observation);
      }
    } finally {
      this.#sockets.closeAll();
    }
  }

  /** Why the steps cannot be run here; undefined where they can. */
  missingPermission(steps: readonly Step[]): string | undefined {
    for (const step of steps) {
      if (step.uid === undefined || step.uid === this.#uid) continue;
      const taken = actAs(step.uid);
      if (taken !== 'ok') return `uid ${step.uid} cannot be taken on (setresuid: ${taken}): it needs root`;
      actAs(this.#uid);
    }
    return undefined;
  }

  #perform(context: TrialContext, step: Step): StepObservation {
    const perform = OPS[step.op] as (context: TrialContext, step: Step) => StepObservation;
    if (step.uid === undefined || step.uid === this.#uid) return perform(context, step);
    const taken = actAs(step.uid);
    if (taken !== 'ok') throw new Error(`setresuid ${step.uid}: ${taken}`);
    try {
      return perform(context, step);
    } finally {
      actAs(this.#uid);
    }
  }
}

/** A runner, on a platform that this program knows. `patience`: milliseconds for which a step waits at most. */
export function trialRunner(lookUp: LookUp, patience = LONGEST_WAIT): Result<TrialRunner> {
  const sockets = openSockets();
  return sockets.ok ? ok(new TrialRunner(sockets.value, lookUp, patience)) : sockets;
}

/** A connection that is under way has its local end already. */
function save({ named, saved }: TrialContext, step: Step, { outcome, local }: StepObservation): void {
  if ('savePort' in step && step.savePort !== undefined && outcome === OK) {
    saved.set(step.savePort, { port: named.get(step.socket)?.port ?? 0 });
  }
  if (step.op !== 'connect' || step.saveLocal === undefined || local === undefined || local.port === 0) return;
  saved.set(step.saveLocal, local);
}

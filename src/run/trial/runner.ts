import { platform } from '../../libc/platform.ts';
import { ok, type Result } from '../../model/result.ts';
import type { Step } from '../../model/trial.ts';
import type { StepObservation, TableRow } from '../../model/trial-observation.ts';
import { actAs } from '../../net/credentials.ts';
import { Sockets } from '../../net/socket.ts';
import { sleep } from '../../net/wait.ts';
import * as connection from './connection-ops.ts';
import * as data from './data-ops.ts';
import { deliver } from './deliver-op.ts';
import { Destinations } from './destinations.ts';
import * as naming from './naming-ops.ts';
import { type LookUp, observed, type TrialContext, type StepOf } from './scene.ts';
import { state } from './state-op.ts';

const OPS: { readonly [Op in Step['op']]: (scene: TrialContext, step: StepOf<Op>) => StepObservation } = {
  socket: naming.openSocket,
  bind: naming.bind,
  listen: naming.listen,
  setsockopt: naming.setOptions,
  getsockname: naming.getsockname,
  connect: connection.connect,
  disconnect: connection.disconnect,
  accept: connection.accept,
  shutdown: connection.shutdown,
  close: connection.close,
  reset: connection.close,
  send: data.send,
  sendto: data.sendto,
  receive: data.receive,
  deliver,
  state,
  sleep: (_, step) => {
    sleep(step.seconds * 1000);
    return observed('ok');
  },
};

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
    const scene: TrialContext = {
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
        const observation = this.#perform(scene, step);
        save(scene, step, observation);
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

  #perform(scene: TrialContext, step: Step): StepObservation {
    const perform = OPS[step.op] as (scene: TrialContext, step: Step) => StepObservation;
    if (step.uid === undefined || step.uid === this.#uid) return perform(scene, step);
    const taken = actAs(step.uid);
    if (taken !== 'ok') throw new Error(`setresuid ${step.uid}: ${taken}`);
    try {
      return perform(scene, step);
    } finally {
      actAs(this.#uid);
    }
  }
}

/** A runner, on a platform that this program knows. `patience`: milliseconds for which a step waits at most. */
export function trialRunner(lookUp: LookUp, patience = LONGEST_WAIT): Result<TrialRunner> {
  const table = platform();
  return table.ok ? ok(new TrialRunner(new Sockets(table.value), lookUp, patience)) : table;
}

/** A connection that is under way has its local end already. */
function save({ named, saved }: TrialContext, step: Step, { outcome, local }: StepObservation): void {
  if ('savePort' in step && step.savePort !== undefined && outcome === 'ok') {
    saved.set(step.savePort, { port: named.get(step.socket)?.port ?? 0 });
  }
  if (step.op !== 'connect' || step.saveLocal === undefined || local === undefined || local.port === 0) return;
  saved.set(step.saveLocal, local);
}

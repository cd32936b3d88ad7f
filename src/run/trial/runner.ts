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
import { settledTable } from './settled-table.ts';

/** How long a step waits for the other side, in milliseconds. */
const LONGEST_WAIT = 3000;

/**
 * Runs the steps of trials, one trial after the other, in the network namespace that this thread is in. Everything
 * is synchronous. After each trial every socket is reset and closed, even if a step threw.
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

  /** Performs every step as written, even after one that failed. If `table` is given, it is read after each step, once it rests. */
  run(steps: readonly Step[], table?: () => readonly TableRow[]): StepObservation[] {
    const observations: StepObservation[] = [];
    this.follow(steps, (_, observation) => {
      observations.push(table === undefined ? observation : { ...observation, table: settledTable(table) });
    });
    return observations;
  }

  /** Passes each observation to `tell` before it takes the next step, so that `steps` may depend on it. */
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
      for (const { holder } of context.named.values()) holder?.end();
    }
  }

  /** Why the steps cannot be run here; undefined if they can. */
  missingPermission(steps: readonly Step[]): string | undefined {
    if (steps.some((step) => 'open' in step && step.open?.mptcp === true) && !this.#hasMultipath()) {
      return 'this kernel has no MPTCP (CONFIG_MPTCP)';
    }
    for (const step of steps) {
      if (step.uid === undefined || step.uid === this.#uid) continue;
      const taken = actAs(step.uid);
      if (taken !== 'ok') return `uid ${step.uid} cannot be taken on (setresuid: ${taken}): it needs root`;
      actAs(this.#uid);
    }
    return undefined;
  }

  /** A kernel without it does not know the protocol; one where net.mptcp.enabled is 0 says ENOPROTOOPT. */
  #hasMultipath(): boolean {
    const socket = this.#sockets.open('tcp', 'inet', true);
    if (socket.ok) this.#sockets.close(socket.value);
    return socket.ok || socket.error.errno === 'ENOPROTOOPT';
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

/** A runner of trials; a problem on a platform without a table. `patience`: how long a step waits, in milliseconds. */
export function trialRunner(lookUp: LookUp, patience = LONGEST_WAIT): Result<TrialRunner> {
  const sockets = openSockets();
  return sockets.ok ? ok(new TrialRunner(sockets.value, lookUp, patience)) : sockets;
}

/** Keeps what `savePort` and `saveLocal` name. A connection in progress already has its local end. */
function save({ named, saved }: TrialContext, step: Step, { outcome, local }: StepObservation): void {
  if ('savePort' in step && step.savePort !== undefined && outcome === OK) {
    saved.set(step.savePort, { port: named.get(step.socket)?.shared.port ?? 0 });
  }
  if (step.op !== 'connect' || step.saveLocal === undefined || local === undefined || local.port === 0) return;
  saved.set(step.saveLocal, local);
}

import type { StepObservation } from '../../../model/prediction.ts';
import type { Step } from '../../../model/trial.ts';
import type { Name } from '../../rule.ts';
import type { Route } from './route.ts';
import type { Sock } from './sock.ts';
import type { State } from './state.ts';

/** One call of a trial, about to be made on one socket. */
export interface CallContext {
  readonly state: State;
  readonly sock: Sock;
  readonly step: Step;
  /** The effective user that makes the call. */
  readonly uid: number;
  /** That user has the capabilities of root in the namespace. */
  readonly privileged: boolean;
  /** Where the call goes, references resolved. */
  readonly to?: Name;
  /** The way there. */
  readonly route?: Route;
}

/** One way a step may end, and the world after it. */
export interface Branch {
  readonly outcome: string;
  readonly rule: string;
  /** The socket that decided, where it is another one. */
  readonly holder?: Sock;
  /** Whose fate it is, for the sentence. */
  readonly subject?: string;
  readonly state: State;
  /** Nothing after this step can be known. */
  readonly lost?: true;
}

/** What a step does to one state of the world: several ways where chance decides. The state may be changed. */
export type Play<S extends Step = Step> = (state: State, step: S, seen: StepObservation | undefined) => Branch[];

export const UNKNOWN = 'unknown';

/** What is foreseen where the only rule to foresee it is switched off. */
export const NOTHING = 'nothing foreseen';

/** Where a call goes nowhere, some rule refuses it, unless that one is switched off: then nothing is foreseen. */
export const withoutWay = ({ state, route, to }: CallContext): Branch[] =>
  route?.kind === 'refused' || to === undefined
    ? [{ outcome: NOTHING, rule: 'linux.beyond-the-rules', state }]
    : unknown(state);

/** Nobody can tell what happens here, nor what the world is like afterwards. */
export const unknown = (state: State, rule = 'linux.beyond-the-rules'): Branch[] => [{ outcome: UNKNOWN, rule, state }];

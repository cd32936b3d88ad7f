import { OK, type Refused, UNKNOWN } from '../../../model/outcome.ts';
import type { Differs, StepForecast } from '../../../model/step-outcome.ts';
import type { Step } from '../../../model/trial.ts';
import type { LinuxRuleId } from '../rule-id.ts';
import type { Sight } from './sight.ts';
import { describe, type Sock } from './sock.ts';
import type { State } from './state.ts';

/** One way a step may end, and the world after it. */
export interface Branch {
  readonly outcome: StepForecast;
  readonly rule: LinuxRuleId;
  /** The socket that decided, where it is another one. */
  readonly holder?: Sock;
  /** The name of the socket that the step is about, for the sentence. */
  readonly subject?: string;
  readonly state: State;
  /** Nothing after this step can be known. */
  readonly lost?: true;
}

/** The steps that may have one of these ops. */
export type StepOf<Op extends Step['op'], S = Step> = S extends { readonly op: infer Own }
  ? Op & Own extends never
    ? never
    : S
  : never;

/** What a step does to one state of the world: several ways where chance decides. The state may be changed. */
export type Play<Op extends Step['op']> = (state: State, step: StepOf<Op>, seen: Sight) => Branch[];

/** What is foreseen where the only rule that foresees it does not hold. */
export const NOTHING: Differs = Object.freeze({ kind: 'differs', seen: 'nothing foreseen' });

export const ok = (state: State, rule: LinuxRuleId, sock?: Sock): Branch[] => [
  sock === undefined ? { outcome: OK, rule, state } : { outcome: OK, rule, state, subject: describe(sock) },
];

export const failed = (state: State, outcome: Refused, rule: LinuxRuleId, sock: Sock): Branch[] => [
  { outcome, rule, state, subject: describe(sock) },
];

/** The rules predict neither what happens here nor the state afterwards. */
export const unknown = (state: State): Branch[] => [{ outcome: UNKNOWN, rule: 'linux.beyond-the-rules', state }];

export const isUnknown = ({ outcome }: Branch): boolean => outcome === UNKNOWN;

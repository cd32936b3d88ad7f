import type { StepObservation, StepPrediction } from '../../../model/prediction.ts';
import type { Step } from '../../../model/trial.ts';
import type { RuleEnvironment } from '../../environment.ts';
import { because } from '../../prose.ts';
import type { RuleSet } from '../../rule.ts';
import { playBind } from './bind.ts';
import { describe } from './call.ts';
import { playConnect } from './connect.ts';
import { type Branch, NOTHING, type Play, UNKNOWN } from './context.ts';
import { playDeliver } from './deliver.ts';
import { playDisconnect } from './disconnect.ts';
import { playAccept, playClose, playSetOptions, playShutdown, playSocket } from './lifecycle.ts';
import { playListen } from './listen.ts';
import { playName, playSleep, playState } from './observe.ts';
import { State } from './state.ts';
import { playReceive, playSend } from './transfer.ts';

/** All the ways in which the world of a trial may stand. More than one where chance has decided and nobody has looked yet. */
export interface World {
  readonly rules: RuleSet;
  /** Empty: what happened fits no rule, or cannot be known; everything after it is unknown. */
  readonly states: readonly State[];
}

/** More possible worlds than this are given up. */
const MOST_STATES = 128;

const PLAYS: { readonly [Op in Step['op']]: Play<Extract<Step, { op: Op }>> } = {
  socket: playSocket,
  bind: playBind,
  listen: playListen,
  connect: playConnect,
  disconnect: playDisconnect,
  accept: playAccept,
  send: playSend,
  sendto: playSend,
  receive: playReceive,
  shutdown: playShutdown,
  setsockopt: playSetOptions,
  getsockname: playName,
  close: playClose,
  reset: playClose,
  sleep: playSleep,
  deliver: playDeliver,
  state: playState,
};

/** A step waits three seconds at most. */
const PATIENCE = 3000;

/**
 * The clean namespace in which a trial begins. Only Linux's rules know worlds: for others every step is unknown.
 * `patience`: milliseconds for which a step waits before it gives up.
 */
export const startWorld = (rules: RuleSet, env: RuleEnvironment, patience = PATIENCE): World => ({
  rules,
  states: rules.os === 'linux' ? [new State(rules, env, patience)] : [],
});

/** What the rules foresee of the next step. */
export function predict(world: World, step: Step): StepPrediction {
  const branches = world.states.flatMap((s) => play(s.clone(), step, undefined));
  const first = branches[0];
  if (first === undefined || branches.some((b) => b.outcome === UNKNOWN)) return nothingKnown(world);
  const subject = first.subject ?? 'the socket';
  const holder = first.holder === undefined ? undefined : describe(first.holder);
  return {
    outcomes: [...new Set(branches.map((b) => b.outcome))],
    rule: first.rule,
    why: because(world.rules, first.rule, subject, holder),
  };
}

const nothingKnown = (world: World): StepPrediction => ({
  outcomes: [UNKNOWN],
  rule: `${world.rules.os}.beyond-the-rules`,
  why: 'the rules cannot tell what happens here',
});

/** The world after the step did what was observed. */
export function advance(world: World, step: Step, observation: StepObservation): World {
  const branches = world.states.flatMap((s) => play(s.clone(), step, observation));
  const fitting = branches.filter((b) => b.outcome === observation.outcome && !b.lost);
  const isKnown = fitting.length <= MOST_STATES && branches.every((b) => b.outcome !== UNKNOWN);
  return { rules: world.rules, states: isKnown ? fitting.map((b) => b.state) : [] };
}

function play(state: State, step: Step, seen: StepObservation | undefined): Branch[] {
  const { off } = state.rules;
  const branches = (PLAYS[step.op] as Play)(state, step, seen);
  return off.size === 0
    ? branches
    : branches.map((b) => (off.has(b.rule) && !CHANGED.has(b.rule) ? { ...b, outcome: NOTHING } : b));
}

/** Rules that, switched off, change the world instead. */
const CHANGED = new Set(['linux.accepted-inherits', 'linux.options-read-live']);

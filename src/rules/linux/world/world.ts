import { UNKNOWN } from '../../../model/outcome.ts';
import type { StepPrediction } from '../../../model/prediction.ts';
import { type StepForecast, sameStep } from '../../../model/step-outcome.ts';
import type { Step } from '../../../model/trial.ts';
import type { StepObservation } from '../../../model/trial-observation.ts';
import type { RuleEnvironment } from '../../environment.ts';
import type { World } from '../../rule.ts';
import { NOT_PREDICTED, sentenceOn } from '../../sentences.ts';
import type { LinuxRules } from '../linux-rules.ts';
import type { LinuxRuleId } from '../rule-id.ts';
import { type UnfollowedSysctl, unfollowedSysctls } from '../sysctls.ts';
import { type Branch, isUnknown, NOTHING, type Play, unknown } from './branch.ts';
import { accept } from './ops/accept.ts';
import { bind } from './ops/bind.ts';
import { close } from './ops/close.ts';
import { connect } from './ops/connect.ts';
import { deliver } from './ops/deliver.ts';
import { disconnect } from './ops/disconnect.ts';
import { dup, fork } from './ops/dup.ts';
import { getsockname } from './ops/getsockname.ts';
import { join } from './ops/join.ts';
import { listen } from './ops/listen.ts';
import { receive } from './ops/receive.ts';
import { send } from './ops/send.ts';
import { setsockopt } from './ops/setsockopt.ts';
import { shutdown } from './ops/shutdown.ts';
import { sleep } from './ops/sleep.ts';
import { socket } from './ops/socket.ts';
import { state } from './ops/state.ts';
import { Sight } from './sight.ts';
import { describe } from './sock.ts';
import { State } from './state.ts';

/** More possible states than this are given up. */
const MOST_STATES = 128;

const PLAYS: { readonly [Op in Step['op']]: Play<Op> } = {
  socket,
  bind,
  listen,
  connect,
  disconnect,
  accept,
  dup,
  fork,
  send,
  sendto: send,
  receive,
  shutdown,
  setsockopt,
  getsockname,
  join,
  leave: join,
  close,
  reset: close,
  sleep,
  deliver,
  state,
};

/** The clean namespace in which a trial begins. */
export const startLinuxWorld = (rules: LinuxRules, env: RuleEnvironment, patience: number): World =>
  new LinuxWorld(rules, unfollowedSysctls(env.sysctls), [new State(rules, env, patience)]);

/** All the ways in which the namespace of a trial may stand. More than one where chance has decided, and the result was not seen yet. */
class LinuxWorld implements World {
  readonly #rules: LinuxRules;
  readonly #unfollowed: readonly UnfollowedSysctl[];
  readonly #states: readonly State[];
  /** The last step that was foreseen: it is mostly asked for twice, before the step and after it. */
  #foreseen: Foreseen | undefined;

  readonly gaveUp: boolean;

  constructor(rules: LinuxRules, unfollowed: readonly UnfollowedSysctl[], states: readonly State[], gaveUp = false) {
    this.gaveUp = gaveUp;
    this.#rules = rules;
    this.#unfollowed = unfollowed;
    this.#states = states;
  }

  get isLost(): boolean {
    return this.#states.length === 0;
  }

  predict(step: Step): StepPrediction {
    const setting = this.#settingBeyond(step);
    if (setting !== undefined) return beyondBy(this.#rules, setting);
    const { branches } = this.#foresee(step);
    const [first] = branches;
    if (first === undefined || branches.some(isUnknown)) return NOTHING_KNOWN;
    const { rule, subject = 'the socket', holder } = first;
    const why = sentenceOn(this.#rules, rule, subject, holder && describe(holder));
    return { outcomes: distinct(branches.map((b) => b.outcome)), rule, why };
  }

  advance(step: Step, observation: StepObservation): World {
    if (this.#settingBeyond(step) !== undefined) return this.#next([]);
    const foreseen = this.#foresee(step);
    const branches = foreseen.isBlind ? foreseen.branches : this.#play(step, new Sight(observation));
    const fitting = branches.filter((b) => isUnknown(b) || sameStep(b.outcome, observation.outcome));
    const lasting = fitting.filter((b) => !b.lost);
    const isKnown = lasting.length > 0 && lasting.length <= MOST_STATES && !branches.some(isUnknown);
    return isKnown ? this.#next(lasting.map((b) => b.state)) : this.#next([], fitting.length > 0);
  }

  follow(step: Step): World {
    if (this.#settingBeyond(step) !== undefined) return this.#next([]);
    const { branches } = this.#foresee(step);
    if (branches.some(isUnknown)) return LOOKS.has(step.op) ? this : this.#next([]);
    const lasting = branches.filter((b) => !b.lost);
    return this.#next(lasting.length <= MOST_STATES ? lasting.map((b) => b.state) : []);
  }

  #foresee(step: Step): Foreseen {
    if (this.#foreseen?.step === step) return this.#foreseen;
    const sight = new Sight(undefined);
    const branches = this.#play(step, sight);
    this.#foreseen = { step, branches, isBlind: !sight.wasUsed };
    return this.#foreseen;
  }

  #play(step: Step, sight: Sight): Branch[] {
    return this.#states.flatMap((s) => play(s.clone(), step, sight));
  }

  #next(states: readonly State[], gaveUp = false): World {
    return new LinuxWorld(this.#rules, this.#unfollowed, states, gaveUp);
  }

  #settingBeyond({ op }: Step): UnfollowedSysctl | undefined {
    return this.#unfollowed.find(({ ops }) => ops?.includes(op) ?? true);
  }
}

/** What a step does, played without its observation. */
interface Foreseen {
  readonly step: Step;
  readonly branches: readonly Branch[];
  /** Nothing of it depends on the observation: it holds after the step as well. */
  readonly isBlind: boolean;
}

/** Steps that change nothing. */
const LOOKS: ReadonlySet<Step['op']> = new Set<Step['op']>(['deliver', 'state']);

const beyondBy = (rules: LinuxRules, { name, value }: UnfollowedSysctl): StepPrediction => {
  const rule = 'linux.sysctl-not-followed' satisfies LinuxRuleId;
  return { outcomes: [UNKNOWN], rule, why: sentenceOn(rules, rule, `${name} = ${value}`, undefined) };
};

const NOTHING_KNOWN: StepPrediction = {
  outcomes: [UNKNOWN],
  rule: 'linux.beyond-the-rules' satisfies LinuxRuleId,
  why: NOT_PREDICTED,
};

const distinct = (outcomes: readonly StepForecast[]): StepForecast[] =>
  outcomes.filter((outcome, i) => outcomes.findIndex((other) => sameStep(outcome, other)) === i);

/** Rules whose absence changes the state instead of the outcome. */
const CHANGING: ReadonlySet<LinuxRuleId> = new Set<LinuxRuleId>(['linux.accepted-inherits', 'linux.options-read-live']);

/** The branches of a step. A branch whose rule does not hold foresees nothing. */
function play(before: State, step: Step, seen: Sight): Branch[] {
  if (before.mayHaveCalledAgain) return unknown(before);
  const played = (PLAYS[step.op] as Play<Step['op']>)(before, step, seen);
  const branches = played.map((b): Branch => (b.state.isBeyond ? { ...b, lost: true } : b));
  const stands = ({ rule }: Branch): boolean => before.holds(rule) || CHANGING.has(rule);
  return branches.every(stands) ? branches : branches.map((b) => (stands(b) ? b : { ...b, outcome: NOTHING }));
}

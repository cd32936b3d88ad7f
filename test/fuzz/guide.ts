import type { SocketOptions } from '../../src/model/options.ts';
import { type Call, OK, UNKNOWN } from '../../src/model/outcome.ts';
import { formatStep, type StepForecast, type StepOutcome, sameStep } from '../../src/model/step-outcome.ts';
import type { Step } from '../../src/model/trial.ts';
import type { StepObservation } from '../../src/model/trial-observation.ts';
import { advance, predict, type RuleEnvironment, type RuleSet, startWorld, type World } from '../../src/rules/index.ts';

/** Whether the rules and the kernel agreed in one trial. */
export type Agreement =
  | { readonly kind: 'agree' }
  /** The rules cannot know: the trial ends with this step. */
  | { readonly kind: 'unknown'; readonly rule: string }
  /** This kernel lacks what the step needs, which the rules did not foresee: the trial ends with it. */
  | { readonly kind: 'lacking'; readonly what: string }
  | {
      readonly kind: 'disagree';
      readonly predicted: readonly StepForecast[];
      readonly rule: string;
      readonly why: string;
    };

const AGREE: Agreement = { kind: 'agree' };

/** `ok`, `bind:EADDRINUSE`, `state=LISTEN`: with the call, which the rules must name too. */
export const showStep = (outcome: StepOutcome | StepForecast): string =>
  outcome.kind === 'refused' ? `${outcome.call}:${outcome.errno}` : formatStep(outcome);

export const showSteps = (outcomes: readonly StepForecast[]): string => outcomes.map(showStep).join(' or ');

/** Steps that may wait until they time out, or whose expectation is filled in. */
const SLOW: ReadonlySet<Step['op']> = new Set(['accept', 'receive', 'connect', 'deliver', 'state']);

/** The share of the steps that would time out that is run: each costs more than a whole trial. */
const IN_VAIN = 1 / 128;

/**
 * Follows one trial with the rules: leaves out the steps that make no sense where they stand (a name that is not open, a
 * port that no bind gave), and most of those that would time out; compares what each of the others does.
 */
export class Guide {
  readonly steps: Step[] = [];
  readonly observations: StepObservation[] = [];
  agreement: Agreement = AGREE;
  /** How many steps were run when that was decided; undefined where nothing but agreement was seen. */
  decidedAt: number | undefined;
  #world: World;
  #isOver = false;
  readonly #env: RuleEnvironment;
  readonly #patience: number;
  readonly #open = new Set<string>();
  readonly #saved = new Set<string>();
  /** Decides which of the steps that would time out are run. */
  readonly #insists: (index: number) => boolean;

  constructor(rules: RuleSet, env: RuleEnvironment, patience: number, salt: number) {
    this.#env = env;
    this.#patience = patience;
    this.#world = startWorld(rules, env, patience);
    this.#insists = (index) => ((salt * 31 + index * 7) % 997) / 997 < IN_VAIN;
  }

  /** The steps that are to be run, each asked for when the one before is done. */
  *choose(drawn: readonly Step[]): Generator<Step> {
    for (const [index, step] of drawn.entries()) {
      if (this.#isOver) return;
      const chosen = this.#isPossible(step) ? this.#fill(step, index) : undefined;
      if (chosen !== undefined) yield chosen;
    }
  }

  /** Compares, and goes on from what was seen. */
  see(step: Step, observation: StepObservation): void {
    this.steps.push(step);
    this.observations.push(observation);
    this.#note(step, observation);
    if (this.#isOver) return;
    const next = compare(this.#world, step, observation);
    this.#isOver = 'kind' in next;
    if ('kind' in next) [this.agreement, this.decidedAt] = [next, this.steps.length];
    else this.#world = next;
  }

  get recorded(): Recorded {
    return { env: this.#env, patience: this.#patience, steps: this.steps, observations: this.observations };
  }

  #isPossible(step: Step): boolean {
    for (const field of ['address', 'port'] as const) {
      const value = field in step ? (step as Record<typeof field, unknown>)[field] : undefined;
      if (typeof value === 'string' && value.startsWith('$') && !this.#saved.has(value.slice(1))) return false;
    }
    if (step.op === 'accept' || step.op === 'dup' || step.op === 'fork') return this.#open.has(step.from);
    if (!('socket' in step)) return true;
    return 'open' in step || this.#open.has(step.socket);
  }

  #note(step: Step, { outcome }: StepObservation): void {
    if ('socket' in step) {
      if (step.op === 'close' || step.op === 'reset') this.#open.delete(step.socket);
      else this.#open.add(step.socket);
    }
    if ('savePort' in step && step.savePort !== undefined && outcome.kind === 'ok') this.#saved.add(step.savePort);
    if ('saveLocal' in step && step.saveLocal !== undefined && outcome.kind === 'ok') this.#saved.add(step.saveLocal);
  }

  #fill(step: Step, index: number): Step | undefined {
    if (!SLOW.has(step.op) || (step.op === 'connect' && step.wait === false)) return step;
    if (step.op === 'deliver') return this.#deliver(step, index);
    const { outcomes } = predict(this.#world, step);
    if (step.op === 'state') return this.#state(step, outcomes, index);
    const isInVain = outcomes.map(formatStep).some((text) => text === 'EAGAIN' || text === 'EINPROGRESS');
    return isInVain && !this.#insists(index) ? undefined : step;
  }

  /** Looks for a state that is foreseen there. */
  #state(
    step: Extract<Step, { op: 'state' }>,
    [outcome = UNKNOWN]: readonly StepForecast[],
    index: number,
  ): Step | undefined {
    const states = /^state=(.+)$/.exec(formatStep(outcome))?.[1]?.split(',') ?? [];
    if (states.length === 0) return step;
    if (states[0] === 'none') return this.#insists(index) ? step : undefined;
    return { ...step, state: states[index % states.length] as typeof step.state };
  }

  /** Names those who are foreseen to receive. */
  #deliver(step: Extract<Step, { op: 'deliver' }>, index: number): Step | undefined {
    const receivers = step.receivers.filter((name) => this.#open.has(name));
    if (receivers.length === 0) return undefined;
    const asked = { ...step, receivers };
    const { outcomes } = predict(this.#world, asked);
    if (outcomes.includes(UNKNOWN)) return undefined;
    const named = new Set(outcomes.flatMap((o) => (o === OK ? receivers : namesIn(formatStep(o)))));
    // Nothing comes back from a group that nobody receives: it is waited for.
    if (named.size === 0 && isForEveryHost(step.address) && !this.#insists(index)) return undefined;
    if (named.size === 0) return outcomes.some((o) => o.kind === 'differs') ? { ...asked, receivers: [] } : asked;
    return { ...asked, receivers: [...named], ...(outcomes.length > 1 ? { exact: false } : {}) };
  }
}

const isForEveryHost = (address: string): boolean => /^(2[2-5]\d\.|ff)|\.255$/.test(address);

const namesIn = (outcome: string): string[] => {
  const names = /^received by (.+)$/.exec(outcome)?.[1] ?? 'none';
  return names === 'none' ? [] : names.split(',');
};

/** The world after the step did what was observed; an agreement where nothing can be said of the steps after it. */
function compare(world: World, step: Step, observation: StepObservation): World | Agreement {
  const after = advance(world, step, observation);
  if (!after.isLost) return after;
  const { outcomes, rule, why } = predict(world, step);
  if (outcomes.includes(UNKNOWN)) return { kind: 'unknown', rule };
  if (!outcomes.some((o) => sameStep(o, observation.outcome)))
    return lacking(step, observation.outcome) ?? { kind: 'disagree', predicted: outcomes, rule, why };
  // By what was seen, a port for one, they follow no further.
  if (after.gaveUp) return AGREE;
  // The outcome fits, but not its details: a port out of range, another peer. Or the rules give up after it.
  const { outcome } = observation;
  const isDetail = !advance(world, step, { outcome }).isLost;
  return isDetail ? { kind: 'disagree', predicted: outcomes, rule, why } : AGREE;
}

/** What a kernel answers where it lacks something, by what was asked of it: an option younger than itself, what it was built without. */
const LACKING: readonly {
  readonly call: Call;
  readonly errno: string;
  readonly option?: keyof SocketOptions | 'mptcp';
}[] = [
  { call: 'setsockopt', errno: 'ENOPROTOOPT', option: 'portRange' },
  { call: 'socket', errno: 'EPROTONOSUPPORT', option: 'mptcp' },
  { call: 'socket', errno: 'EAFNOSUPPORT' },
];

/** Undefined where the kernel has what the step needs. */
function lacking(step: Step, outcome: StepOutcome): Agreement | undefined {
  if (outcome.kind === 'not-tried') return { kind: 'lacking', what: `${step.op} not tried: ${outcome.reason}` };
  if (outcome.kind !== 'refused') return undefined;
  const { call, errno } = outcome;
  const asked = { ...('open' in step ? step.open : {}), ...(step.op === 'setsockopt' ? step.set : {}) };
  const lacked = LACKING.find(
    (one) => one.call === call && one.errno === errno && (one.option === undefined || one.option in asked),
  );
  return (
    lacked && { kind: 'lacking', what: [call, lacked.option, errno].filter((word) => word !== undefined).join(' ') }
  );
}

/** What was seen once, judged by other rules. */
export interface Recorded {
  readonly env: RuleEnvironment;
  readonly patience: number;
  readonly steps: readonly Step[];
  readonly observations: readonly StepObservation[];
}

const NOT_SEEN: StepObservation = { outcome: { kind: 'not-tried', reason: 'not observed' } };

export function replay(rules: RuleSet, { env, patience, steps, observations }: Recorded): Agreement {
  let world = startWorld(rules, env, patience);
  for (const [i, step] of steps.entries()) {
    const next = compare(world, step, observations[i] ?? NOT_SEEN);
    if ('kind' in next) return next;
    world = next;
  }
  return AGREE;
}

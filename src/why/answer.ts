import type { AskedListener } from '../model/asked-listener.ts';
import { isDenied } from '../model/denied.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Factor } from '../model/factor.ts';
import type { Listener } from '../model/listener.ts';
import { OK, type Outcome, sameOutcome } from '../model/outcome.ts';
import type { Prediction } from '../model/prediction.ts';
import type { Alternative } from '../model/remedy.ts';
import type { BindTrial, WhyAnswer } from '../model/why.ts';
import { kernelDifferences } from '../rules/index.ts';
import { alternativesTo, type Check, isPredicted, otherPortsFor } from './alternatives.ts';
import { decide, prove, type Trier, tryListener } from './bind-trial.ts';
import { asItIs, socketOf } from './earlier.ts';
import { factorsOf } from './factors.ts';
import { type Hypothesis, hypothesisOf, predictHypothesis } from './hypothesis.ts';
import { dependencesOf } from './option-dependences.ts';
import type { RemedyContext } from './remedy.ts';
import { isBlocker, socketVerdictsOf } from './socket-verdicts.ts';

/** What is asked: a listener, and those that the same server starts before it. */
export interface Question extends AskedListener {
  readonly earlier: readonly Listener[];
  /** Try what sets no SO_REUSEADDR as it is, though a service that starts at that moment may be refused. */
  readonly exactly?: boolean;
}

/**
 * Answers from what was seen, and from trying what disturbs nobody. `ports` are other ports to propose, whose sockets are
 * among the evidence.
 */
export function answerWhy(
  { listener: asked, server, earlier, exactly = false }: Question,
  evidence: Evidence,
  ports: readonly number[],
  trier: Trier,
): Omit<WhyAnswer, 'schema' | 'version' | 'elsewhere'> {
  const { host, surroundings, sight, processes } = evidence;
  const sockets = [...evidence.sockets, ...earlier.map((one) => socketOf(one, host))];
  const hypothesis = hypothesisOf(asked, host, sockets);
  const prediction = predictHypothesis(hypothesis);
  const trial = trier === null ? null : tryListener(asItIs(hypothesis), trier, exactly);
  const outcome = withEarlier(asked, trial, {
    now: predictHypothesis(asItIs(hypothesis)),
    later: prediction,
    unseen: !sight.boundOnly && asked.protocol === 'tcp',
  });
  const verdicts = socketVerdictsOf(hypothesis);
  const blockers = verdicts.filter(isBlocker);
  const others = verdicts.filter((one) => !isBlocker(one));
  const factors = factorsOf({ listener: asked, evidence, blockers, others, outcome });
  const older = kernelDifferences([prediction.rule, ...verdicts.map((one) => one.prediction.rule)]);
  const context = { blockers, ports, ipv6DisabledOn: surroundings.ipv6DisabledOn };
  return {
    host: host.facts,
    namespace: surroundings.namespace,
    sight,
    asked,
    ...(server === undefined ? {} : { server }),
    earlier,
    outcome,
    prediction,
    ...(older.length === 0 ? {} : { olderKernel: older }),
    trial,
    depends: prediction.outcome.kind === 'unknown' ? dependencesOf(hypothesis, blockers) : [],
    blockers,
    others,
    processes,
    factors,
    alternatives: alternatives(hypothesis, context, {
      outcome,
      predicted: prediction.outcome,
      factors,
      trier,
      exactly,
    }),
  };
}

/** What the kernel allows now may be refused later, once the listeners that start before it are there. */
function withEarlier(
  asked: Listener,
  trial: BindTrial | null,
  { now, later, unseen }: { readonly now: Prediction; readonly later: Prediction; readonly unseen: boolean },
): Outcome {
  const decided = decide(asked, now.outcome, trial, unseen);
  return decided.kind === 'ok' && !sameOutcome(now.outcome, later.outcome) ? later.outcome : decided;
}

interface OutcomeContext {
  readonly outcome: Outcome;
  readonly predicted: Outcome;
  readonly factors: readonly Factor[];
  readonly trier: Trier;
  readonly exactly: boolean;
}

/** What would work instead, tried where that disturbs nobody; of a port that may be taken later, a safer one. */
function alternatives(
  hypothesis: Hypothesis,
  context: RemedyContext,
  { outcome, predicted, factors, trier, exactly }: OutcomeContext,
): Alternative[] {
  const isOk = outcome.kind === 'ok';
  const isEphemeral = factors.some(({ id, role }) => id === 'ephemeral' && role !== 'not the cause');
  const make = !isOk ? alternativesTo : isEphemeral ? otherPortsFor : () => [];
  // Where the rules are wrong about the bind itself, only what the kernel itself allowed is worth proposing.
  const areRulesSound = isOk || (predicted.kind !== 'ok' && !isDenied(predicted, outcome));
  // A trial does not meet the listeners that start before.
  const isTrialEnough = hypothesis.sockets.every(({ asked }) => !asked);
  const check: Check = ({ proof, ...proposal }) => {
    const proved = proof === undefined ? undefined : prove(proof, proposal.predicted, trier, exactly);
    if (proved === 'works' && (isTrialEnough || isPredicted(proposal))) return { ...proposal, tried: OK };
    return proved === undefined && isPredicted(proposal) && areRulesSound ? proposal : undefined;
  };
  return make(hypothesis, context, check);
}

import type { Evidence } from '../model/evidence.ts';
import type { Factor } from '../model/factor.ts';
import type { Listener } from '../model/listener.ts';
import { OK, type Outcome } from '../model/outcome.ts';
import type { Alternative } from '../model/remedy.ts';
import type { WhyAnswer } from '../model/why.ts';
import { alternativesTo, type Check, isPredicted, otherPortsFor } from './alternatives.ts';
import { decide, prove, type Trier, tryListener } from './bind-trial.ts';
import { factorsOf } from './factors.ts';
import { type Hypothesis, hypothesisOf, predictHypothesis } from './hypothesis.ts';
import { dependencesOf } from './option-dependences.ts';
import type { RemedyContext } from './remedy.ts';
import { isBlocker, socketVerdictsOf } from './socket-verdicts.ts';

/**
 * Answers from what was seen, and from trying what disturbs nobody. `ports` are other ports to propose, whose sockets are
 * among the evidence.
 */
export function answerWhy(
  asked: Listener,
  evidence: Evidence,
  ports: readonly number[],
  trier: Trier,
): Omit<WhyAnswer, 'schema' | 'version'> {
  const { host, surroundings, sight, processes } = evidence;
  const hypothesis = hypothesisOf(asked, host, evidence.sockets, surroundings.vrfs);
  const prediction = predictHypothesis(hypothesis);
  const trial = trier === null ? null : tryListener(hypothesis, trier);
  const outcome = decide(asked, prediction.outcome, trial);
  const verdicts = socketVerdictsOf(hypothesis);
  const blockers = verdicts.filter(isBlocker);
  const others = verdicts.filter((one) => !isBlocker(one));
  const factors = factorsOf({ listener: asked, evidence, blockers, others, outcome });
  const context = { blockers, ports, ipv6DisabledOn: surroundings.ipv6DisabledOn };
  return {
    host: host.facts,
    namespace: surroundings.namespace,
    sight,
    asked,
    outcome,
    prediction,
    trial,
    depends: prediction.outcome.kind === 'unknown' ? dependencesOf(hypothesis, blockers) : [],
    blockers,
    others,
    processes,
    factors,
    alternatives: alternatives(hypothesis, context, { outcome, predicted: prediction.outcome, factors, trier }),
  };
}

interface OutcomeContext {
  readonly outcome: Outcome;
  readonly predicted: Outcome;
  readonly factors: readonly Factor[];
  readonly trier: Trier;
}

/** What would work instead, tried where that disturbs nobody; of a port that may be taken later, a safer one. */
function alternatives(
  hypothesis: Hypothesis,
  context: RemedyContext,
  { outcome, predicted, factors, trier }: OutcomeContext,
): Alternative[] {
  const isOk = outcome.kind === 'ok';
  const isEphemeral = factors.some(({ id, role }) => id === 'ephemeral' && role !== 'not the cause');
  const make = !isOk ? alternativesTo : isEphemeral ? otherPortsFor : () => [];
  // Where the rules are wrong about the bind itself, only what the kernel itself allowed is worth proposing.
  const areRulesSound = isOk || predicted.kind !== 'ok';
  const check: Check = ({ proof, ...proposal }) => {
    const proved = proof === undefined ? undefined : prove(proof, trier);
    if (proved === 'works') return { ...proposal, tried: OK };
    return proved === undefined && isPredicted(proposal) && areRulesSound ? proposal : undefined;
  };
  return make(hypothesis, context, check);
}

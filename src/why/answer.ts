import { setsReuseaddr } from '../model/options.ts';
import { isExhausted } from '../model/outcome.ts';
import type { Alternative, Bind, BindTrial, Evidence, Factor, WhyAnswer } from '../model/why.ts';
import { candidatesFor, portsInstead } from './alternatives.ts';
import { findingsOf } from './findings.ts';
import { withInherited } from './inheritance.ts';
import { predictHypothesis, type Hypothesis } from './hypothesis.ts';
import { dependencesOf, isBlocker, socketVerdictsOf } from './socket-verdicts.ts';
import type { RemedyContext } from './remedy.ts';

/** What binds and closes at once: gives the outcome. Null where nothing may be tried. */
export type Trier = ((bind: Bind) => string) | null;

/** Answers from what was seen, and from trying what disturbs nobody. `ports` are other ports whose sockets were seen. */
export function answerWhy(
  asked: Bind,
  evidence: Evidence,
  ports: readonly number[],
  trier: Trier,
): Omit<WhyAnswer, 'schema' | 'version'> {
  const { host, surroundings, sight, processes } = evidence;
  const scene: Hypothesis = { bind: asked, host, vrfs: surroundings.vrfs, sockets: withInherited(evidence.sockets) };
  const prediction = predictHypothesis(scene);
  const trial = trier === null ? null : tryOut(scene, trier);
  const outcome = decide(asked, prediction.outcome, trial);
  const standings = socketVerdictsOf(scene);
  const blockers = standings.filter(isBlocker);
  const others = standings.filter((one) => !isBlocker(one));
  const findings = findingsOf({ bind: asked, evidence, blockers, others });
  const context = { blockers, ports, ipv6DisabledOn: surroundings.ipv6DisabledOn };
  return {
    host: host.facts,
    namespace: surroundings.namespace,
    sight,
    asked,
    outcome,
    prediction,
    trial,
    depends: outcome === 'unknown' ? dependencesOf(scene, blockers) : [],
    blockers,
    others,
    processes,
    findings,
    alternatives: alternatives(scene, context, { outcome, predicted: prediction.outcome, findings, trier }),
  };
}

/** The same bind with no option that could take a part of a holder's traffic: TCP without SO_REUSEPORT, UDP without both. */
export const harmless = (bind: Bind): Bind => ({
  ...bind,
  reuse: bind.protocol === 'tcp' && setsReuseaddr(bind.reuse) ? 'addr' : 'none',
});

function tryOut(scene: Hypothesis, trier: NonNullable<Trier>): BindTrial {
  const bind = harmless(scene.bind);
  const outcome = trier(bind);
  const predicted = predictHypothesis({ ...scene, bind }).outcome;
  return { bind, outcome, predicted, agrees: [outcome, 'unknown'].includes(predicted) || isExhausted(outcome) };
}

/** The kernel's word where it was asked this, or asked with fewer options and willing all the same; else the rules'. */
function decide(asked: Bind, predicted: string, trial: BindTrial | null): string {
  if (trial === null || isExhausted(trial.outcome)) return predicted;
  return trial.outcome === 'ok' || trial.bind.reuse === asked.reuse ? trial.outcome : predicted;
}

interface Known {
  readonly outcome: string;
  readonly predicted: string;
  readonly findings: readonly Factor[];
  readonly trier: Trier;
}

function alternatives(scene: Hypothesis, context: RemedyContext, { outcome, predicted, findings, trier }: Known): Alternative[] {
  const isEphemeral = findings.some(({ id, role }) => id === 'ephemeral' && role !== 'not the cause');
  const all = outcome !== 'ok' ? candidatesFor(scene, context) : isEphemeral ? portsInstead(scene, context) : [];
  // Where the rules are wrong about the bind itself, only what the kernel itself allowed is worth proposing.
  const areRulesSound = outcome === 'ok' || predicted !== 'ok';
  return all.flatMap(({ proof, ...candidate }) => {
    const tried = proof === undefined ? undefined : prove(proof, trier);
    if (tried !== 'ok' && !(candidate.predicted === 'ok' && areRulesSound)) return [];
    return [{ ...candidate, ...(tried === undefined ? {} : { tried }) }];
  });
}

/** Undefined where nothing may be tried, or where fewer options were refused, which says nothing. */
function prove(proof: Bind, trier: Trier): string | undefined {
  if (trier === null) return undefined;
  const bind = harmless(proof);
  const tried = trier(bind);
  const isTelling = tried === 'ok' || (bind.reuse === proof.reuse && !isExhausted(tried));
  return isTelling ? tried : undefined;
}

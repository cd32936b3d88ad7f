import type { Address } from '../model/address.ts';
import { holderRefused, OK, type Outcome } from '../model/outcome.ts';
import { type Combination, listenerAt } from '../model/plan.ts';
import type { Condition } from './decide.ts';
import type { RuleEnvironment } from './environment.ts';
import { type OpenResult, opened, tryBind, tryListen, tryOpen } from './open-listener.ts';
import { ruleSocketOfListener } from './rule-socket.ts';
import type { RuleId, RuleSet } from './systems.ts';

export interface PairPrediction {
  readonly outcome: Outcome;
  readonly rule: RuleId | '';
  /** What an unknown outcome depends on. */
  readonly condition?: Condition;
}

/** Predicts one ordered pair of addresses: the holder is opened, then the newcomer. */
export function predictPair(
  rules: RuleSet,
  env: RuleEnvironment,
  combination: Combination,
  holder: Address,
  newcomer: Address,
): PairPrediction {
  const setting = { rules, env };
  const h = ruleSocketOfListener(env, listenerAt(combination, 'holder', holder));
  const n = ruleSocketOfListener(env, listenerAt(combination, 'newcomer', newcomer));
  const held = tryBind(setting, h, env.held);
  if (held.outcome !== OK) return holderFailed(held);
  if (combination.sequence === 'listen-each') {
    const listening = tryListen(setting, h, env.held, held);
    if (listening.outcome !== OK) return holderFailed(listening);
    return tryOpen(setting, n, [...env.held, opened(h)]);
  }
  const bound = tryBind(setting, n, [...env.held, h]);
  if (bound.outcome !== OK) return bound;
  const listening = tryListen(setting, h, [...env.held, n], held);
  if (listening.outcome !== OK) return holderFailed(listening);
  return tryListen(setting, n, [...env.held, opened(h)], bound);
}

const holderFailed = ({ outcome, rule, condition }: OpenResult): PairPrediction => ({
  outcome: outcome.kind === 'refused' ? holderRefused(outcome) : outcome,
  rule,
  ...(condition === undefined ? {} : { condition }),
});

import { rulesOf } from '../judge/platform-rules.ts';
import type { Experiment } from '../model/experiment.ts';
import type { HeldSocket, Host } from '../model/host.ts';
import type { Plan } from '../model/plan.ts';
import { EVERY_PAIR_UP_TO } from '../model/sample.ts';
import { planSample } from '../plan/sample.ts';
import { environmentOf, predictMatrix } from '../rules/index.ts';

/**
 * The plan with a sample of each matrix that is too large for every pair to be tried: the rules tell which pairs are
 * alike.
 */
export function withSamples(
  plan: Plan,
  { exhaustive, seed }: Pick<Experiment, 'exhaustive' | 'seed'>,
  host: Host,
  held: readonly HeldSocket[],
): Plan {
  const { addresses } = plan;
  if (exhaustive || addresses.length <= EVERY_PAIR_UP_TO) return plan;
  const rules = rulesOf(host);
  const env = environmentOf(host, held, rules.v6only);
  return {
    ...plan,
    combinations: plan.combinations.map((combination) => {
      if (!combination.show.includes('matrix') || combination.caution === 'held') return combination;
      const sample = planSample(addresses, predictMatrix(rules, env, combination, addresses), seed);
      return sample === undefined ? combination : { ...combination, sample };
    }),
  };
}

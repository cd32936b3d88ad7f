import type { Foresight } from '../judge/foresight.ts';
import type { Experiment } from '../model/experiment.ts';
import type { Plan } from '../model/plan.ts';
import { EVERY_PAIR_UP_TO } from '../model/sample.ts';
import { planSample } from '../plan/sample.ts';

/**
 * The plan with a sample of each matrix that is too large for every pair to be tried: the rules tell which pairs are
 * alike.
 */
export function withSamples(
  plan: Plan,
  { exhaustive, seed }: Pick<Experiment, 'exhaustive' | 'seed'>,
  foresight: Foresight,
): Plan {
  const { addresses } = plan;
  if (exhaustive || addresses.length <= EVERY_PAIR_UP_TO) return plan;
  return {
    ...plan,
    combinations: plan.combinations.map((combination) => {
      if (!combination.show.includes('matrix') || combination.caution === 'held') return combination;
      const sample = planSample(addresses, foresight.matrix(combination, addresses), seed);
      return sample === undefined ? combination : { ...combination, sample };
    }),
  };
}

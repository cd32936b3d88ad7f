import type { StoryVerdict } from '../model/trial.ts';

/**
 * The verdict on a story, from whether each of its claims was observed: all of them, it holds; some, it holds only if;
 * none, it does not. Without claims there is no verdict.
 */
export function claimVerdict(observed: readonly boolean[]): StoryVerdict | undefined {
  if (observed.length === 0) return undefined;
  if (observed.every(Boolean)) return 'holds';
  return observed.some(Boolean) ? 'holds only if' : 'does not hold';
}

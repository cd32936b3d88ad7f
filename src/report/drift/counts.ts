import type { Drift } from '../../model/drift.ts';
import { plural } from '../text/text.ts';
import { isWorse, verdictPairs } from './verdicts.ts';

export interface DriftCounts {
  readonly changes: number;
  /** Verdicts that are others now, and those of them that are not as expected any more. */
  readonly flips: number;
  readonly worse: number;
  /** What could be seen or found out on one side only. */
  readonly unknown: number;
}

export function driftCounts(drift: Drift): DriftCounts {
  const pairs = verdictPairs(drift);
  const unseen = drift.unseen.filter(({ side }) => side !== 'both').length;
  return {
    changes: drift.changes.length,
    flips: pairs.filter(({ outcome }) => outcome === 'flip').length,
    worse: pairs.filter(isWorse).length,
    unknown: unseen + pairs.filter(({ outcome }) => outcome === 'unknown').length,
  };
}

/** `3 changes on web-1 since before.json; 1 verdict flips, to worse` */
export function driftAnswer(drift: Drift): string {
  const { changes, flips, worse, unknown } = driftCounts(drift);
  const { before, now } = drift;
  const where =
    before.facts.hostname === now.facts.hostname ? ` on ${now.facts.hostname}` : ` from ${before.facts.hostname}`;
  const what = changes === 0 ? 'NO CHANGE' : `CHANGED: ${plural(changes, 'change')}`;
  return [
    `${what}${where} between ${before.name} and ${now.name}`,
    ...(flips > 0
      ? [`${plural(flips, 'verdict')} ${flips === 1 ? 'flips' : 'flip'}, ${worse === 0 ? 'none' : worse} to unmet`]
      : []),
    ...(unknown > 0 ? [`${unknown} could not be compared`] : []),
  ].join('; ');
}

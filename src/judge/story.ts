import type { PlayedStory, PlayedTrial } from '../model/story.ts';
import type { StoryVerdict } from '../model/trial.ts';

/** What is found of a claim: of each step that has one, whether it did what the text promises. */
interface Finding {
  readonly claim: readonly string[];
  readonly step: PlayedTrial['report']['steps'][number];
  readonly observed: boolean;
}

/**
 * The verdict on a story, from the claims of all its trials: all observed, it holds; some, it holds only if; none, it
 * does not hold. A trial that was not run, or proves nothing, says nothing.
 */
export function judgeStory(name: string, trials: readonly PlayedTrial[]): PlayedStory {
  const findings = trials.flatMap(findingsOf);
  const against = findings.find((finding) => !finding.observed);
  const verdict = verdictOf(findings.map((finding) => finding.observed));
  const when = trials.find(({ trial }) => trial.story?.when !== undefined)?.trial.story?.when;
  return {
    name,
    trials,
    ...(verdict === undefined ? {} : { verdict }),
    ...(when === undefined ? {} : { when }),
    ...(against === undefined ? {} : { against: { step: against.step, claim: against.claim } }),
  };
}

function findingsOf({ trial, report }: PlayedTrial): Finding[] {
  if (report.status !== 'met' && report.status !== 'unmet') return [];
  return trial.steps.flatMap(({ claim }, i) => {
    const step = report.steps[i];
    return claim === undefined || step === undefined ? [] : [{ claim, step, observed: claim.includes(step.observed) }];
  });
}

function verdictOf(observed: readonly boolean[]): StoryVerdict | undefined {
  if (observed.length === 0) return undefined;
  if (observed.every(Boolean)) return 'holds';
  return observed.some(Boolean) ? 'holds only if' : 'does not hold';
}

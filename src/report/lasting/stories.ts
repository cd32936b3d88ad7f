import type { PlayedStory, PlayedTrial } from '../../model/story.ts';
import type { PlayedStories } from '../story/view.ts';
import { lastingPorts, withLastingPorts } from './client-ports.ts';
import { lastingReport, lastingTrial } from './report.ts';

/** Stories without what is otherwise when they are played again: see `lastingReport`. */
export const lastingStories = ({ report, stories }: PlayedStories, kernel?: string): PlayedStories => ({
  report: lastingReport(report, kernel),
  stories: stories.map(lastingStory),
});

function lastingStory({ against, ...story }: PlayedStory): PlayedStory {
  const trials = story.trials.map(lastingPlay);
  const at = story.trials.findIndex(({ report }) => against !== undefined && report.steps.includes(against.step));
  const step = at < 0 ? undefined : trials[at]?.report.steps[stepNumber(story.trials[at], against)];
  return {
    ...story,
    trials,
    ...(against === undefined ? {} : { against: step === undefined ? against : { ...against, step } }),
  };
}

const stepNumber = (played: PlayedTrial | undefined, against: PlayedStory['against']): number =>
  played === undefined || against === undefined ? -1 : played.report.steps.indexOf(against.step);

function lastingPlay({ trial, report, http }: PlayedTrial): PlayedTrial {
  const ports = lastingPorts(report, trial);
  return {
    trial,
    report: lastingTrial(report, ports),
    ...(http === undefined ? {} : { http: withLastingPorts(http, ports) }),
  };
}

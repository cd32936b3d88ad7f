import type { Report } from '../../model/report.ts';
import type { PlayedStory } from '../../model/story.ts';
import type { Format } from '../index.ts';
import { jsonReport } from '../run/json.ts';
import { storyList } from './list.ts';
import { storiesMarkdown, storyMarkdown } from './markdown.ts';
import { storyPlay } from './terminal.ts';
import type { Style } from '../text/style.ts';

/** The stories under their verdicts, in one of the forms of a report. */
export function renderStories(
  report: Report,
  stories: readonly PlayedStory[],
  format: Format,
  style: Style,
): Iterable<string> {
  if (format === 'json') return [storiesJson(report, stories)];
  return [format === 'markdown' ? storiesMarkdown(stories, report.host) : storyList(stories, report.host, style)];
}

/** The one story that was asked for, step by step. */
export function renderStory(
  report: Report,
  stories: readonly PlayedStory[],
  format: Format,
  style: Style,
): Iterable<string> {
  if (format === 'json') return [storiesJson(report, stories)];
  return stories.map((story) =>
    format === 'markdown' ? storyMarkdown(story, report.host) : storyPlay(story, report.host, style),
  );
}

/** The report by its contract, its trials among it, and what the stories come to. */
function storiesJson(report: Report, stories: readonly PlayedStory[]): string {
  const told = stories.map(({ name, verdict, when, trials }) => ({
    name,
    verdict: verdict ?? null,
    ...(when === undefined ? {} : { when }),
    trials: trials.map(({ trial, http }) => ({ id: trial.id, ...(http === undefined ? {} : { http }) })),
  }));
  const whole = JSON.parse([...jsonReport(report)].join('')) as object;
  return `${JSON.stringify({ ...whole, stories: told }, null, 2)}\n`;
}

import type { StoryJson } from '../../contracts/report.ts';
import { formatSocketAddress } from '../../model/address.ts';
import { formatOutcome } from '../../model/outcome.ts';
import type { HttpPlay, PlayedStory } from '../../model/story.ts';
import { jsonReport } from '../run/json.ts';
import type { PlayedStories } from './view.ts';

/** The report by its contract, with its trials, and what the stories come to under `stories`. */
export function* jsonStories({ report, stories }: PlayedStories): Generator<string> {
  const whole = JSON.parse([...jsonReport(report)].join('')) as object;
  yield `${JSON.stringify({ ...whole, stories: stories.map(storyJson) }, null, 2)}\n`;
}

const storyJson = ({ name, verdict, when, trials }: PlayedStory): StoryJson => ({
  name,
  verdict: verdict ?? null,
  ...(when === undefined ? {} : { when }),
  trials: trials.map(({ trial, http }) => ({ id: trial.id, ...(http === undefined ? {} : { http: httpJson(http) }) })),
});

type HttpJson = NonNullable<StoryJson['trials'][number]['http']>;

const httpJson = ({ listeners, visits }: HttpPlay): HttpJson => ({
  listeners: listeners.map(({ name, local, outcome }) => ({
    name,
    endpoint: formatSocketAddress(local),
    outcome: formatOutcome(outcome),
  })),
  visits: [...visits],
});

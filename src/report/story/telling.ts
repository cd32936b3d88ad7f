import type { PlayedStory, PlayedTrial } from '../../model/story.ts';
import type { Translation } from '../text/say.ts';
import { claimOf } from './words.ts';

/** What is told of a trial, in the language of the reader. */
export interface Told {
  readonly title: string;
  /** The tutorial's sentence, as it is written; absent where it was quoted just before. */
  readonly quote?: string;
  /** What the sentence says in English, where the prose does not say it. */
  readonly claim?: string;
  readonly prose?: string;
}

/** What is told of the trial at `index` of a story. */
export function toldOf(story: PlayedStory, index: number, translation: Translation | undefined): Told {
  const trial = story.trials[index]?.trial;
  const before = story.trials[index - 1]?.trial.story?.quote;
  const quote = trial?.story?.quote;
  const prose = trial?.story?.prose;
  const inLanguage = (text: string): string => translation?.ofStory(text) ?? text;
  return {
    title: inLanguage(trial?.title ?? ''),
    ...(quote === undefined || quote === before ? {} : { quote }),
    ...(translation === undefined || index !== firstTold(story.trials) ? {} : { claim: claimOf(story) }),
    ...(prose === undefined ? {} : { prose: inLanguage(prose) }),
  };
}

/** The trial with whose prose the claim begins. */
const firstTold = (trials: readonly PlayedTrial[]): number =>
  trials.findIndex(({ trial }) => trial.story?.prose !== undefined);

/** The tutorial's sentence of the claim: the first that the story quotes. */
export const quoteOf = ({ trials }: PlayedStory): string | undefined =>
  trials.find(({ trial }) => trial.story?.quote !== undefined)?.trial.story?.quote;

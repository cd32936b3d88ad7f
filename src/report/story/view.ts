import type { Report } from '../../model/report.ts';
import type { PlayedStory } from '../../model/story.ts';

/** Stories that were played, and the report that has their trials. */
export interface PlayedStories {
  readonly report: Report;
  readonly stories: readonly PlayedStory[];
}

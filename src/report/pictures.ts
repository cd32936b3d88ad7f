/** The second face of the room: pictures and pages, which a command loads only where one is asked for. */

import type { Drawn } from '../model/format.ts';
import type { Report } from '../model/report.ts';
import { lastingReport } from './lasting/report.ts';
import { lastingStories } from './lasting/stories.ts';
import { runPage } from './page/run.tsx';
import { storiesPage, storyPage } from './page/story.tsx';
import { runPicture } from './picture/run.ts';
import { storiesPicture, storyPicture } from './picture/stories.ts';
import type { PlayedStories } from './story/view.ts';
import { type GatedWriter, writers } from './text/gate.ts';

export { runPicture } from './picture/run.ts';
export { storiesPicture, storyPicture } from './picture/stories.ts';

/** A report as a picture, which is the same for another user, release or moment, and as a page, which tells of both. */
export const REPORT_DRAWINGS: Readonly<Record<Drawn, GatedWriter<Report>>> = /* @__PURE__ */ writers<Drawn, Report>({
  svg: (report) => [runPicture(lastingReport(report))],
  html: (report) => [runPage(report)],
});

/** One story, step by step. */
export const STORY_DRAWINGS: Readonly<Record<Drawn, GatedWriter<PlayedStories>>> = /* @__PURE__ */ writers<
  Drawn,
  PlayedStories
>({
  svg: (played) => [storyPicture(lastingStories(played))],
  html: (played) => [storyPage(played)],
});

/** All stories under their verdicts. */
export const STORIES_DRAWINGS: Readonly<Record<Drawn, GatedWriter<PlayedStories>>> = /* @__PURE__ */ writers<
  Drawn,
  PlayedStories
>({
  svg: (played) => [storiesPicture(lastingStories(played))],
  html: (played) => [storiesPage(played)],
});

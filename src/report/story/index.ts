import type { PlainFormatOf } from '../../model/format.ts';
import { lastingStories } from '../lasting/stories.ts';
import { type GatedWriter, writers } from '../text/gate.ts';
import { jsonStories } from './json.ts';
import { storyList } from './list.ts';
import { storiesMarkdown, storyMarkdown } from './markdown.ts';
import { storyPlay } from './terminal.ts';
import type { PlayedStories } from './view.ts';

/** The stories under their verdicts. */
export const STORIES_WRITERS: Readonly<Record<PlainFormatOf<'stories'>, GatedWriter<PlayedStories>>> =
  /* @__PURE__ */ writers({
    terminal: ({ report, stories }, style) => [storyList(stories, report.host, style)],
    json: jsonStories,
    markdown: (played, style) => {
      const { report, stories } = lastingStories(played);
      return [storiesMarkdown(stories, report.host, style)];
    },
  });

/** The one story that was asked for, step by step. */
export const STORY_WRITERS: Readonly<Record<PlainFormatOf<'stories'>, GatedWriter<PlayedStories>>> =
  /* @__PURE__ */ writers({
    terminal: ({ report, stories }, style) => stories.flatMap((story) => [...storyPlay(story, report.host, style)]),
    json: jsonStories,
    markdown: (played, style) => {
      const { report, stories } = lastingStories(played);
      return stories.map((story) => storyMarkdown(story, report.host, style));
    },
  });

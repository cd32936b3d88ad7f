import type { PlayedStories } from '../story/view.ts';
import { kernelName } from '../text/systems.ts';
import { plural } from '../text/text.ts';
import { drawing } from './frame.tsx';
import { storiesPanel } from './story/list.tsx';
import { storyPanels } from './story/panel.tsx';

/** One story as SVG, step by step. Every text must have passed the gate. */
export const storyPicture = ({ report, stories }: PlayedStories, name?: string): string =>
  drawing(
    stories.flatMap((story) => storyPanels(story, report.host)),
    name,
  );

/** All stories under their verdicts. */
export const storiesPicture = ({ report, stories }: PlayedStories, name?: string): string =>
  drawing([storiesPanel(stories, `${plural(stories.length, 'claim')} of the tutorial`, kernelName(report.host))], name);

import { findStory, readStories, type StoryFile } from '../config/story-files.ts';
import { playStories } from '../flows/stories.ts';
import { STORIES_WRITERS, STORY_WRITERS } from '../report/index.ts';
import type { DemoArguments } from './command-line/options/demo.ts';
import { deliverReport } from './terminal/deliver-report.ts';
import { EXIT } from './terminal/exit-codes.ts';
import { complain, complainOfAll } from './terminal/print.ts';
import { type Recipient, USER } from './terminal/recipient.ts';

/** `bindmatrix demo`: the stories with their verdicts, or one of them step by step. Gives the exit code. */
export async function demo(argv: DemoArguments, to = USER): Promise<number> {
  const stories = readStories();
  if (!stories.ok) {
    complainOfAll(stories.error);
    return EXIT.config;
  }
  const [name] = argv.operands;
  if (name === undefined) return await play(stories.value, false, argv, to);
  const story = findStory(stories.value, name);
  if (story.ok) return await play([story.value], true, argv, to);
  complain({ ...story.error, message: `demo: ${story.error.message}` });
  return EXIT.usage;
}

const play = (stories: readonly StoryFile[], inDetail: boolean, argv: DemoArguments, to: Recipient): Promise<number> =>
  to.deliver(
    argv.output,
    (conduct) => playStories(stories, inDetail, conduct),
    (played) => {
      const writers = inDetail ? STORY_WRITERS : STORIES_WRITERS;
      return deliverReport(played.report, writers[argv.format](to.ofStories(played), to.style(argv)));
    },
  );

import { findStory, readStories, type StoryFile } from '../config/story-files.ts';
import { playStories } from '../flows/stories.ts';
import type { Problem } from '../model/result.ts';
import type { Written } from '../report/index.ts';
import type { DemoArguments } from './command-line/options/demo.ts';
import { showByKey } from './terminal/by-key.ts';
import { deliverReport } from './terminal/deliver-report.ts';
import { EXIT } from './terminal/exit-codes.ts';
import { complain, complainOfAll } from './terminal/print.ts';
import { type Recipient, USER } from './terminal/recipient.ts';
import { storiesWriter } from './terminal/writers.ts';

/** `bindmatrix demo`: the stories with their verdicts, or one of them step by step. Gives the exit code. */
export async function demo(argv: DemoArguments, to = USER): Promise<number> {
  const wrong = argv.step === true ? wrongStep(argv) : undefined;
  if (wrong !== undefined) {
    complain(wrong);
    return EXIT.usage;
  }
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

/** Why a story cannot be shown step by step. */
function wrongStep({ operands, format, output }: DemoArguments): Problem | undefined {
  if (operands.length === 0) return { message: 'demo --step: no story is named', hint: '$0 demo lists them' };
  if (format !== 'terminal' || output !== undefined)
    return { message: 'demo --step: it shows a story on the terminal', hint: 'leave --format and --output out' };
  if (process.stdin.isTTY && process.stdout.isTTY) return undefined;
  return { message: 'demo --step: stdin or stdout is no terminal', hint: 'leave --step out' };
}

async function play(
  stories: readonly StoryFile[],
  inDetail: boolean,
  argv: DemoArguments,
  to: Recipient,
): Promise<number> {
  const { format, output, step } = argv;
  let pieces: readonly Written[] = [];
  const code = await to.deliver(
    output,
    (conduct) => playStories(stories, inDetail, conduct),
    async (played) => {
      const write = await storiesWriter(format, inDetail);
      const text = write(to.ofStories(played), to.style(argv));
      if (step !== true) return deliverReport(played.report, text);
      pieces = [...text];
      return deliverReport(played.report, []);
    },
  );
  return pieces.length === 0 ? code : ((await showByKey(pieces)) ?? code);
}

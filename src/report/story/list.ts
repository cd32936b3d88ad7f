import type { HostFacts } from '../../model/host.ts';
import type { PlayedStory } from '../../model/story.ts';
import { commandWith, heading, paragraph } from '../text/lines.ts';
import { type Style, type Terminal, terminal } from '../text/style.ts';
import { kernelName } from '../text/systems.ts';
import { blocks, padLeft, width, wrap } from '../text/text.ts';
import { VERDICTS, verdictMark, verdictPaint } from './verdict.ts';
import { claimOf, failedTrials, observedAgainst } from './words.ts';

/** All stories in the order of the tutorial: name, verdict on this machine, the claim in English, and what it depends on. */
export function storyList(stories: readonly PlayedStory[], host: HostFacts, style: Style): string {
  const term = terminal(style);
  const parts = [
    heading(term, 'THE TUTORIAL', `each claim tried in a sandbox, ${kernelName(host)}`),
    stories.flatMap((story, i) => storyLines(term, story, i + 1)),
    countLines(term, stories),
    commandWith(term, [`${term.program} demo`, 'NAME'], 'plays one step by step.'),
  ];
  return `${blocks(parts).join('\n')}\n`;
}

/** `5 hold, 5 hold only under a condition, 1 does not hold`. */
function countLines(term: Terminal, stories: readonly PlayedStory[]): string[] {
  const counts = VERDICTS.flatMap((verdict) => {
    const count = stories.filter((story) => story.verdict === verdict).length;
    const words = count === 1 ? ONE[verdict ?? 'not seen'] : MANY[verdict ?? 'not seen'];
    return count === 0 ? [] : [`${verdictMark(verdict, term)} ${count} ${words}`];
  });
  return paragraph(term, 0, counts.join(', '));
}

const ONE = {
  holds: 'holds',
  'holds only if': 'holds only under a condition',
  'does not hold': 'does not hold',
  'not seen': 'was not seen',
} as const;

const MANY: Readonly<Record<keyof typeof ONE, string>> = {
  holds: 'hold',
  'holds only if': 'hold only under a condition',
  'does not hold': 'do not hold',
  'not seen': 'were not seen',
};

/** Columns before what is told of a story. */
const INDENT = 6;

function storyLines(term: Terminal, story: PlayedStory, number: number): string[] {
  const { paint } = term;
  const colour = verdictPaint(story.verdict, term);
  const mark = verdictMark(story.verdict, term);
  const [first = '', ...more] = wrap(story.name, term.columns - width(mark) - INDENT);
  return [
    `${paint.faint(padLeft(String(number), 3))}  ${colour(mark)} ${paint.heading(first)}`,
    ...more.map((line) => `${' '.repeat(INDENT)}${paint.heading(line)}`),
    ...paragraph(term, INDENT, claimOf(story)),
    ...(story.verdict === 'holds only if' && story.when !== undefined
      ? paragraph(term, INDENT, `holds only if ${story.when}`, colour)
      : []),
    ...(story.verdict === 'does not hold' && story.against !== undefined
      ? [
          ...paragraph(term, INDENT, `does not hold: ${observedAgainst(story.against)}`, colour),
          ...paragraph(term, INDENT, story.against.step.why, paint.faint),
        ]
      : []),
    ...failedTrials(story).flatMap(({ isUnmet, text }) =>
      paragraph(term, INDENT, text, isUnmet ? paint.bad : paint.unsure),
    ),
  ];
}

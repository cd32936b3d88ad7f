import type { HostFacts } from '../../model/host.ts';
import type { PlayedStory } from '../../model/story.ts';
import type { StoryVerdict } from '../../model/trial.ts';
import { commandWith, heading, paragraph } from '../text/lines.ts';
import { type Style, type Terminal, terminal } from '../text/style.ts';
import { kernelName } from '../text/systems.ts';
import { blocks, width, wrap } from '../text/text.ts';
import { VERDICTS, verdictMark, verdictPaint } from './verdict.ts';
import { claimOf, failedTrials, observedAgainst } from './words.ts';

const TITLE: Readonly<Record<StoryVerdict, string>> = {
  holds: 'HOLDS',
  'holds only if': 'HOLDS ONLY IF',
  'does not hold': 'DOES NOT HOLD',
};

/** All stories under their verdicts on this machine: name, the claim in English, and what it depends on. */
export function storyList(stories: readonly PlayedStory[], host: HostFacts, style: Style): string {
  const term = terminal(style);
  const groups = VERDICTS.flatMap((verdict) => {
    const own = stories.filter((story) => story.verdict === verdict);
    if (own.length === 0) return [];
    const title = verdict === undefined ? 'NOT SEEN' : TITLE[verdict];
    const head = heading(term, title, '', (text) => verdictPaint(verdict, term)(text));
    return [[...head, ...own.flatMap((story) => storyLines(term, story))]];
  });
  const parts = [
    heading(term, 'THE TUTORIAL', `each claim tried in a sandbox, ${kernelName(host)}`),
    ...groups,
    commandWith(term, [`${term.program} demo`, 'NAME'], 'plays one step by step.'),
  ];
  return `${blocks(parts).join('\n')}\n`;
}

function storyLines(term: Terminal, story: PlayedStory): string[] {
  const { paint } = term;
  const mark = verdictMark(story.verdict, term);
  const [first = '', ...more] = wrap(story.name, term.columns - width(mark) - 3);
  return [
    `  ${verdictPaint(story.verdict, term)(mark)} ${paint.heading(first)}`,
    ...more.map((line) => `    ${paint.heading(line)}`),
    ...paragraph(term, 4, claimOf(story)),
    ...(story.verdict === 'holds only if' && story.when !== undefined
      ? paragraph(term, 4, `only if ${story.when}`, paint.unsure)
      : []),
    ...(story.verdict === 'does not hold' && story.against !== undefined
      ? paragraph(term, 4, `here: ${observedAgainst(story.against)}; ${story.against.step.why}`, paint.faint)
      : []),
    ...failedTrials(story).flatMap(({ isUnmet, text }) => paragraph(term, 4, text, isUnmet ? paint.bad : paint.unsure)),
  ];
}

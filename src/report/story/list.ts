import type { HostFacts } from '../../model/host.ts';
import type { PlayedStory } from '../../model/story.ts';
import { counted } from '../text/counted.ts';
import { commandWith, heading, paragraph } from '../text/lines.ts';
import { type Paint, type Style, type Terminal, terminal } from '../text/style.ts';
import { kernelName } from '../text/systems.ts';
import { blocks, padLeft, width, wrap } from '../text/text.ts';
import { quoteOf } from './telling.ts';
import { VERDICTS, verdictMark, verdictPaint } from './verdict.ts';
import { claimOf, failedTrials, observedAgainst } from './words.ts';

/** All stories in the order of the tutorial: name, verdict on this machine, the claim as the tutorial has it and in English, and what it depends on. */
export function storyList(stories: readonly PlayedStory[], host: HostFacts, style: Style): string {
  const term = terminal(style);
  const parts = [
    heading(
      term,
      term.say('THE TUTORIAL'),
      term.say('each claim tried in a sandbox, {kernel}', { kernel: kernelName(host) }),
    ),
    stories.flatMap((story, i) => storyLines(term, story, i + 1)),
    countLines(term, stories),
    commandWith(term, [`${term.program} demo`, 'NAME'], term.say('plays one step by step.')),
  ];
  return `${blocks(parts).join('\n')}\n`;
}

/** `5 hold, 5 hold only under a condition, 1 does not hold`. */
function countLines(term: Terminal, stories: readonly PlayedStory[]): string[] {
  const counts = VERDICTS.flatMap((verdict) => {
    const count = stories.filter((story) => story.verdict === verdict).length;
    const [one, many] = COUNTS[verdict ?? 'not seen'];
    return count === 0 ? [] : [`${verdictMark(verdict, term)} ${counted(term.say, count, one, many)}`];
  });
  return paragraph(term, 0, counts.join(term.say(', ')));
}

const COUNTS = {
  holds: ['{n} holds', '{n} hold'],
  'holds only if': ['{n} holds only under a condition', '{n} hold only under a condition'],
  'does not hold': ['{n} does not hold', '{n} do not hold'],
  'not seen': ['{n} was not seen', '{n} were not seen'],
} as const;

/** Columns before what is told of a story. */
const INDENT = 6;

function storyLines(term: Terminal, story: PlayedStory, number: number): string[] {
  const { paint } = term;
  const colour = verdictPaint(story.verdict, term);
  const mark = verdictMark(story.verdict, term);
  const quote = quoteOf(story);
  const [first = '', ...more] = wrap(story.name, term.columns - width(mark) - INDENT);
  return [
    `${paint.faint(padLeft(String(number), 3))}  ${colour(mark)} ${paint.heading(first)}`,
    ...more.map((line) => `${' '.repeat(INDENT)}${paint.heading(line)}`),
    ...(quote === undefined || !term.unicode ? [] : paragraph(term, INDENT, quote)),
    ...paragraph(term, INDENT, claimOf(story), quote === undefined ? paint.plain : paint.faint),
    ...verdictLines(term, story, colour),
    ...failedTrials(story, term.say).flatMap(({ isUnmet, text }) =>
      paragraph(term, INDENT, text, isUnmet ? paint.bad : paint.unsure),
    ),
  ];
}

/** A verdict that says more than its mark. */
function verdictLines(term: Terminal, { verdict, when, against }: PlayedStory, colour: Paint): string[] {
  const { say, paint, translation } = term;
  if (verdict === 'holds only if' && when !== undefined)
    return paragraph(term, INDENT, say('holds only if {when}', { when: translation?.ofStory(when) ?? when }), colour);
  if (verdict !== 'does not hold' || against === undefined) return [];
  return [
    ...paragraph(term, INDENT, say('does not hold: {seen}', { seen: observedAgainst(against) }), colour),
    ...paragraph(term, INDENT, against.step.why, paint.faint),
  ];
}

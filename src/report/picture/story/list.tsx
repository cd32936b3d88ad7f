import type { VNode } from 'preact';
import { greatest } from '../../../model/extremes.ts';
import type { PlayedStory } from '../../../model/story.ts';
import { VERDICTS } from '../../story/verdict.ts';
import { claimOf, failedTrials, observedAgainst, verdictInWords } from '../../story/words.ts';
import { inEnglish } from '../../text/say.ts';
import { type Block, PAD, type Panel } from '../frame.tsx';
import { headOf, onSheet } from '../head.tsx';
import { wrapped } from '../measure.ts';
import { ChipAt, chipWidth, LinesAt, TextAt } from '../parts.tsx';
import { verdictChip } from './panel.tsx';

const WIDTH = 820;

/** All stories: number, verdict, claim, and what it depends on. */
export function storiesPanel(stories: readonly PlayedStory[], what: string, where: string): Panel {
  const counts = VERDICTS.flatMap((verdict) => {
    const n = stories.filter((story) => story.verdict === verdict).length;
    return n === 0 ? [] : [`${n} ${NOUNS[verdict ?? 'not seen'][n === 1 ? 0 : 1]}`];
  });
  const title = `Of ${what} ${counts.join(', ')}`;
  return {
    title,
    said: [
      `${title}, on ${where}.`,
      ...stories.map((story, i) => `${i + 1}. ${story.name}: ${claimOf(story)} ${notesOf(story).join('. ')}.`),
    ],
    width: WIDTH,
    draw: (width) => {
      const head = headOf(title, [`each tried in network namespaces of its own · ${where}`], width - 2 * PAD);
      const chips = greatest(stories.map(({ verdict }) => chipWidth(verdictChip(verdict))));
      return onSheet(
        { ...head, height: head.height + 6 },
        stories.map((story, i) => storyBlock(story, i + 1, chips, width)),
        12,
      );
    },
  };
}

const NOUNS = {
  holds: ['holds', 'hold'],
  'holds only if': ['holds only under a condition', 'hold only under a condition'],
  'does not hold': ['does not hold', 'do not hold'],
  'not seen': ['was not seen', 'were not seen'],
} as const;

/** The verdict, and what speaks against the claim. */
const notesOf = (story: PlayedStory): string[] => [
  story.verdict === undefined ? 'could not be seen' : verdictInWords(story.verdict, story.when, inEnglish),
  ...(story.verdict === 'does not hold' && story.against !== undefined
    ? [`the outcome was ${observedAgainst(story.against)}: ${story.against.step.why}`]
    : []),
  ...failedTrials(story, inEnglish).map(({ text }) => text),
];

function storyBlock(story: PlayedStory, number: number, chips: number, width: number): Block {
  const left = PAD + 32 + chips + 18;
  const room = width - PAD - left;
  const claim = wrapped(claimOf(story), room, 13);
  const notes = notesOf(story)
    .slice(story.verdict === 'holds only if' ? 0 : 1)
    .flatMap((text) => wrapped(text, room, 12.5));
  const y = 18;
  const body: VNode = (
    <>
      <TextAt x={PAD + 20} y={y} anchor="end" tone="f">
        {String(number)}
      </TextAt>
      <ChipAt chip={verdictChip(story.verdict)} x={PAD + 32} y={13} />
      <TextAt x={left} y={y} face="bold" room={room}>
        {story.name}
      </TextAt>
      <LinesAt lines={claim} x={left} y={y + 19} step={18} />
      <LinesAt lines={notes} x={left} y={y + 19 + claim.length * 18} step={17} size={12.5} tone="f" />
    </>
  );
  return { height: 24 + claim.length * 18 + notes.length * 17, body };
}

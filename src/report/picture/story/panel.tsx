import type { VNode } from 'preact';
import { greatest } from '../../../model/extremes.ts';
import type { HostFacts } from '../../../model/host.ts';
import type { HttpPlay, PlayedStory, PlayedTrial } from '../../../model/story.ts';
import type { StoryVerdict } from '../../../model/trial.ts';
import { claimOf, httpRows, observedAgainst, verdictInWords } from '../../story/words.ts';
import { inEnglish } from '../../text/say.ts';
import { kernelName } from '../../text/systems.ts';
import { type Block, PAD, type Panel } from '../frame.tsx';
import { headOf, onSheet } from '../head.tsx';
import { textWidth, wrapped } from '../measure.ts';
import { ChipAt, type ChipView, LinesAt, TextAt } from '../parts.tsx';
import type { Room } from '../stack.tsx';
import { headingBlock, notesBlock } from '../table.tsx';
import { tableRight, timelineBlock } from '../timeline/block.tsx';
import { columnsOf } from '../timeline/layout.ts';
import { stepSaid } from '../timeline/said.ts';
import { playedSteps } from '../timeline/steps.ts';

/** A story: its claim with the verdict, then a sheet for each trial. */
export const storyPanels = (story: PlayedStory, host: HostFacts): Panel[] => [
  claimPanel(story, host),
  ...story.trials.map((played, i) =>
    trialPanel(played, story.trials[i - 1], story.trials.length > 1 ? i + 1 : undefined),
  ),
];

/** How a verdict looks. */
export function verdictChip(verdict: StoryVerdict | undefined): ChipView {
  switch (verdict) {
    case 'holds':
      return { mark: 'ok', tone: 'ok', text: verdict };
    case 'does not hold':
      return { mark: 'no', tone: 'no', text: verdict };
    case undefined:
      return { mark: 'unknown', tone: 'unsure', text: 'not seen' };
    default:
      return { mark: 'part', tone: 'unsure', text: verdict };
  }
}

function claimPanel(story: PlayedStory, host: HostFacts): Panel {
  const { verdict, when, against } = story;
  const claim = claimOf(story);
  const chip = verdictChip(verdict);
  const because = [
    ...(verdict === 'holds only if' && when !== undefined ? [`only if ${when}`] : []),
    ...(verdict === 'does not hold' && against !== undefined
      ? [`it promises ${against.claim.join(' or ')}; the outcome was ${observedAgainst(against)}: ${against.step.why}`]
      : []),
  ];
  const said = verdict === undefined ? 'could not be seen here' : verdictInWords(verdict, when, inEnglish);
  return {
    title: `${claim.replace(/\.$/, '')}: this ${said}`,
    said: [`${claim} On ${kernelName(host)} this sentence ${said}.`, ...because.map((text) => `${text}.`)],
    width: 640,
    draw: (width) => {
      const room = { left: PAD, width: width - 2 * PAD };
      const head = headOf(claim, [`${story.name} · played in network namespaces · ${kernelName(host)}`], room.width);
      return onSheet(
        { ...head, height: head.height + 4 },
        [{ height: 26, body: <ChipAt chip={chip} x={PAD} y={13} /> }, notesBlock(because, room)],
        10,
      );
    },
  };
}

/** A quotation with a bar beside it. */
function quoteBlock(text: string | undefined, { left, width }: Room): Block {
  if (text === undefined) return { height: 0, body: <></> };
  const lines = wrapped(text, width - 16, 13);
  return {
    height: lines.length * 19,
    body: (
      <>
        <path class="bm-mark bm-rule" stroke-width="3" d={`M${left + 2} 3V${lines.length * 19 - 3}`} />
        <LinesAt lines={lines} x={left + 16} y={14} step={19} tone="f" />
      </>
    ),
  };
}

function trialPanel(played: PlayedTrial, before: PlayedTrial | undefined, number: number | undefined): Panel {
  const { trial, report, http } = played;
  const steps = playedSteps(played);
  const columns = columnsOf(steps);
  const title = `${number === undefined ? '' : `${number}. `}${trial.title}`;
  const quote = trial.story?.quote === before?.trial.story?.quote ? undefined : trial.story?.quote;
  const reason = report.reason === undefined ? [] : [`${report.status}: ${report.reason}`];
  return {
    title,
    said: [`${title}.`, ...reason, ...steps.map(stepSaid)],
    width: Math.max(columns.right, tableRight(steps, columns)) + PAD,
    draw: (width) => {
      const room = { left: PAD, width: width - 2 * PAD };
      return onSheet(
        headOf(title, [], room.width),
        [
          quoteBlock(quote, room),
          notesBlock([...(trial.story?.prose === undefined ? [] : [trial.story.prose]), ...reason], room),
          timelineBlock(steps, columns, width - PAD),
          ...(http === undefined ? [] : [httpBlock(http, room)]),
        ],
        14,
      );
    },
  };
}

/** The same listeners as HTTP servers, and what a GET of each came to. */
function httpBlock(http: HttpPlay, room: Room): Block {
  const rows = httpRows(http, inEnglish);
  const heading = headingBlock('The same listeners once more, each an HTTP server of its own', room);
  const who = Math.min(120, greatest(rows.map(([text]) => textWidth(text, 12.5, 'bold')))) + 16;
  const where = Math.min(260, greatest(rows.map(([, text]) => textWidth(text, 12.5, 'mono')))) + 18;
  return {
    height: heading.height + rows.length * 20 + 4,
    body: (
      <>
        {heading.body}
        {rows.map((row, i) => (
          <HttpRow
            row={row}
            y={heading.height + 18 + i * 20}
            left={room.left}
            who={who}
            where={where}
            room={room.width}
          />
        ))}
      </>
    ),
  };
}

interface HttpRowProps {
  readonly row: readonly [string, string, string];
  readonly y: number;
  readonly left: number;
  readonly who: number;
  readonly where: number;
  readonly room: number;
}

const HttpRow = ({ row, y, left, who, where, room }: HttpRowProps): VNode => (
  <>
    <TextAt x={left} y={y} size={12.5} face="bold" room={who - 14}>
      {row[0]}
    </TextAt>
    <TextAt x={left + who} y={y} size={12.5} face="mono" room={where - 14}>
      {row[1]}
    </TextAt>
    <TextAt x={left + who + where} y={y} size={12.5} tone="f" room={room - who - where}>
      {row[2]}
    </TextAt>
  </>
);

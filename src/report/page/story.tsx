import type { VNode } from 'preact';
import type { HostFacts } from '../../model/host.ts';
import type { HttpPlay, PlayedStory, PlayedTrial } from '../../model/story.ts';
import type { Panel } from '../picture/frame.tsx';
import { storiesPanel } from '../picture/story/list.tsx';
import { storyPanels } from '../picture/story/panel.tsx';
import { playedSteps } from '../picture/timeline/steps.ts';
import type { PlayedStories } from '../story/view.ts';
import { claimOf, failedTrials, httpRows, observedAgainst, verdictInWords } from '../story/words.ts';
import { UNICODE } from '../text/glyphs.ts';
import { inEnglish } from '../text/say.ts';
import { kernelName } from '../text/systems.ts';
import { plural } from '../text/text.ts';
import { Figure, page } from './frame.tsx';
import { footerOf } from './run.tsx';
import { type Cell, Table } from './table.tsx';

/** One story as a page: claim and verdict, the picture, and each trial as text and table. */
export function storyPage({ report, stories }: PlayedStories): string {
  const [story] = stories;
  return page({
    title: story === undefined ? 'No story' : claimOf(story),
    below: stories.map(
      (one) => `${one.name}: ${verdictOf(one)}. Played in network namespaces, ${kernelName(report.host)}.`,
    ),
    footer: footerOf(report),
    children: stories.map((one) => <Story story={one} host={report.host} />),
  });
}

/** All stories with their verdicts. */
export function storiesPage({ report, stories }: PlayedStories): string {
  const where = kernelName(report.host);
  const panel = storiesPanel(stories, `${plural(stories.length, 'claim')} of the tutorial`, where);
  return page({
    title: panel.title,
    below: [`Each was tried in network namespaces of its own, ${where}.`],
    footer: footerOf(report),
    children: (
      <>
        <Figure panels={[panel]} name="stories" />
        <Table
          caption="The tutorial, claim by claim"
          head={['story', 'claim', 'verdict', 'here']}
          rows={stories.map((story) => [
            story.name,
            claimOf(story),
            { text: verdictOf(story), tone: toneOf(story) },
            [...againstOf(story), ...failedTrials(story, inEnglish).map(({ text }) => text)].join('; '),
          ])}
        />
      </>
    ),
  });
}

const verdictOf = ({ verdict, when }: PlayedStory): string =>
  verdict === undefined ? 'could not be seen here' : verdictInWords(verdict, when, inEnglish);

const toneOf = ({ verdict }: PlayedStory): NonNullable<Cell['tone']> =>
  verdict === 'holds' ? 'ok' : verdict === 'does not hold' ? 'no' : 'unsure';

const againstOf = ({ verdict, against }: PlayedStory): string[] =>
  verdict !== 'does not hold' || against === undefined
    ? []
    : [`${observedAgainst(against)} instead of ${against.claim.join(' or ')}: ${against.step.why}`];

const Story = ({ story, host }: { readonly story: PlayedStory; readonly host: HostFacts }): VNode => (
  <>
    {againstOf(story).map((text) => (
      <p>{text}</p>
    ))}
    {story.trials.map((played, i) => (
      <Trial
        played={played}
        before={story.trials[i - 1]}
        panels={storyPanels(story, host).slice(i + 1, i + 2)}
        name={`trial-${i + 1}`}
      />
    ))}
  </>
);

interface TrialProps {
  readonly played: PlayedTrial;
  readonly before: PlayedTrial | undefined;
  readonly panels: readonly Panel[];
  /** What the ids of its picture begin with. */
  readonly name: string;
}

function Trial({ played, before, panels, name }: TrialProps): VNode {
  const { trial, report, http } = played;
  const { story } = trial;
  return (
    <section>
      <h2>{trial.title}</h2>
      {story === undefined || story.quote === before?.trial.story?.quote ? null : (
        <blockquote lang="zh">{story.quote}</blockquote>
      )}
      {story?.prose === undefined ? null : <p>{story.prose}</p>}
      {report.reason === undefined ? null : <p>{`${report.status}: ${report.reason}`}</p>}
      <Figure panels={panels} name={name} />
      <Steps played={played} />
      {http === undefined ? null : <Http http={http} />}
    </section>
  );
}

const Steps = ({ played }: { readonly played: PlayedTrial }): VNode => (
  <Table
    caption={`Steps: ${played.trial.title}`}
    head={['step', 'who', 'does', 'came out', 'remarks', 'new in the kernel’s table']}
    rows={playedSteps(played).map(({ number, who, what, chip, remarks, prose, table }) => [
      String(number),
      who,
      what,
      { text: `${MARKS[chip.tone]} ${chip.text}`, tone: chip.tone },
      [...(prose === undefined ? [] : [prose]), ...remarks.map(({ text }) => text)].join('; '),
      { text: table.map(({ state, ends }) => <div class="c">{`${state} ${ends}`}</div>) },
    ])}
  />
);

const MARKS = { ok: UNICODE.ok, no: UNICODE.fail, unsure: '?' } as const;

const Http = ({ http }: { readonly http: HttpPlay }): VNode => (
  <Table
    caption="The same listeners once more, each an HTTP server of its own"
    head={['who', 'where', 'what']}
    rows={httpRows(http, inEnglish)}
  />
);
